package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// What the paths of a region need: the operations that a place in the tree cannot do without.
final class Needs {
    /// Empty until it is known: each contains its own operation.
    private final List<BitSet> closure = new ArrayList<>();
    /// By node, then by the number of forks already decided.
    private final List<List<BitSet>> from = new ArrayList<>();

    Needs(Region region) {
        region.ops().forEach(_ -> closure.add(new BitSet()));
        for (TreeNode node : region.nodes()) {
            node.ops.forEach(this::close);
            node.forks.forEach(fork -> close(fork.op()));
            if (node.last instanceof TreeNode.Way.End end) {
                close(end.op());
            }
            from.add(List.of());
        }
        region.nodes().reversed().forEach(node -> from.set(node.index, forksOf(node)));
    }

    /// The operation and all whose results it needs, directly or not.
    BitSet closure(Op op) { return closure.get(op.id); }

    /// What remains to be done from a place on: below it, and pinned operations above it.
    BitSet at(ControlPoint place) {
        BitSet needed = (BitSet) from.get(place.node().index).get(place.fork()).clone();
        place.path().forEach(node -> node.pinned.forEach(op -> {
            if (!place.done().get(op.id)) {
                needed.or(closure(op));
            }
        }));
        needed.andNot(place.done());
        return needed;
    }

    /// What a node and everything below it needs, once `fork` of its forks are decided.
    BitSet below(TreeNode node, int fork) { return from.get(node.index).get(fork); }

    private List<BitSet> forksOf(TreeNode node) {
        List<BitSet> result = new ArrayList<>();
        BitSet needed = new BitSet();
        switch (node.last) {
            case TreeNode.Way.Down down -> needed.or(whole(down.node()));
            case TreeNode.Way.End end -> needed.or(closure(end.op()));
            case TreeNode.Way.Leave _ -> {}
        }
        result.add((BitSet) needed.clone());
        for (TreeNode.Fork fork : node.forks.reversed()) {
            needed.or(closure(fork.op()));
            if (fork.way() instanceof TreeNode.Way.Down down) {
                needed.or(whole(down.node()));
            }
            result.addFirst((BitSet) needed.clone());
        }
        return result;
    }

    private BitSet whole(TreeNode node) {
        BitSet needed = (BitSet) from.get(node.index).getFirst().clone();
        node.pinned.forEach(op -> needed.or(closure(op)));
        return needed;
    }

    private BitSet close(Op op) {
        BitSet known = closure.get(op.id);
        if (!known.isEmpty()) { return known; }
        BitSet all = closure.get(op.id);
        all.set(op.id);
        op.flow.forEach(earlier -> all.or(close(earlier)));
        op.handsOn.forEach(earlier -> all.or(close(earlier)));
        return all;
    }
}
