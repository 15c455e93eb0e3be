package xdp2rtl.reduce;

import java.util.List;
import java.util.function.Predicate;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AdjustOp;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Space;

/// Numbers for the states of something that operations change: a memory, the packet's length. Two places with
/// the same number see the same contents, on every path, because no change lies between them. (What others
/// call memory SSA.)
///
/// 0 is the state at the start, `1 + block` a state in which paths with different states have met, and every
/// larger one has been left by one step.
final class States {
    private final Graph graph;
    private final Predicate<Operation> changes;
    private final int[] entry;
    private final int[] first;
    private final int steps;

    States(Graph graph, GraphFlow flow, Predicate<Operation> changes) {
        this.graph = graph;
        this.changes = changes;
        int size = graph.blocks().size();
        entry = new int[size];
        first = new int[size];
        int[] exit = new int[size];
        int count = 1 + size;
        for (int block = 0; block < size; block++) {
            first[block] = count;
            count += graph.blocks().get(block).steps().size();
            exit[block] = -1;
            entry[block] = -1;
        }
        steps = count;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int block : flow.order()) {
                int in = block == 0 ? 0 : meet(flow, block, exit);
                if (in != entry[block] || exit[block] < 0) {
                    changed = true;
                    entry[block] = in;
                    exit[block] = in;
                    List<Step> body = graph.blocks().get(block).steps();
                    for (int i = 0; i < body.size(); i++) {
                        exit[block] = after(block, i, exit[block]);
                    }
                }
            }
        }
    }

    private int meet(GraphFlow flow, int block, int[] exit) {
        int in = -1;
        for (GraphFlow.Edge edge : flow.into(block)) {
            int out = exit[edge.from()];
            if (out >= 0) {
                in = in < 0 || in == out ? out : 1 + block;
            }
        }
        // Once paths have met with different states, the block keeps its own: that makes the iteration end.
        return entry[block] == 1 + block ? 1 + block : in;
    }

    /// The contents of a memory; moves of the packet's borders change what a packet address means.
    static States of(Graph graph, GraphFlow flow, Space space) {
        return new States(graph, flow, operation -> MemoryEffects.changes(space, operation));
    }

    /// The length of the packet.
    static States ofLength(Graph graph, GraphFlow flow) {
        return new States(graph, flow, operation -> operation instanceof Operation.Adjust o
                && o.op() != AdjustOp.META);
    }

    /// How many numbers there are.
    int count() { return steps; }

    /// The state at the start of a block.
    int entry(int block) { return entry[block]; }

    /// The state after a step, if `before` is the one before it.
    int after(int block, int step, int before) {
        return changes.test(graph.blocks().get(block).steps().get(step).operation()) ? first[block] + step
                : before;
    }
}
