package xdp2rtl.verifier;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import xdp2rtl.cfg.Cfg;

/// The order in which blocks are followed: each before those that it leads to, except along edges that close a loop, and
/// a loop before what is behind it. Then nothing is followed with what is known of a loop's first turn only, and where a
/// loop is refused, nothing behind it has been followed.
final class FollowOrder {
    private final Cfg cfg;
    /// The blocks that edges which close a loop come from, by the block that they lead to.
    private final Map<Integer, List<Integer>> closing = new TreeMap<>();
    /// How many loops a block is in.
    private final int[] depths;

    private FollowOrder(Cfg cfg) {
        this.cfg = cfg;
        this.depths = new int[cfg.blocks().size()];
    }

    /// The place of each block in the order.
    static int[] ranks(Cfg cfg) {
        FollowOrder order = new FollowOrder(cfg);
        order.postorder();
        order.findDepths();
        List<Integer> blocks = order.postorder();
        int[] ranks = new int[cfg.blocks().size()];
        for (int i = 0; i < blocks.size(); i++) {
            ranks[blocks.get(i)] = blocks.size() - i;
        }
        return ranks;
    }

    /// The blocks, each behind those that it leads to; ways out of loops are taken first.
    private List<Integer> postorder() {
        closing.clear();
        List<Integer> order = new ArrayList<>();
        var seen = new BitSet();
        var way = new BitSet();
        Deque<Integer> path = new ArrayDeque<>(List.of(0));
        Deque<Deque<Integer>> left = new ArrayDeque<>(List.of(successors(0)));
        seen.set(0);
        way.set(0);
        while (!path.isEmpty()) {
            if (left.getLast().isEmpty()) {
                left.removeLast();
                int block = path.removeLast();
                way.clear(block);
                order.add(block);
                continue;
            }
            int next = left.getLast().remove();
            if (way.get(next)) {
                closing.computeIfAbsent(next, _ -> new ArrayList<>()).add(path.getLast());
            } else if (!seen.get(next)) {
                seen.set(next);
                way.set(next);
                path.addLast(next);
                left.addLast(successors(next));
            }
        }
        return order;
    }

    private Deque<Integer> successors(int block) {
        return new ArrayDeque<>(cfg.blocks().get(block).flow().successors().reversed().stream()
                .sorted(Comparator.comparing((Integer next) -> depths[next])).toList());
    }

    private void findDepths() {
        List<List<Integer>> before = new ArrayList<>();
        cfg.blocks().forEach(_ -> before.add(new ArrayList<>()));
        cfg.blocks().forEach(block -> block.flow().successors().forEach(next -> before.get(next).add(block.id())));
        closing.forEach((head, ends) -> {
            var loop = new BitSet();
            loop.set(head);
            Deque<Integer> open = new ArrayDeque<>();
            ends.stream().filter(end -> !loop.get(end)).forEach(end -> {
                loop.set(end);
                open.add(end);
            });
            while (!open.isEmpty()) {
                before.get(open.remove()).stream().filter(one -> !loop.get(one)).forEach(one -> {
                    loop.set(one);
                    open.add(one);
                });
            }
            loop.stream().forEach(block -> depths[block]++);
        });
    }
}
