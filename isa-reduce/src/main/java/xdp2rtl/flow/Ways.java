package xdp2rtl.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// The edges of a graph, and which block can come behind which.
final class Ways {
    /// @param arguments that the block which it leads to is given
    record Edge(int from, List<Operand> arguments) {}

    private final List<List<Edge>> into = new ArrayList<>();
    /// For each block, those to which a way of at least one edge leads.
    private final List<BitSet> behind = new ArrayList<>();

    Ways(Graph graph) {
        List<BitSet> next = new ArrayList<>();
        graph.blocks().forEach(_ -> {
            into.add(new ArrayList<>());
            next.add(new BitSet());
        });
        graph.blocks().forEach(block -> {
            for (Step step : block.steps()) {
                if (step.operation() instanceof Operation.Targeted o && o.target() instanceof Target.ToBlock to) {
                    next.get(block.id()).set(to.block());
                }
            }
        });
        next.forEach(first -> behind.add(reached(first, next)));
        graph.blocks().forEach(block -> {
            if (block.id() == 0 || behind.getFirst().get(block.id())) {
                for (Step step : block.steps()) {
                    if (step.operation() instanceof Operation.Targeted o && o.target() instanceof Target.ToBlock to) {
                        into.get(to.block()).add(new Edge(block.id(), to.arguments()));
                    }
                }
            }
        });
    }

    private static BitSet reached(BitSet first, List<BitSet> next) {
        var seen = (BitSet) first.clone();
        Deque<Integer> open = new ArrayDeque<>(first.stream().boxed().toList());
        while (!open.isEmpty()) {
            next.get(open.remove()).stream().filter(block -> !seen.get(block)).forEach(block -> {
                seen.set(block);
                open.add(block);
            });
        }
        return seen;
    }

    /// The edges that lead to a block from blocks that a run can come to.
    List<Edge> into(int block) { return into.get(block); }

    /// Whether a run can come to a block more than once.
    boolean isRepeated(int block) { return behind.get(block).get(block); }

    /// Whether a run can come to a block again or later that has been in the other, or is in it.
    boolean follows(int later, int block) { return later == block || behind.get(block).get(later); }
}
