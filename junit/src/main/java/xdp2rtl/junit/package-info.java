/// Tests of XDP programs with JUnit: an object on packets, through Linux, the interpreter, the model of the hardware and
/// the hardware itself, in a line.
///
///     assertThat(xdp("fw.bpf.o")).on(RTL).given(pcap("trace.pcap")).agreesWith(KERNEL);
package xdp2rtl.junit;
