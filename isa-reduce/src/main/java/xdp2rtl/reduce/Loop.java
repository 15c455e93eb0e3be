package xdp2rtl.reduce;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/// A natural loop: a block that dominates where edges back to it come from, and all blocks on the ways between.
///
/// @param head    the one block by which it is entered
/// @param blocks  all of them, the head too
/// @param entries the edges into the head from outside
/// @param back    the edges into the head from inside
record Loop(int head, BitSet blocks, List<GraphFlow.Edge> entries, List<GraphFlow.Edge> back) {
    Loop {
        entries = List.copyOf(entries);
        back = List.copyOf(back);
    }

    /// All of a graph, in the order of their heads.
    static List<Loop> of(GraphFlow flow) {
        List<Loop> loops = new ArrayList<>();
        for (int head : flow.order()) {
            List<GraphFlow.Edge> entries = new ArrayList<>();
            List<GraphFlow.Edge> back = new ArrayList<>();
            for (GraphFlow.Edge edge : flow.into(head)) {
                (flow.dominates(head, edge.from()) ? back : entries).add(edge);
            }
            if (!back.isEmpty()) {
                loops.add(new Loop(head, between(flow, head, back), entries, back));
            }
        }
        return loops;
    }

    private static BitSet between(GraphFlow flow, int head, List<GraphFlow.Edge> back) {
        BitSet blocks = new BitSet();
        blocks.set(head);
        Deque<Integer> open = new ArrayDeque<>();
        back.forEach(edge -> open.add(edge.from()));
        while (!open.isEmpty()) {
            int block = open.remove();
            if (!blocks.get(block)) {
                blocks.set(block);
                flow.into(block).forEach(edge -> open.add(edge.from()));
            }
        }
        return blocks;
    }

    /// The blocks that every turn passes before it comes back, the head first.
    List<Integer> spine(GraphFlow flow) {
        int last = back.getFirst().from();
        for (GraphFlow.Edge edge : back) {
            last = flow.common(last, edge.from());
        }
        List<Integer> spine = new ArrayList<>(List.of(last));
        while (last != head) {
            last = flow.dominator(last);
            spine.add(last);
        }
        return spine.reversed();
    }
}
