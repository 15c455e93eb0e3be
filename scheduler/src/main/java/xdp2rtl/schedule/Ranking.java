package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Unit;

/// How urgent the operations of a region are, and the least number of bundles that each of its paths takes.
///
/// The height of an operation on a path is the number of bundles that must follow its own before the path ends.
final class Ranking {
    /// A way out of a region.
    ///
    /// @param node   the last node of the path
    /// @param way    the place of the fork that leaves among the node's; their number if it is the node's last way
    /// @param weight expected runs for one packet
    /// @param least  the least number of bundles
    record Path(TreeNode node, int way, double weight, PathBound least) {
        int bound() { return least.rows(); }
    }

    private final CoreConfig config;
    private final int count;
    private final List<Path> paths = new ArrayList<>();
    private final List<int[]> heights = new ArrayList<>();

    Ranking(Region region, CoreConfig config) {
        this.config = config;
        this.count = region.ops().size();
        for (TreeNode node : region.nodes()) {
            for (int i = 0; i < node.forks.size(); i++) {
                if (node.forks.get(i).way() instanceof TreeNode.Way.Leave) {
                    add(node, i, Optional.empty(), node.forks.get(i).weight());
                }
            }
            switch (node.last) {
                case TreeNode.Way.Leave _ -> add(node, node.forks.size(), Optional.empty(), node.lastWeight());
                case TreeNode.Way.End end -> add(node, node.forks.size(), Optional.of(end.op()), node.lastWeight());
                case TreeNode.Way.Down _ -> {}
            }
        }
    }

    List<Path> paths() { return paths; }

    /// The operations that a path needs.
    TreeSet<Integer> needed(Path path) {
        int[] height = heights.get(paths.indexOf(path));
        var needed = new TreeSet<Integer>();
        for (int i = 0; i < count; i++) {
            if (height[i] >= 0) {
                needed.add(i);
            }
        }
        return needed;
    }

    /// The rank of each operation; higher is more urgent.
    double[] ranks(Policy.Focus focus) {
        double[] rank = new double[count];
        if (focus == Policy.Focus.ORDER) {
            Arrays.setAll(rank, i -> count - i);
            return rank;
        }
        double most = paths.stream().mapToDouble(Path::weight).max().orElse(1);
        for (int p = 0; p < paths.size(); p++) {
            double share = paths.get(p).weight() / most;
            for (int i = 0; i < count; i++) {
                int height = heights.get(p)[i];
                if (height >= 0) {
                    rank[i] += switch (focus) {
                        case SUM -> share * (height + 1);
                        case HEIGHT -> share * Math.pow(2.5, Math.min(height, 60));
                        case SLACK -> share * Math.pow(3, height + 1 - paths.get(p).bound());
                        case ORDER -> 0;
                        case MAIN -> share == 1 ? 1e3 * (height + 1) : share * (height + 1);
                    };
                }
            }
        }
        return rank;
    }

    private void add(TreeNode node, int way, Optional<Op> end, double weight) {
        int[] least = new int[count];
        int[] byDependence = heights(node, way, end, least);
        queue(byDependence, node, least);
        int[] height = heights(node, way, end, least);
        heights.add(height);
        paths.add(new Path(node, way, weight, bound(byDependence, node, way)));
    }

    /// @param least what each needed operation's height is at least
    private int[] heights(TreeNode node, int way, Optional<Op> end, int[] least) {
        int[] height = new int[count];
        Arrays.fill(height, -1);
        end.ifPresent(op -> push(height, op, 0));
        // A path that goes on to another region may fall into it, without an operation of its own.
        boolean leaves = end.isEmpty() || end.get().operation instanceof Operation.Exit;
        // Effects, later forks and an exit wait for a fork, if only for a lower lane of the same bundle.
        int controlled = leaves && way == node.forks.size() ? 0 : -1;
        TreeNode below = node;
        for (Optional<TreeNode> at = Optional.of(node); at.isPresent(); at = at.get().parent) {
            TreeNode here = at.get();
            int decided = here == node ? Math.min(way + 1, here.forks.size()) : decided(here, below);
            boolean taken = here != node && here.leadsTo(below);
            below = here;
            for (int i = decided - 1; i >= 0; i--) {
                // What follows a taken fork begins a chain of rows.
                boolean ownRow = config.lanes() == 1 || taken && i == decided - 1;
                push(height, here.forks.get(i).op(), ownRow ? controlled + 1 : Math.max(controlled, 0));
                controlled = height[here.forks.get(i).op().id];
            }
            for (Op op : here.ops.reversed()) {
                if (op.pinned || height[op.id] >= 0) {
                    push(height, op, Math.max(least[op.id], 0));
                }
            }
            for (Op op : here.pinned) {
                controlled = Math.max(controlled, height[op.id]);
            }
        }
        return height;
    }

