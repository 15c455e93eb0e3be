package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import xdp2rtl.check.ScheduleCheck;
import xdp2rtl.depend.Frequencies;
import xdp2rtl.depend.Liveness;
import xdp2rtl.diagnostic.CountText;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.graph.Graph;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.spill.ShortLives;
import xdp2rtl.spill.Spilling;

/// From a graph to bundles.
///
/// The program is divided into regions, trees of blocks ([Partition]); each is scheduled by several policies and the
/// best is kept ([RegionScheduler]); then come code layout, registers and waits. How much is copied behind joins is
/// tried, too. Every schedule is proved against its graph by [ScheduleCheck] before anybody sees it.
public final class Scheduler {
    /// The largest join, in operations of the tree below it, that is copied.
    private static final List<Integer> COPIED = List.of(0, 6, 24, 80);

    /// How far operations may run ahead where registers are short, in operations.
    private static final List<Integer> WINDOWS = List.of(32, 8, 0);

    /// The same where values are kept on the stack.
    private static final List<Integer> SPILLED_WINDOWS = List.of(8, 0);
    /// Values that are alive at a time with which the search ends; an operation needs three.
    private static final int FEWEST = 5;

    /// How much larger than the smallest schedule that was found a faster one may be: program memory is what a core has
    /// least of.
    private static final double GROWTH = 2;
    /// Policies that tell how much to copy.
    private static final int QUICK = 2;
    /// Operations of a graph above which the time for more attempts is not worth a row in a hundred.
    private static final int THOROUGH = 3000;

    /// What a row must save at least, in bundles run for each packet, where whole schedules are compared.
    private static final double COPIED_ROW_COST = 0.08;

    private final String program;
    private final Graph graph;
    private final CoreConfig config;
    private final Frequencies frequencies;
    private final Liveness liveness;
    private final int operations;
    private final boolean sharesWork;
    private final Guide guide;

    private Scheduler(String program, Graph graph, CoreConfig config, Guide guide, boolean sharesWork) {
        this.sharesWork = sharesWork;
        this.guide = guide;
        this.program = program;
        this.graph = graph;
        this.config = config;
        this.frequencies = new Frequencies(graph, guide.profile());
        this.liveness = new Liveness(graph);
        this.operations = graph.blocks().stream().mapToInt(block -> block.steps().size()).sum();
    }

    /// Schedules a program.
    ///
    /// @param program its name for messages
    /// @throws InputError if it needs more registers than the core has, and more of the stack than the program leaves
    public static Schedule schedule(String program, Graph graph, CoreConfig config) {
        return schedule(program, graph, config, Guide.DEFAULT);
    }

    /// @see #schedule(String, Graph, CoreConfig)
    public static Schedule schedule(String program, Graph graph, CoreConfig config, Guide guide) {
        // In one lane nothing can be done beside a path's own work.
        Optional<Schedule> schedule = new Scheduler(program, graph, config, guide, true).best(List.of(
                policies(config.lanes() > 1), policies(false),
                List.of(new Policy(Policy.Focus.ORDER, false, true, false))));
        if (schedule.isPresent()) { return schedule.get(); }
        schedule = new Scheduler(program, graph, config, guide, true).best(inOrder(WINDOWS));
        return schedule.orElseGet(() -> spilled(program, ShortLives.of(graph), config, guide));
    }

    /// A schedule in which every block begins at an entry of its own, so that a run of it says which blocks lead where;
    /// nothing if it needs too many registers.
    public static Optional<Schedule> byBlocks(String program, Graph graph, CoreConfig config) {
        var scheduler = new Scheduler(program, graph, config, Guide.DEFAULT, true);
        return scheduler.attempt(Partition.ofBlocks(graph), policies(config.lanes() > 1).subList(0, 1), false);
    }

