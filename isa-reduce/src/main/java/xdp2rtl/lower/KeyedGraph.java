package xdp2rtl.lower;

import java.util.List;
import xdp2rtl.graph.Graph;

/// The graph of a program, and the keys that it gives to the calls on its maps.
public record KeyedGraph(Graph graph, List<KeyUse> keys) {
    public KeyedGraph { keys = List.copyOf(keys); }
}
