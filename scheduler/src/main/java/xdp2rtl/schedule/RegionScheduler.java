package xdp2rtl.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// Schedules one region by one policy: row after row from the root down, a chain of rows for each way that a branch
/// takes.
///
/// What a path has done when control splits is carried along both ways, so an operation that only one way needs is done
/// on that way, or earlier where a slot is free, and nothing is done that no path needs.
final class RegionScheduler {
    private record Pending(ControlPoint place, Chain chain, int time) {}

    /// A region's rows and what they cost.
    ///
    /// @param chains  the first is the root's
    /// @param lanes   the lane of each variable; an operation that is done on several paths has one lane on all
    /// @param lengths the bundles of each path
    /// @param cost    expected bundles for one packet, and a little for each row of the program memory
    /// @param least   expected bundles for one packet that no schedule goes below, as far as a search has found; else 0
    record Result(Region region, List<Chain> chains, Map<Integer, Integer> lanes, Map<Ranking.Path, Integer> lengths,
            double cost, Policy policy, double least) {
        /// Expected bundles for one packet.
        double expected() {
            return lengths.entrySet().stream().mapToDouble(e -> e.getKey().weight() * e.getValue()).sum();
        }

        Result withLeast(double found) { return new Result(region, chains, lanes, lengths, cost, policy, found); }
    }

    /// What a row of the program memory costs, in bundles run for each packet.
    static final double ROW_COST = 0.04;
    /// What an own row for a jump costs, as a part of another row: layout often removes it.
    private static final double JUMP_ROW = 0.4;

    private final Task task;
    private final Region region;
    private final Policy policy;
    private final Needs needs;
    private final Ranking ranking;
    private final double[] rank;
    private final Map<Integer, List<Op>> multiplyDefined;
    private final Map<Op, TreeNode.Fork> forks = new HashMap<>();
    private final Map<TreeNode, Op> leaving = new HashMap<>();
    private final Map<Integer, Integer> lanes = new HashMap<>();
    private final List<Chain> chains = new ArrayList<>();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Map<Ranking.Path, Integer> lengths = new HashMap<>();
    private double cost;

    RegionScheduler(Task task, Region region, Needs needs, Ranking ranking, Policy policy) {
        this(task, region, needs, ranking, policy, ranking.ranks(policy.focus()));
    }

    /// @param rank how urgent each operation is
    RegionScheduler(Task task, Region region, Needs needs, Ranking ranking, Policy policy, double[] rank) {
        this.task = task;
        this.region = region;
        this.policy = policy;
        this.needs = needs;
        this.ranking = ranking;
        this.rank = rank;
        this.multiplyDefined = region.multiplyDefined();
        int all = (1 << task.config.lanes()) - 1;
        for (TreeNode node : region.nodes()) {
            node.forks.forEach(fork -> forks.put(fork.op(), fork));
            if (node.last instanceof TreeNode.Way.Leave leave) {
                leaving.put(node, new Op(region.ops().size() + node.index, Op.Kind.END, node,
                        new Operation.Exit(new Immediate(leave.action())), leave.source(), false, all));
            }
        }
    }

    /// The rows, or nothing if moves between registers stand in each other's way, or the cost reaches the limit.
    Optional<Result> schedule(double limit) {
        ControlPoint root = new ControlPoint(region.root(), 0, new BitSet());
        open(root, 0);
        while (!pending.isEmpty()) {
            Pending next = pending.removeFirst();
            if (cost >= limit || !extend(next)) { return Optional.empty(); }
        }
        cost += ROW_COST * DistinctRows.count(chains);
        return cost >= limit ? Optional.empty() : Optional
                .of(new Result(region, List.copyOf(chains), Map.copyOf(lanes), Map.copyOf(lengths), cost, policy, 0));
    }

    private Chain open(ControlPoint place, int time) {
        Chain chain = new Chain(region.block(), place.node().weight);
        chains.add(chain);
        pending.addLast(new Pending(place, chain, time));
        return chain;
    }

