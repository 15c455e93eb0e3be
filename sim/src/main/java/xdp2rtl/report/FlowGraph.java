package xdp2rtl.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import xdp2rtl.compile.Compiled;
import xdp2rtl.cycles.BundleGraph;
import xdp2rtl.elf.CLine;
import xdp2rtl.linux.XdpAction;

/// The control flow of the bundles, weighted by a trace.
public final class FlowGraph {
    private final CodeOrigins origins;
    private final BundleGraph graph;
    private final BundleCounts counts;
    private final double packets;

    private FlowGraph(CodeOrigins origins, BundleGraph graph, BundleCounts counts, int packets) {
        this.origins = origins;
        this.graph = graph;
        this.counts = counts;
        this.packets = Math.max(1, packets);
    }

    /// Its nodes, in the order of their addresses, not weighted.
    public static List<FlowNode> of(Compiled compiled) {
        return of(new CodeOrigins(compiled), BundleGraph.of(compiled.schedule().bundles()),
                new BundleCounts(compiled.schedule().bundles()), 0);
    }

    /// The same, weighted.
    public static List<FlowNode> of(Compiled compiled, TraceRun run) {
        return of(new CodeOrigins(compiled), BundleGraph.of(compiled.schedule().bundles()), run.counts(),
                run.packets());
    }

    /// Its nodes, in the order of their addresses.
    static List<FlowNode> of(CodeOrigins origins, BundleGraph graph, BundleCounts counts, int packets) {
        return new FlowGraph(origins, graph, counts, packets).nodes();
    }

    private List<FlowNode> nodes() {
        BitSet heads = heads();
        var nodes = new ArrayList<FlowNode>();
        for (int first = heads.nextSetBit(0); first >= 0; first = heads.nextSetBit(first + 1)) {
            int behind = heads.nextSetBit(first + 1);
            int last = (behind < 0 ? graph.next().size() : behind) - 1;
            nodes.add(new FlowNode(first, last, line(first, last), counts.of(first) / packets, edges(last)));
        }
        return nodes;
    }

    /// Bundles that something else than the bundle before leads to, or that stand behind one that leads elsewhere.
    private BitSet heads() {
        var heads = new BitSet();
        heads.set(0);
        for (int bundle = 0; bundle < graph.next().size(); bundle++) {
            List<Integer> next = graph.next().get(bundle);
            boolean straight = next.equals(List.of(bundle + 1)) && graph.ends().get(bundle).isEmpty();
            if (!straight) {
                next.forEach(heads::set);
                if (bundle + 1 < graph.next().size()) {
                    heads.set(bundle + 1);
                }
            }
        }
        return heads;
    }

    private List<FlowNode.Edge> edges(int last) {
        var edges = new ArrayList<FlowNode.Edge>();
        graph.next().get(last)
                .forEach(to -> edges.add(new FlowNode.Edge(Optional.of(to), "", counts.of(last, to) / packets)));
        var ends = new LinkedHashMap<String, Double>();
        graph.ends().get(last).forEach(end -> ends.merge(end.action().map(XdpAction::text).orElse("R0"),
                counts.ended(last, end.lane()) / packets, Double::sum));
        ends.forEach((action, taken) -> edges.add(new FlowNode.Edge(Optional.empty(), action, taken)));
        return edges;
    }

    private Optional<CLine> line(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed()
                .flatMap(bundle -> IntStream.range(0, origins.compiled().config().lanes())
                        .mapToObj(lane -> origins.instruction(bundle, lane).flatMap(origins::line)))
                .flatMap(Optional::stream).findFirst();
    }
}
