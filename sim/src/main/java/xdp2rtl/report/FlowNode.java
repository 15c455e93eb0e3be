package xdp2rtl.report;

import java.util.List;
import java.util.Optional;
import xdp2rtl.elf.CLine;

/// Bundles that follow one another, entered at the first and left behind the last.
///
/// @param first   address of the first bundle
/// @param last    of the last
/// @param line    the first C line that is worked on
/// @param packets how often it is entered, for each packet
/// @param edges   where it leads
public record FlowNode(int first, int last, Optional<CLine> line, double packets, List<Edge> edges) {
    public FlowNode {
        edges = List.copyOf(edges);
    }

    /// @param to      the first bundle of another node; empty where the program ends
    /// @param action  what it gives back where it ends
    /// @param packets how often it is taken, for each packet
    public record Edge(Optional<Integer> to, String action, double packets) {}
}
