package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A tree of blocks that is scheduled as a whole.
///
/// @param block    the block that it begins with
/// @param nodes    parents before children; the first is the root
/// @param ops      by their numbers
/// @param entering the values that are in registers at the start
/// @param joins    whether some definition writes an entering value's register itself
/// @param users    who reads a value: operations, and path ends that hand it on
record Region(int block, List<TreeNode> nodes, List<Op> ops, Set<Integer> entering, Map<Integer, List<Op>> users,
        boolean joins) {

    TreeNode root() { return nodes.getFirst(); }

    List<Op> usersOf(int value) { return users.getOrDefault(value, List.of()); }

    /// The definitions of each variable that has another one here, or enters with a value.
    Map<Integer, List<Op>> multiplyDefined() {
        Map<Integer, List<Op>> writers = new HashMap<>();
        ops.stream().filter(op -> op.variable >= 0)
                .forEach(op -> writers.computeIfAbsent(op.variable, _ -> new ArrayList<>()).add(op));
        writers.entrySet().removeIf(entry -> entry.getValue().size() == 1 && !entering.contains(entry.getKey()));
        return writers;
    }
}
