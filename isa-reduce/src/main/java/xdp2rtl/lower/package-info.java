/// From a typed control-flow graph to a [xdp2rtl.graph.Graph]: registers and stack slots become values,
/// instructions and helper calls become machine operations.
///
/// Pointers become numbers: a place in the packet is its distance from the packet's first byte, `data_end` is
/// the packet's length, a place on the stack counts from the lowest byte of the 512, a place in a map value
/// is its address in the map memory, null is 0. The context, maps as arguments and everything that cannot be
/// used are 0.
///
/// The graph is correct, not small; `xdp2rtl.reduce` makes it small. Only what needs types is decided here.
package xdp2rtl.lower;
