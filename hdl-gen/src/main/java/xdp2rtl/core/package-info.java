/// The soft core in our hardware language. `docs/machine.md` is its specification, `isa` its data; a signal whose name
/// begins with a stage belongs to the bundle that is in it (`effect_context`: in `EFFECT`).
///
/// {@link xdp2rtl.core.Core} is the top, or {@link xdp2rtl.core.Cores} of several; {@link xdp2rtl.core.CoreGenerator}
/// prints it. What they connect stands in rooms that do not know each other: {@link xdp2rtl.core.lane} computes, {@link
/// xdp2rtl.core.packet} takes packets in and out, {@link xdp2rtl.core.maps} answers requests, {@link
/// xdp2rtl.core.control} says what runs; {@link xdp2rtl.core.part} is below all of them.
package xdp2rtl.core;
