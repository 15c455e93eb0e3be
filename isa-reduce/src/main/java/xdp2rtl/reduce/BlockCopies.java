package xdp2rtl.reduce;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// Copies of blocks, each with values of its own.
final class BlockCopies {
    private BlockCopies() {}

    /// Puts a copy of these blocks behind all others; ways among them lead to the copy.
    ///
    /// @param elsewhere for ways to some of the blocks, where they lead instead
    /// @return where each of the blocks has its copy
    static int[] copy(GraphDraft draft, Graph graph, BitSet blocks, Map<Integer, Integer> elsewhere) {
        int[] place = new int[graph.blocks().size()];
        blocks.stream().forEach(block -> {
            place[block] = draft.blocks.size();
            draft.blocks.add(new GraphDraft.Body(List.of(), List.of()));
        });
        Reg[] renamed = new Reg[graph.values()];
        values(graph, blocks).stream().forEach(value -> renamed[value] = draft.fresh());
        blocks.stream().forEach(block -> {
            GraphDraft.Body body = draft.blocks.get(place[block]);
            graph.blocks().get(block).parameters().forEach(reg -> body.parameters.add(renamed[reg.number()]));
            for (Step step : graph.blocks().get(block).steps()) {
                Operation operation = step.operation().rename(
                        reg -> Optional.ofNullable(renamed[reg.number()]).orElse(reg), reg -> renamed[reg.number()]);
                if (GraphFlow.target(operation) instanceof Target.ToBlock to && blocks.get(to.block())) {
                    operation = GraphFlow.withTarget(operation, new Target.ToBlock(
                            elsewhere.getOrDefault(to.block(), place[to.block()]), to.arguments()));
                }
                body.steps.add(new Step(operation, step.origin()));
            }
        });
        return place;
    }

    /// Sends a way to another block, with the same arguments.
    static void redirect(GraphDraft draft, GraphFlow.Edge edge, int block) {
        Step step = draft.blocks.get(edge.from()).steps.get(edge.step());
        Target.ToBlock to = (Target.ToBlock) GraphFlow.target(step.operation());
        draft.blocks.get(edge.from()).steps.set(edge.step(), new Step(
                GraphFlow.withTarget(step.operation(), new Target.ToBlock(block, to.arguments())), step.origin()));
    }

    /// The values that these blocks define.
    static BitSet values(Graph graph, BitSet blocks) {
        BitSet values = new BitSet();
        blocks.stream().forEach(block -> define(graph, block, values));
        return values;
    }

    /// Adds the values that the block defines.
    static void define(Graph graph, int block, BitSet values) {
        graph.blocks().get(block).parameters().forEach(reg -> values.set(reg.number()));
        for (Step step : graph.blocks().get(block).steps()) {
            step.operation().writes().ifPresent(reg -> values.set(reg.number()));
        }
    }

    /// Operations in these blocks.
    static int size(Graph graph, BitSet blocks) {
        return blocks.stream().map(block -> graph.blocks().get(block).steps().size()).sum();
    }
}
