package xdp2rtl.schedule;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CumulativeConstraint;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.IntervalVar;
import com.google.ortools.sat.LinearArgument;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Operation;

/// A region as constraints on whole numbers: in which row each operation stands on each path, what that costs.
///
/// A *segment* is what lies between two decisions: a path is a row of segments, paths share those before they part. An
/// operation that a path needs stands in one of the path's segments, once; in a segment that is shared it serves all its
/// paths. The model knows dependences, lanes and where effects may stand. It leaves out that a value has the same lane on
/// all paths, the order of lanes within a row and registers with several definitions, so what it finds can be too good to
/// be true, and never too bad: its least cost is a bound.
final class ExactModel {
    /// What the cost of a bundle run for each packet is in whole numbers.
    static final double SCALE = 1e9;

    /// @param below the segment before, none for the first
    /// @param taken whether a taken fork leads here, so that its rows begin behind the fork's
    /// @param node  whose operations it begins with, or goes on with
    /// @param last  the row of its last operation, counted from 1
    private record Segment(int index, Optional<Segment> below, boolean taken, TreeNode node, IntVar last) {
        List<Segment> path() {
            List<Segment> path = new ArrayList<>(below.map(Segment::path).orElse(List.of()));
            path.add(this);
            return path;
        }
    }

    /// An operation in a segment where it can stand.
    private record Place(Op op, Segment segment, BoolVar there, IntVar row) {}

    /// @param fallsThrough whether no fork leads out at the end, so that the rows of the path are not those of another
    private record Leaf(Ranking.Path path, Segment segment, boolean fallsThrough) {}

    final CpModel model = new CpModel();
    private final CoreConfig config;
    private final Region region;
    private final int horizon;
    private final List<Leaf> leaves = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    /// The segment that a node begins with.
    private final Map<TreeNode, Segment> first = new HashMap<>();
    private final Map<Op, Segment> decided = new HashMap<>();
    private final Map<Op, Map<Segment, Place>> places = new LinkedHashMap<>();
    private final Map<Segment, TreeSet<Integer>> needed = new HashMap<>();

    /// @param horizon rows of the longest path that is looked at
    ExactModel(Region region, Ranking ranking, CoreConfig config, int horizon) {
        this.config = config;
        this.region = region;
        this.horizon = horizon;
        Map<String, Ranking.Path> paths = new HashMap<>();
        ranking.paths().forEach(path -> paths.put(path.node().index + "/" + path.way(), path));
        grow(region.root(), segment(Optional.empty(), false, region.root()), paths);
        for (Leaf leaf : leaves) {
            TreeSet<Integer> ops = ranking.needed(leaf.path());
            leaf.segment().path().forEach(s -> needed.computeIfAbsent(s, _ -> new TreeSet<>()).addAll(ops));
        }
        segments.forEach(this::place);
        leaves.forEach(leaf -> run(leaf, ranking.needed(leaf.path())));
        places.values().forEach(of -> of.values().forEach(this::depend));
        minimize();
    }

    /// The places of operations, and of decisions between them: more than some thousand are too many.
    int size() { return places.values().stream().mapToInt(Map::size).sum(); }

    private Segment segment(Optional<Segment> below, boolean taken, TreeNode node) {
        var segment = new Segment(segments.size(), below, taken, node,
                model.newIntVar(1, horizon, "last" + segments.size()));
        segments.add(segment);
        below.ifPresent(before -> model.addGreaterOrEqual(segment.last(),
                LinearExpr.affine(before.last(), 1, taken ? 1 : 0)));
        return segment;
    }

    private void grow(TreeNode node, Segment start, Map<String, Ranking.Path> paths) {
        Segment at = start;
        first.put(node, at);
        for (int i = 0; i < node.forks.size(); i++) {
            TreeNode.Fork fork = node.forks.get(i);
            decided.put(fork.op(), at);
            switch (fork.way()) {
                case TreeNode.Way.Leave _ -> leaves.add(new Leaf(paths.get(node.index + "/" + i), at, false));
                // A branch can lead straight to another region.
                case TreeNode.Way.Down down -> grow(down.node(),
                        segment(Optional.of(at), !down.node().isEmpty(), down.node()), paths);
                case TreeNode.Way.End _ ->
                    throw new IllegalStateException("a fork ends no region by an operation: " + fork.op());
            }
            at = segment(Optional.of(at), false, node);
        }
        if (node.last instanceof TreeNode.Way.Down down) {
            grow(down.node(), at, paths);
        } else {
            leaves.add(new Leaf(paths.get(node.index + "/" + node.forks.size()), at, true));
        }
    }

