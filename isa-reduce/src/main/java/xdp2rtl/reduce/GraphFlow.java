package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// Where control can go in a graph: edges, reverse postorder, dominators (Cooper, Harvey and Kennedy's
/// iteration).
final class GraphFlow {
    /// A transfer of control between blocks.
    ///
    /// @param from the block that it leaves
    /// @param step the place in that block's steps
    record Edge(int from, int step) {}

    private static final Target NOWHERE = new Target.Leave(0);

    private final List<List<Edge>> into = new ArrayList<>();
    private final List<List<Integer>> children = new ArrayList<>();
    private final int[] order;
    private final int[] position;
    private final int[] dominator;
    private final int[] entered;
    private final int[] left;

    GraphFlow(Graph graph) {
        int size = graph.blocks().size();
        position = new int[size];
        dominator = new int[size];
        entered = new int[size];
        left = new int[size];
        order = postorderReversed(graph);
        Arrays.fill(position, -1);
        for (int i = 0; i < order.length; i++) {
            position[order[i]] = i;
        }
        for (int i = 0; i < size; i++) {
            into.add(new ArrayList<>(2));
            children.add(new ArrayList<>(2));
        }
        for (int block : order) {
            List<Step> steps = graph.blocks().get(block).steps();
            for (int i = 0; i < steps.size(); i++) {
                if (target(steps.get(i).operation()) instanceof Target.ToBlock to) {
                    into.get(to.block()).add(new Edge(block, i));
                }
            }
        }
        dominate();
        number();
    }

    /// The blocks that can be reached, each before what it dominates and before its successors but along back
    /// edges.
    int[] order() { return order; }

    /// The edges into a block, from blocks that can be reached.
    List<Edge> into(int block) { return into.get(block); }

    /// The blocks whose immediate dominator this is, in [#order].
    List<Integer> children(int block) { return children.get(block); }

    /// The immediate dominator; the entry's is the entry.
    int dominator(int block) { return dominator[block]; }

    boolean dominates(int above, int below) {
        return entered[above] <= entered[below] && left[below] <= left[above];
    }

    /// Whether an edge into the block comes from itself or from a block that does not stand before it.
    boolean hasBackEdge(int block) {
        for (Edge edge : into.get(block)) {
            if (position[edge.from()] >= position[block]) { return true; }
        }
        return false;
    }

    /// Where the operation may go; an exit for one that goes nowhere.
    static Target target(Operation operation) {
        return operation instanceof Operation.Targeted o ? o.target() : NOWHERE;
    }

    /// The same branch or jump with another target.
    static Operation withTarget(Operation operation, Target target) {
        return operation instanceof Operation.Targeted o ? o.withTarget(target) : operation;
    }

    /// All registers that the operation reads, block arguments included.
    static List<Reg> uses(Operation operation) {
        List<Reg> regs = operation.reads();
        if (target(operation) instanceof Target.ToBlock to) {
            for (Operand argument : to.arguments()) {
                if (argument instanceof Reg reg) {
                    regs.add(reg);
                }
            }
        }
        return regs;
    }

    private static int[] postorderReversed(Graph graph) {
        int size = graph.blocks().size();
        int[] result = new int[size];
        int at = size;
        boolean[] seen = new boolean[size];
        int[] next = new int[size];
        int[] stack = new int[size];
        int depth = 0;
        stack[depth++] = 0;
        seen[0] = true;
        // Successors are taken last to first, so that the first branch's target stands last and loops stay
        // together.
        for (int i = 0; i < size; i++) {
            next[i] = graph.blocks().get(i).steps().size() - 1;
        }
        while (depth > 0) {
            int block = stack[depth - 1];
            Block body = graph.blocks().get(block);
            boolean down = false;
            while (!down && next[block] >= 0) {
                if (target(body.steps().get(next[block]--).operation()) instanceof Target.ToBlock to
                        && !seen[to.block()]) {
                    seen[to.block()] = true;
                    stack[depth++] = to.block();
                    down = true;
                }
            }
            if (!down) {
                result[--at] = block;
                depth--;
            }
        }
        return Arrays.copyOfRange(result, at, size);
    }

    private void dominate() {
        Arrays.fill(dominator, -1);
        dominator[0] = 0;
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 1; i < order.length; i++) {
                int block = order[i];
                int best = -1;
                for (Edge edge : into.get(block)) {
                    if (dominator[edge.from()] >= 0) {
                        best = best < 0 ? edge.from() : common(best, edge.from());
                    }
                }
                changed |= dominator[block] != best;
                dominator[block] = best;
            }
        }
        for (int i = 1; i < order.length; i++) {
            children.get(dominator[order[i]]).add(order[i]);
        }
    }

    /// The nearest block that dominates both.
    int common(int a, int b) {
        while (a != b) {
            while (position[a] > position[b]) {
                a = dominator[a];
            }
            while (position[b] > position[a]) {
                b = dominator[b];
            }
        }
        return a;
    }

    private void number() {
        int[] next = new int[position.length];
        int[] stack = new int[position.length];
        int depth = 1;
        int clock = 0;
        Arrays.fill(entered, Integer.MAX_VALUE);
        entered[0] = clock++;
        while (depth > 0) {
            int block = stack[depth - 1];
            if (next[block] < children.get(block).size()) {
                int child = children.get(block).get(next[block]++);
                entered[child] = clock++;
                stack[depth++] = child;
            } else {
                left[block] = clock++;
                depth--;
            }
        }
    }
}