    /// With fewer and fewer values in registers.
    private static Schedule spilled(String program, Graph graph, CoreConfig config, Guide guide) {
        for (int values = config.lanes() * config.registersPerLane(); values >= FEWEST; values = values * 3 / 4) {
            Optional<Graph> fewer = Spilling.apply(graph, values);
            Optional<Schedule> schedule =
                    fewer.flatMap(one -> new Scheduler(program, one, config, guide.withoutProfile(), false)
                            .best(inOrder(SPILLED_WINDOWS)));
            if (schedule.isPresent()) { return schedule.get(); }
            if (fewer.isEmpty()) { break; }
        }
        throw new InputError(program, "needs more values at a time than %s of core %s hold".formatted(
                CountText.of(config.lanes() * config.registersPerLane(), "register"), config.name()),
                "the others would go to the stack, of which the program leaves too little of its %d bytes"
                        .formatted(CoreConfig.STACK_BYTES),
                "Choose a core with more lanes or more registers, or use less stack");
    }

    /// Little ahead of the order of the program.
    private static List<List<Policy>> inOrder(List<Integer> windows) {
        return windows.stream().map(window -> List.of(new Policy(Policy.Focus.ORDER, false, true, false, window)))
                .toList();
    }

    /// The best schedule by the first policies that have one, proved.
    private Optional<Schedule> best(List<List<Policy>> attempts) {
        for (List<Policy> policies : attempts) {
            // A few policies tell how much to copy, all of them how to do it.
            List<Map.Entry<Partition, Schedule>> quick = (isLarge() ? COPIED.subList(0, 2) : COPIED).stream()
                    .map(copied -> Partition.of(graph, frequencies, copied)).distinct()
                    .flatMap(partition -> attempt(partition, policies.subList(0, Math.min(QUICK, policies.size())))
                            .map(schedule -> Map.entry(partition, schedule)).stream())
                    .toList();
            int fewest = quick.stream().mapToInt(e -> e.getValue().bundles().size()).min().orElse(0);
            // What does not fit the program memory is no choice where something else does.
            double most = Math.max(fewest, Math.min(fewest * GROWTH, config.programBundles()));
            Optional<Schedule> best = quick.stream().filter(e -> e.getValue().bundles().size() <= most)
                    .min(Comparator.comparingDouble(e -> cost(e.getValue())))
                    .map(e -> isLarge() ? e.getValue() : attempt(e.getKey(), policies)
                            .filter(full -> isBetter(full, e.getValue()) && full.bundles().size() <= most)
                            .orElse(e.getValue()));
            if (best.isPresent()) {
                ScheduleCheck.check(graph, best.get());
                return best;
            }
        }
        return Optional.empty();
    }

    private boolean isLarge() { return operations > THOROUGH; }

    /// The schedule for a partition; nothing if it needs too many registers.
    private Optional<Schedule> attempt(Partition partition, List<Policy> policies) {
        return attempt(partition, policies, true);
    }

    /// @param merges whether rows that are alike become one
    private Optional<Schedule> attempt(Partition partition, List<Policy> policies, boolean merges) {
        Task task = new Task(graph, config, frequencies, liveness, partition, sharesWork);
        List<RegionScheduler.Result> results = reached(regions(task, policies));
        Layout layout = new Layout(results.stream().map(RegionScheduler.Result::chains).toList());
        Code code = new Code(layout, results.stream().map(RegionScheduler.Result::region).toList());
        RegisterAssignment registers = new RegisterAssignment(code);
        if (registers.needed() > config.registersPerLane()) { return Optional.empty(); }
        Schedule schedule = Emission.of(task, code, registers, report(results));
        return Optional.of(merges ? TailMerging.of(schedule) : schedule);
    }

    /// A bound that was searched for is in the later one.
    private boolean isBetter(Schedule full, Schedule quick) {
        return guide.exactSeconds() > 0 ? cost(full) <= cost(quick) : cost(full) < cost(quick);
    }

    private static double cost(Schedule schedule) {
        return schedule.report().expected() + COPIED_ROW_COST * schedule.bundles().size();
    }

    private static List<Policy> policies(boolean speculates) {
        List<Policy> policies = new ArrayList<>();
        for (boolean sinksEffects : List.of(false, true)) {
            for (boolean waitsForCommonWork : speculates ? List.of(false) : List.of(false, true)) {
                for (Policy.Focus focus : List.of(Policy.Focus.SLACK, Policy.Focus.SUM, Policy.Focus.HEIGHT,
                        Policy.Focus.MAIN)) {
                    policies.add(new Policy(focus, sinksEffects, waitsForCommonWork, speculates));
                }
            }
        }
        return policies;
    }

