package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;

/// A place in a region's tree: straight operations, then forks in the order in which they are decided, then one way on.
/// Every conditional way leads to a node of its own or out of the program.
final class TreeNode {
    /// Where a fork or the end of a node leads.
    sealed interface Way {
        /// To a node below.
        record Down(TreeNode node) implements Way {}

        /// Out of the program with an action.
        record Leave(int action, Optional<SourceStep> source) implements Way {}

        /// Out of the program or the region by an operation of the node.
        record End(Op op) implements Way {}
    }

    /// @param weight expected runs along the way for one packet
    record Fork(Op op, Way way, double weight) {}

    final int index;
    final Optional<TreeNode> parent;
    final int depth;
    /// Expected runs for one packet.
    final double weight;
    final List<Op> ops = new ArrayList<>();
    /// Those of the operations that must run on exactly the paths through here.
    final List<Op> pinned = new ArrayList<>();
    final List<Fork> forks = new ArrayList<>();
    Way last;
    /// What the values of the graph are on this path, where it is not their own name.
    final Map<Integer, Operand> names;
    /// Who defines a value on this path, by value.
    final Map<Integer, Op> definitions;

    TreeNode(int index, Optional<TreeNode> parent, double weight) {
        this.index = index;
        this.parent = parent;
        this.depth = parent.map(p -> p.depth + 1).orElse(0);
        this.weight = weight;
        this.names = new HashMap<>(parent.map(p -> p.names).orElse(Map.of()));
        this.definitions = new HashMap<>(parent.map(p -> p.definitions).orElse(Map.of()));
    }

    /// Expected runs along the way that is left when all forks are passed.
    double lastWeight() {
        return Math.max(weight - forks.stream().mapToDouble(Fork::weight).sum(), weight * 1e-3);
    }

    /// Whether nothing is done here but go on to another region.
    boolean isEmpty() { return forks.isEmpty() && ops.stream().noneMatch(op -> op.pinned) && last instanceof Way.End; }

    /// Whether one of the forks leads to a node directly below.
    boolean leadsTo(TreeNode below) {
        return forks.stream().anyMatch(fork -> fork.way() instanceof Way.Down down && down.node() == below);
    }

    /// The nodes from the root down to this one.
    List<TreeNode> path() {
        List<TreeNode> path = new ArrayList<>(parent.map(TreeNode::path).orElse(List.of()));
        path.add(this);
        return path;
    }

    /// What defines a register on this path.
    Optional<Operation> definition(Reg reg) {
        return Optional.ofNullable(definitions.get(reg.number())).map(op -> op.operation);
    }

    /// Whether this node is `other` or below it.
    boolean isBelow(TreeNode other) {
        TreeNode at = this;
        while (at.depth > other.depth) {
            at = at.parent.orElseThrow();
        }
        return at == other;
    }

    @Override public String toString() { return "n" + index; }
}
