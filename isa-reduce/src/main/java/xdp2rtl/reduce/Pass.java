package xdp2rtl.reduce;

import xdp2rtl.graph.Graph;

/// One rewrite of a whole graph. The result does the same on every packet; a pass that finds nothing to do
/// returns an equal graph.
public interface Pass {
    /// What the listing of the reduction calls it.
    String name();

    Graph apply(Graph graph);
}