    /// The best result of each region, the entry's first. Regions that run often choose their lanes first.
    private List<RegionScheduler.Result> regions(Task task, List<Policy> policies) {
        List<RegionScheduler.Result> results = new ArrayList<>();
        task.partition.roots().stream().sorted(Comparator.comparingDouble((Integer root) -> -frequencies.of(root))
                .thenComparing(root -> root)).forEach(root -> {
                    RegionScheduler.Result best = region(task, root, policies);
                    task.settle(best.lanes());
                    results.add(best);
                });
        results.sort(Comparator.comparingInt(result -> result.region().block()));
        return results;
    }

    /// The regions that some chain leads to: constants that edges give can decide branches, and leave a root without a
    /// way to it.
    private static List<RegionScheduler.Result> reached(List<RegionScheduler.Result> results) {
        Set<Integer> seen = new TreeSet<>(Set.of(0));
        int before = 0;
        while (seen.size() > before) {
            before = seen.size();
            results.stream().filter(result -> seen.contains(result.region().block())).toList()
                    .forEach(result -> result.chains()
                            .forEach(chain -> chain.rows.forEach(row -> seen.addAll(row.regions()))));
        }
        return results.stream().filter(result -> seen.contains(result.region().block())).toList();
    }

    private RegionScheduler.Result region(Task task, int root, List<Policy> policies) {
        Optional<RegionScheduler.Result> best = Optional.empty();
        Optional<RankSearch> search = Optional.empty();
        Optional<ExactSearch> exact = Optional.empty();
        for (RegionBuilder.PhiLowering lowering : RegionBuilder.PhiLowering.values()) {
            Region region = RegionBuilder.build(task, root, lowering);
            Needs needs = new Needs(region);
            Ranking ranking = new Ranking(region, config);
            for (Policy policy : best.map(joined -> List.of(joined.policy())).orElse(policies)) {
                Optional<RegionScheduler.Result> known = best;
                double limit = best.map(RegionScheduler.Result::cost).orElse(Double.MAX_VALUE);
                Optional<RegionScheduler.Result> result =
                        new RegionScheduler(task, region, needs, ranking, policy).schedule(limit);
                best = result.filter(r -> r.cost() < limit - 1e-9).or(() -> known);
                if (best != known) {
                    search = Optional.of(new RankSearch(task, region, needs, ranking, policies));
                    exact = Optional.of(new ExactSearch(task, region, needs, ranking));
                }
            }
            if (best.isPresent() && (!region.joins() || lowering != RegionBuilder.PhiLowering.COALESCED)) {
                break;
            }
        }
        RegionScheduler.Result found = best.orElseThrow(
                () -> new IllegalStateException(program + ": region b" + root + " has no schedule"));
        if (policies.size() <= QUICK) { return found; }
        RegionScheduler.Result improved = search.orElseThrow().improve(found);
        return guide.exactSeconds() == 0 ? improved
                : exact.orElseThrow().improve(improved, policies, guide.exactSeconds());
    }

    private static ScheduleReport report(List<RegionScheduler.Result> results) {
        return new ScheduleReport(results.stream().map(Scheduler::report).toList());
    }

    private static ScheduleReport.RegionReport report(RegionScheduler.Result result) {
        List<ScheduleReport.PathReport> paths = result.lengths().entrySet().stream()
                .map(e -> new ScheduleReport.PathReport(e.getValue(), e.getKey().bound(), e.getKey().least().limit(),
                        e.getKey().weight()))
                .toList();
        double alone = paths.stream().mapToDouble(path -> path.weight() * path.bound()).sum();
        return new ScheduleReport.RegionReport(result.region().block(),
                result.chains().stream().mapToInt(chain -> chain.rows.size()).sum(), paths,
                Math.max(alone, result.least()), result.policy().window() == Integer.MAX_VALUE);
    }
}