    private boolean extend(Pending start) {
        ControlPoint place = start.place();
        int time = start.time();
        boolean ended = false;
        while (!ended) {
            RowBuilder builder = new RowBuilder(this, place);
            LaneFit fit = builder.fill();
            if (fit.size() == 0) { return false; }
            time++;
            Row row = new Row(config().lanes());
            for (int i = 0; i < fit.size(); i++) {
                Op op = fit.op(i);
                row.put(fit.lane(i), op, goal(op, fit.lane(i), builder, time));
                if (builder.isKept(i)) {
                    row.keep(fit.lane(i));
                }
                if (op.variable >= 0) {
                    lanes.put(op.variable, fit.lane(i));
                }
            }
            start.chain().rows.add(row);
            place = builder.fallThrough();
            ended = builder.ended();
            if (ended && fit.size() == 1 && row.jumpLane().isPresent()) {
                cost -= (1 - JUMP_ROW) * place.node().lastWeight();
            }
        }
        return true;
    }

    private Goal goal(Op op, int lane, RowBuilder builder, int time) {
        return switch (op.kind) {
            case PLAIN -> new Goal.None();
            case END -> {
                reached(op.node, op.node.forks.size(), time);
                yield op.operation instanceof Operation.Jump jump && jump.target() instanceof Target.ToBlock to
                        ? new Goal.ToRegion(to.block()) : new Goal.None();
            }
            case FORK -> switch (wayOf(op)) {
                case TreeNode.Way.Leave leave -> {
                    reached(op.node, op.node.forks.indexOf(forks.get(op)), time);
                    yield new Goal.Leave(leave.action());
                }
                case TreeNode.Way.Down down ->
                    below(new ControlPoint(down.node(), 0, builder.doneWhenTaken(lane)).settled(), time);
                case TreeNode.Way.End _ ->
                    throw new IllegalStateException("a fork ends no region by an operation: " + op);
            };
        };
    }

    /// The goal of a branch to a place in the tree: straight to another region if nothing is left to be done.
    private Goal below(ControlPoint place, int time) {
        if (place.fork() == place.node().forks.size() && place.node().last instanceof TreeNode.Way.End end
                && end.op().operation instanceof Operation.Jump jump && jump.target() instanceof Target.ToBlock to) {
            BitSet left = needs.at(place);
            left.clear(end.op().id);
            if (left.isEmpty()) {
                reached(place.node(), place.fork(), time);
                return new Goal.ToRegion(to.block());
            }
        }
        return new Goal.ToChain(open(place, time));
    }

    private void reached(TreeNode node, int way, int time) {
        for (Ranking.Path path : ranking.paths()) {
            if (path.node() == node && path.way() == way) {
                lengths.put(path, time);
                cost += path.weight() * time;
            }
        }
    }

    // ---- for RowBuilder ----

    CoreConfig config() { return task.config; }

    Policy policy() { return policy; }

    Needs needs() { return needs; }

    Op op(int id) { return region.ops().get(id); }

    /// The number of operations; exits that the scheduler adds are numbered from here.
    int size() { return region.ops().size(); }

    double rank(Op op) {
        return op.id < rank.length ? op.kind == Op.Kind.END ? Double.MAX_VALUE : rank[op.id] : Double.MAX_VALUE;
    }

    Map<Integer, List<Op>> multiplyDefined() { return multiplyDefined; }

    boolean enters(int value) { return region.entering().contains(value); }

    List<Op> users(int value) { return region.usersOf(value); }

    TreeNode.Way wayOf(Op fork) { return forks.get(fork).way(); }

    /// The exit of a node that leaves the program with an action.
    Op leaving(TreeNode node) {
        return leaving.get(node);
    }

    /// The lanes that can write the operation's variable, as bits.
    int lanesFor(Op op) {
        if (op.variable < 0) { return -1; }
        return lanes.containsKey(op.variable) ? 1 << lanes.get(op.variable) : task.lanes(op.variable);
    }
}
