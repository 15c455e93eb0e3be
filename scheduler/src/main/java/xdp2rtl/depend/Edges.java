package xdp2rtl.depend;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// The targets of a block, in the order in which they are decided.
public final class Edges {
    private Edges() {}

    /// The edges to other blocks; a block can be there twice.
    public static List<Target.ToBlock> of(Block block) {
        List<Target.ToBlock> edges = new ArrayList<>();
        for (Step step : block.steps()) {
            if (step.operation() instanceof Operation.Targeted o && o.target() instanceof Target.ToBlock to) {
                edges.add(to);
            }
        }
        return edges;
    }

    /// The blocks that can be reached, each before those it leads to except along the edges that close a cycle.
    public static List<Integer> reversePostorder(Graph graph) {
        List<Integer> order = new ArrayList<>();
        boolean[] seen = new boolean[graph.blocks().size()];
        List<Integer> stack = new ArrayList<>(List.of(0));
        int[] next = new int[graph.blocks().size()];
        seen[0] = true;
        while (!stack.isEmpty()) {
            int block = stack.getLast();
            List<Target.ToBlock> edges = of(graph.blocks().get(block));
            if (next[block] == edges.size()) {
                order.addFirst(stack.removeLast());
                continue;
            }
            int to = edges.get(next[block]++).block();
            if (!seen[to]) {
                seen[to] = true;
                stack.add(to);
            }
        }
        return order;
    }
}
