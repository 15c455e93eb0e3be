/// Whatever can run a program on packets: the four engines behind one interface, what they are given and what they
/// give back, and the comparison of their runs.
///
/// A [Stimulus] is one program, a trace, and all that Linux leaves open; an [Engine] turns it into a [Run]; several
/// runs of one stimulus become a [Verdict]. Packets run one after the other on CPU 0, and maps keep their contents
/// from packet to packet.
package xdp2rtl.engine;
