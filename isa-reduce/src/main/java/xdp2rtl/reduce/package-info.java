/// The reduction: an ordered list of passes, each a function from a [xdp2rtl.graph.Graph] to one that does
/// the same with less.
///
/// [Reduction] holds the list and runs it until nothing changes. What the passes share: [GraphFlow] (edges,
/// order, dominators), [GraphDraft] (a graph while it is rewritten), [xdp2rtl.reduce.rules] (known bits,
/// peephole rules), [DominatingConditions] (what branches have established), [States] (which accesses to memory
/// see the same contents).
///
/// What every pass relies on and keeps: a non-faulting load stands where its bytes exist whenever its value is used,
/// as the verifier has it, so that neighbouring ones may become one; a packet is never shorter than an
/// Ethernet header; requests, pushes and reads of RESULT stay in their order.
package xdp2rtl.reduce;
