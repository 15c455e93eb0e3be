package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// `goto b5[14]` and `goto b5[18]` to `b5(v3): v4 = load1? packet[v3 + 9]` become ways to two copies of `b5`,
/// one for each constant.
///
/// Sound because a copy does what the block does. Copied with it are the blocks that use its values, as long
/// as they are few; the constants then become offsets and decide branches, and the copy need not wait for the
/// way that leads to it.
public final class SpecialiseBlocks implements Pass {
    /// Operations that are added at most for one block.
    private static final int GROWTH = 32;

    @Override public String name() { return "specialise blocks"; }

    /// One block in each: more copies made long programs longer and none of our programs faster.
    @Override public int rounds() { return 2; }

    @Override public Graph apply(Graph graph) {
        GraphFlow flow = new GraphFlow(graph);
        for (int block : flow.order()) {
            if (block != 0 && !graph.blocks().get(block).parameters().isEmpty() && !flow.hasBackEdge(block)
                    && flow.into(block).size() > 1) {
                Map<List<Operand>, List<GraphFlow.Edge>> groups = groups(graph, flow, block);
                if (groups.size() > 1) {
                    BitSet copied = copied(graph, flow, block);
                    if (BlockCopies.size(graph, copied) * (groups.size() - 1) <= GROWTH
                            && pays(graph, block, copied, groups)) {
                        List<List<GraphFlow.Edge>> edges = new ArrayList<>(groups.values());
                        edges.removeLast();
                        return copy(graph, block, copied, edges);
                    }
                }
            }
        }
        return graph;
    }

    /// The edges into the block by the constants that they give; the length stands for what is no constant.
    private static Map<List<Operand>, List<GraphFlow.Edge>> groups(Graph graph, GraphFlow flow, int block) {
        Map<List<Operand>, List<GraphFlow.Edge>> groups = new LinkedHashMap<>();
        for (GraphFlow.Edge edge : flow.into(block)) {
            List<Operand> constants = new ArrayList<>();
            for (Operand argument : ((Target.ToBlock) GraphFlow.target(operation(graph, edge))).arguments()) {
                constants.add(argument instanceof Immediate ? argument : new Length());
            }
            groups.computeIfAbsent(constants, _ -> new ArrayList<>()).add(edge);
        }
        return groups;
    }

    private static Operation operation(Graph graph, GraphFlow.Edge edge) {
        return graph.blocks().get(edge.from()).steps().get(edge.step()).operation();
    }

    /// The block, and all blocks that use values from among these, with what lies between.
    private static BitSet copied(Graph graph, GraphFlow flow, int head) {
        BitSet blocks = new BitSet();
        blocks.set(head);
        BitSet values = new BitSet();
        BlockCopies.define(graph, head, values);
        for (int before = 0; before != blocks.cardinality();) {
            before = blocks.cardinality();
            for (int block : flow.order()) {
                if (!blocks.get(block) && flow.dominates(head, block) && uses(graph, block, values)) {
                    blocks.set(block);
                    BlockCopies.define(graph, block, values);
                }
                // A way from a copy must not come back into what was copied.
                for (int i = 0; block != head && blocks.get(block) && i < flow.into(block).size(); i++) {
                    int from = flow.into(block).get(i).from();
                    if (!blocks.get(from)) {
                        blocks.set(from);
                        BlockCopies.define(graph, from, values);
                    }
                }
            }
        }
        return blocks;
    }

    private static boolean uses(Graph graph, int block, BitSet values) {
        for (Step step : graph.blocks().get(block).steps()) {
            for (Reg use : GraphFlow.uses(step.operation())) {
                if (values.get(use.number())) { return true; }
            }
        }
        return false;
    }

    /// Whether some parameter that is a constant on one way is computed with, looked up or asked about.
    private static boolean pays(Graph graph, int head, BitSet copied,
            Map<List<Operand>, List<GraphFlow.Edge>> groups) {
        BitSet constant = new BitSet();
        for (List<Operand> constants : groups.keySet()) {
            for (int i = 0; i < constants.size(); i++) {
                if (constants.get(i) instanceof Immediate) {
                    constant.set(graph.blocks().get(head).parameters().get(i).number());
                }
            }
        }
        for (int block = copied.nextSetBit(0); block >= 0; block = copied.nextSetBit(block + 1)) {
            for (Step step : graph.blocks().get(block).steps()) {
                boolean computes = switch (step.operation()) {
                    case Operation.Compute _, Operation.Load _, Operation.Branch _ -> true;
                    case Operation.Store _, Operation.MapAdd _, Operation.Jump _, Operation.Exit _,
                         Operation.ContextAccess _, Operation.Push _, Operation.Request _ ->
                        false;
                };
                for (Reg use : step.operation().reads()) {
                    if (computes && constant.get(use.number())) { return true; }
                }
            }
        }
        return false;
    }

    /// Every group of edges gets a copy of its own.
    private static Graph copy(Graph graph, int head, BitSet copied, List<List<GraphFlow.Edge>> edges) {
        GraphDraft draft = new GraphDraft(graph);
        for (List<GraphFlow.Edge> group : edges) {
            int place = BlockCopies.copy(draft, graph, copied, Map.of())[head];
            group.forEach(edge -> BlockCopies.redirect(draft, edge, place));
        }
        return draft.graph();
    }
}
