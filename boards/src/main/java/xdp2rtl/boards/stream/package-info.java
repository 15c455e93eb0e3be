/// Packet streams in our hardware language: what stands between a shell's AXI4-Stream and the core's.
///
/// A stream is a {@link xdp2rtl.boards.stream.StreamSink} of the component that takes it and a
/// {@link xdp2rtl.boards.stream.StreamSource} of the one that gives it. Rules, which every component here keeps and
/// may rely on: a beat moves where `valid` and `ready` meet; what is offered stays until it is taken; byte 0
/// of a packet is bits 7..0; `keep` is contiguous from bit 0, all ones except in the last beat; `side`
/// belongs to the packet and is the same in all its beats, unless a component says that it looks at one beat
/// only.
///
/// The widest beat here is 128 bytes (NetFPGA-PLUS), lengths have 16 bits.
package xdp2rtl.boards.stream;
