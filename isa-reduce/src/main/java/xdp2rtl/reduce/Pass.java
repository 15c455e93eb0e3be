package xdp2rtl.reduce;

import xdp2rtl.graph.Graph;

/// One rewrite of a whole graph. The result does the same on every packet; a pass that finds nothing to do
/// returns an equal graph.
public interface Pass {
    /// What the listing of the reduction calls it.
    String name();

    Graph apply(Graph graph);

    /// In how many rounds over all passes it runs; fewer than there are for one that makes graphs longer.
    default int rounds() { return Integer.MAX_VALUE; }
}