    /// The forks of a node that are decided on the way to a node directly below.
    private static int decided(TreeNode node, TreeNode below) {
        for (int i = 0; i < node.forks.size(); i++) {
            if (node.forks.get(i).way() instanceof TreeNode.Way.Down down && down.node() == below) { return i + 1; }
        }
        return node.forks.size();
    }

    /// Operations that need the same unit stand one behind another in its lanes: the last ones have the least height.
    private void queue(int[] height, TreeNode node, int[] least) {
        Map<Unit, List<Op>> users = new EnumMap<>(Unit.class);
        Set<Op> seen = new HashSet<>();
        for (Optional<TreeNode> at = Optional.of(node); at.isPresent(); at = at.get().parent) {
            at.get().ops.reversed().stream()
                    .filter(op -> height[op.id] >= 0 && op.operation.unit().isPresent() && seen.add(op))
                    .forEach(op -> users.computeIfAbsent(op.operation.unit().get(), _ -> new ArrayList<>()).add(op));
        }
        users.forEach((unit, list) -> {
            list.sort(Comparator.comparingInt(op -> height[op.id]));
            int lanes = config.lanesWith(unit).size();
            int floor = 0;
            for (int i = 0; i < list.size(); i++) {
                Op op = list.get(i);
                floor = i % lanes == 0 ? Math.max(i == 0 ? 0 : floor + 1, height[op.id]) : floor;
                least[op.id] = Math.max(height[op.id], floor);
            }
        });
    }

    private void push(int[] height, Op op, int least) {
        height[op.id] = Math.max(height[op.id], least);
        int here = height[op.id];
        op.flow.forEach(earlier -> height[earlier.id] =
                Math.max(height[earlier.id], op.takesAnswer(earlier) ? here : here + 1));
        op.handsOn.forEach(earlier -> height[earlier.id] = Math.max(height[earlier.id], here));
        op.behind.forEach(earlier -> {
            if (earlier.pinned || height[earlier.id] >= 0) {
                height[earlier.id] = Math.max(height[earlier.id], here + 1);
            }
        });
        op.beside.forEach(earlier -> {
            if (height[earlier.id] >= 0) {
                height[earlier.id] = Math.max(height[earlier.id], here);
            }
        });
    }

    private PathBound bound(int[] height, TreeNode node, int way) {
        List<PathBound.Item> items = new ArrayList<>();
        int[] head = new int[count];
        Set<Op> counted = new HashSet<>();
        // No effect stands above a fork that comes before it, and no fork above another one.
        int controlled = 0;
        for (TreeNode here : node.path()) {
            controlled += here.parent.filter(parent -> parent.leadsTo(here)).isPresent() ? 1 : 0;
            for (Op op : here.ops) {
                if (height[op.id] >= 0 && counted.add(op)) {
                    head[op.id] = Math.max(earliest(op, height, head), op.pinned ? controlled : 0);
                    items.add(new PathBound.Item(op.lanes, head[op.id], height[op.id]));
                }
            }
            for (TreeNode.Fork fork : here.forks) {
                Op op = fork.op();
                if (height[op.id] >= 0) {
                    controlled = Math.max(controlled, earliest(op, height, head));
                    head[op.id] = controlled;
                    items.add(new PathBound.Item(op.lanes, controlled, height[op.id]));
                }
            }
        }
        if (way == node.forks.size()) {
            switch (node.last) {
                case TreeNode.Way.Leave _ ->
                    items.add(new PathBound.Item((1 << config.lanes()) - 1, controlled, 0));
                case TreeNode.Way.End end when end.op().operation instanceof Operation.Exit ->
                    items.add(new PathBound.Item(end.op().lanes,
                            Math.max(controlled, earliest(end.op(), height, head)), 0));
                case TreeNode.Way.End _, TreeNode.Way.Down _ -> {}
            }
        }
        return PathBound.of(items, config);
    }

    /// The rows that must stand before an operation's own, by what it depends on.
    private static int earliest(Op op, int[] height, int[] head) {
        int rows = 0;
        for (Op earlier : op.flow) {
            rows = Math.max(rows, op.takesAnswer(earlier) ? head[earlier.id] : head[earlier.id] + 1);
        }
        for (Op earlier : op.handsOn) {
            rows = Math.max(rows, head[earlier.id]);
        }
        for (Op earlier : op.behind) {
            rows = Math.max(rows, height[earlier.id] >= 0 ? head[earlier.id] + 1 : 0);
        }
        for (Op earlier : op.beside) {
            rows = Math.max(rows, height[earlier.id] >= 0 ? head[earlier.id] : 0);
        }
        return rows;
    }
}
