package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Where control stands between two rows.
///
/// @param fork how many forks of the node are decided
/// @param done the operations that this path has done
record ControlPoint(TreeNode node, int fork, BitSet done) {

    /// The place from which a decision or an end is next: below every node whose forks are decided and that goes
    /// straight on.
    ControlPoint settled() {
        ControlPoint at = this;
        while (at.fork == at.node.forks.size() && at.node.last instanceof TreeNode.Way.Down down) {
            at = new ControlPoint(down.node(), 0, at.done);
        }
        return at;
    }

    /// The nodes from here up to the root.
    List<TreeNode> path() {
        List<TreeNode> path = new ArrayList<>();
        for (Optional<TreeNode> at = Optional.of(node); at.isPresent(); at = at.get().parent) {
            path.add(at.get());
        }
        return path;
    }
}