    /// The operations that can stand in a segment: what a path below needs, effects not before their node.
    private void place(Segment segment) {
        for (int id : needed.getOrDefault(segment, new TreeSet<>())) {
            Op op = region.ops().get(id);
            if (op.kind == Op.Kind.PLAIN && (!op.pinned || segment.path().contains(first.get(op.node)))) {
                String name = id + "/" + segment.index();
                var place = new Place(op, segment, model.newBoolVar("at" + name),
                        model.newIntVar(1, horizon, "row" + name));
                places.computeIfAbsent(op, _ -> new LinkedHashMap<>()).put(segment, place);
                model.addLessOrEqual(place.row(), segment.last()).onlyEnforceIf(place.there());
                // An effect can stand beside the fork before it, in a higher lane.
                int behind = segment.taken() || !op.pinned ? 1 : 0;
                segment.below().ifPresent(before -> model
                        .addGreaterOrEqual(place.row(), LinearExpr.affine(before.last(), 1, behind))
                        .onlyEnforceIf(place.there()));
            }
        }
    }

    /// One path: all that it needs is done once, in rows that have lanes for it.
    private void run(Leaf leaf, TreeSet<Integer> ops) {
        List<Segment> path = leaf.segment().path();
        ops.stream().map(region.ops()::get).filter(op -> op.kind == Op.Kind.PLAIN)
                .forEach(op -> model.addExactlyOne(path.stream()
                        .map(segment -> places.get(op).get(segment)).filter(place -> place != null)
                        .map(Place::there).toArray(Literal[]::new)));
        if (!leaf.fallsThrough()) {
            leavesBehindRequests(leaf, path);
            return;
        }
        List<Place> there = new ArrayList<>();
        places.values().forEach(of -> path.stream().filter(of::containsKey).map(of::get).forEach(there::add));
        TreeNode node = leaf.path().node();
        Map<Integer, List<IntervalVar>> byLanes = new LinkedHashMap<>();
        for (Place place : there) {
            byLanes.computeIfAbsent(place.op().lanes, _ -> new ArrayList<>()).add(model
                    .newOptionalFixedSizeIntervalVar(place.row(), 1, place.there(),
                            "run" + leaf.segment().index() + "/" + place.row().getName()));
        }
        int all = (1 << config.lanes()) - 1;
        List<IntervalVar> anywhere = byLanes.computeIfAbsent(all, _ -> new ArrayList<>());
        for (Segment segment : path) {
            decided.forEach((fork, at) -> {
                if (at == segment && (segment != leaf.segment() || node.forks.stream().anyMatch(f -> f.op() == fork))) {
                    anywhere.add(model.newFixedSizeIntervalVar(segment.last(), 1,
                            "fork" + leaf.segment().index() + "/" + fork.id));
                }
            });
        }
        switch (node.last) {
            case TreeNode.Way.Leave _ -> {
                anywhere.add(model.newFixedSizeIntervalVar(leaf.segment().last(), 1, "exit" + leaf.segment().index()));
                leavesBehindRequests(leaf, path);
            }
            case TreeNode.Way.End end -> end(leaf, end.op(), path, anywhere);
            case TreeNode.Way.Down _ -> throw new IllegalStateException("goes on: " + node);
        }
        var sets = new TreeSet<Integer>();
        byLanes.keySet().forEach(lanes -> {
            List.copyOf(sets).forEach(set -> sets.add(set | lanes));
            sets.add(lanes);
        });
        for (int lanes : sets) {
            CumulativeConstraint full = model.addCumulative(Integer.bitCount(lanes));
            byLanes.forEach((of, intervals) -> {
                if ((of & ~lanes) == 0) {
                    intervals.forEach(interval -> full.addDemand(interval, 1));
                }
            });
        }
    }

