/// Whatever can run a program on packets: the four engines behind one interface, and the comparison of their runs.
///
/// An [Engine] turns a [xdp2rtl.port.Stimulus] into a [xdp2rtl.port.Run]; several runs of one stimulus become a
/// [Verdict]. Packets run one after the other on CPU 0, and maps keep their contents from packet to packet.
package xdp2rtl.engine;
