/// How long a compiled program takes: what can be said of its schedule alone ([PathCycles]), and of a trace
/// ([TraceCycles]). A cycle is an issue slot: one bundle of one packet.
package xdp2rtl.cycles;