    private void end(Leaf leaf, Op end, List<Segment> path, List<IntervalVar> anywhere) {
        if (end.operation instanceof Operation.Exit) {
            anywhere.add(model.newFixedSizeIntervalVar(leaf.segment().last(), 1, "exit" + leaf.segment().index()));
            leavesBehindRequests(leaf, path);
        }
        end.flow.forEach(earlier -> on(path, earlier).forEach(place -> model
                .addGreaterOrEqual(leaf.segment().last(), LinearExpr.affine(place.row(), 1, 1))
                .onlyEnforceIf(place.there())));
    }

    /// No request is made in the bundle that ends the program.
    private void leavesBehindRequests(Leaf leaf, List<Segment> path) {
        places.forEach((op, _) -> {
            if (op.pinned && op.operation instanceof Operation.Request) {
                on(path, op).forEach(place -> model
                        .addGreaterOrEqual(leaf.segment().last(), LinearExpr.affine(place.row(), 1, 1))
                        .onlyEnforceIf(place.there()));
            }
        });
    }

    private List<Place> on(List<Segment> path, Op op) {
        Map<Segment, Place> of = places.getOrDefault(op, Map.of());
        return path.stream().filter(of::containsKey).map(of::get).toList();
    }

    // ---- dependences ----

    private void depend(Place later) {
        later.op().flow.forEach(earlier -> behind(later, earlier, later.op().takesAnswer(earlier) ? 0 : 1, true));
        later.op().handsOn.forEach(earlier -> behind(later, earlier, 0, true));
        later.op().behind.forEach(earlier -> behind(later, earlier, 1, false));
        later.op().beside.forEach(earlier -> behind(later, earlier, 0, false));
    }

    private void behind(Place later, Op earlier, int rows, boolean needs) {
        List<Place> before = on(later.segment().path(), earlier);
        if (needs && places.containsKey(earlier)) {
            List<Literal> any = new ArrayList<>(before.stream().<Literal>map(Place::there).toList());
            any.add(later.there().not());
            model.addBoolOr(any.toArray(Literal[]::new));
        }
        before.forEach(place -> model.addGreaterOrEqual(later.row(), LinearExpr.affine(place.row(), 1, rows))
                .onlyEnforceIf(new Literal[]{place.there(), later.there()}));
        if (!needs) { notBelow(later, earlier); }
    }

    /// What must come first cannot come in a later segment of the same path.
    private void notBelow(Place later, Op earlier) {
        places.getOrDefault(earlier, Map.of()).forEach((segment, place) -> {
            if (segment != later.segment() && segment.path().contains(later.segment())) {
                model.addBoolOr(new Literal[]{place.there().not(), later.there().not()});
            }
        });
    }

    private void minimize() {
        decided.forEach((fork, segment) -> {
            List<Segment> path = segment.path();
            fork.flow.forEach(earlier -> before(segment, path, earlier, fork.takesAnswer(earlier) ? 0 : 1, true));
            fork.behind.forEach(earlier -> before(segment, path, earlier, 1, false));
            fork.beside.forEach(earlier -> before(segment, path, earlier, 0, false));
        });
        LinearExprBuilder cost = LinearExpr.newBuilder();
        leaves.forEach(leaf -> cost.addTerm(leaf.segment().last(), weight(leaf)));
        model.minimize(cost);
    }

    private static long weight(Leaf leaf) { return (long) Math.floor(leaf.path().weight() * SCALE); }

    private void before(Segment fork, List<Segment> path, Op earlier, int rows, boolean needs) {
        List<Place> before = on(path, earlier);
        if (needs && places.containsKey(earlier)) {
            model.addBoolOr(before.stream().map(Place::there).toArray(Literal[]::new));
        }
        before.forEach(place -> model.addGreaterOrEqual(fork.last(), LinearExpr.affine(place.row(), 1, rows))
                .onlyEnforceIf(place.there()));
    }

    // ---- what was found ----

    /// How urgent each operation is by a solution: what stands first comes first.
    double[] ranks(java.util.function.ToLongFunction<LinearArgument> value) {
        double[] ranks = new double[region.ops().size()];
        for (Op op : region.ops()) {
            double row = horizon;
            if (decided.containsKey(op)) {
                row = value.applyAsLong(decided.get(op).last());
            }
            for (Place place : places.getOrDefault(op, Map.of()).values()) {
                if (value.applyAsLong(place.there()) == 1) {
                    row = Math.min(row, value.applyAsLong(place.row()));
                }
            }
            ranks[op.id] = horizon + 1 - row;
        }
        return ranks;
    }
}
