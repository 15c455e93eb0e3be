package xdp2rtl.check;

import java.util.List;
import java.util.Optional;
import xdp2rtl.graph.Graph;
import xdp2rtl.schedule.Schedule;

/// Proves that a schedule does what its graph says, and that the core can run it. Always run; a schedule that fails is
/// a defect of the scheduler, so the failure is an `IllegalStateException`.
///
/// By induction over region entries: if every value is in the register that the entry names, then along every way
/// through the bundles to the next entry or out of the program the same effects happen in an equivalent order as in the
/// graph, the same R0 leaves, and the next entry's values are in the registers that it names. That a load, store or
/// atomic operation faults is not ordered against other effects.
public final class ScheduleCheck {
    private final Graph graph;
    private final Schedule schedule;

    private ScheduleCheck(Graph graph, Schedule schedule) {
        this.graph = graph;
        this.schedule = schedule;
    }

    /// Throws with the first thing that is wrong.
    public static void check(Graph graph, Schedule schedule) {
        SlotCheck.check(schedule);
        WaitCheck.check(schedule);
        ScheduleCheck check = new ScheduleCheck(graph, schedule);
        Schedule.Entry first = schedule.entries().getFirst();
        if (first.address() != 0 || first.block() != 0 || !first.values().isEmpty()) {
            throw new IllegalStateException("the program does not begin at address 0: " + first);
        }
        schedule.entries().forEach(check::region);
    }

    private void region(Schedule.Entry entry) {
        Terms terms = new Terms();
        for (BundlePaths.Path path : BundlePaths.from(entry, terms, schedule)) {
            try {
                compare(entry, path, terms);
            } catch (IllegalStateException e) {
                throw new IllegalStateException(
                        "region b" + entry.block() + ", bundles " + path.trace() + ": " + e.getMessage(), e);
            }
        }
    }

    private void compare(Schedule.Entry entry, BundlePaths.Path path, Terms terms) {
        Optional<Schedule.Entry> next = switch (path.end()) {
            case BundlePaths.End.AtEntry at ->
                schedule.entries().stream().filter(e -> e.address() == at.address()).findFirst();
            case BundlePaths.End.Left _ -> Optional.empty();
        };
        GraphPath.Arrival arrival =
                GraphPath.follow(graph, entry, terms, path.decisions(), next.map(Schedule.Entry::block).orElse(-1));
        switch (path.end()) {
            case BundlePaths.End.Left left when left.term() != arrival.left() ->
                throw new IllegalStateException(
                        arrival.left() < 0 ? "the graph does not end" : "another R0 than in the graph");
            case BundlePaths.End.AtEntry _ when arrival.left() >= 0 ->
                throw new IllegalStateException("the graph ends");
            case BundlePaths.End.Left _, BundlePaths.End.AtEntry _ -> {}
        }
        List<Integer> done = path.state().effects.stream().sorted().toList();
        List<Integer> due = arrival.state().effects.stream().sorted().toList();
        if (!done.equals(due)) { throw new IllegalStateException("effects " + done + " instead of " + due); }
        next.ifPresent(to -> to.values().forEach((value, register) -> {
            Integer here = path.state().registers.get(register);
            Integer there = arrival.state().registers.get(value);
            if (here == null || !here.equals(there)) {
                throw new IllegalStateException("v" + value + " is not in register " + register + " at b" + to.block());
            }
        }));
    }
}
