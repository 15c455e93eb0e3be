/// The soft core in our hardware language. `docs/machine.md` is its specification, `isa` its data; a signal whose name
/// ends in a digit belongs to the bundle that issued so many cycles ago (`context6`: in `EFFECT`).
///
/// {@link xdp2rtl.core.Core} is the top, or {@link xdp2rtl.core.Cores} of several; {@link xdp2rtl.core.CoreGenerator}
/// prints it. A {@link xdp2rtl.core.Lane} computes; memories, the units behind requests, ingress, egress and the
/// control port stand beside the lanes.
package xdp2rtl.core;
