package xdp2rtl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import xdp2rtl.cycles.BundleGraph;
import xdp2rtl.depend.Order;
import xdp2rtl.depend.Ordering;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Special;
import xdp2rtl.schedule.Schedule;

/// Finds out of every operation what keeps it from standing one bundle earlier, from the schedule as it is: the first
/// of the rules that [Reason] lists which applies to it and to the one bundle that leads here.
final class SlotReasons {
    private final Schedule schedule;
    private final List<List<Integer>> before = new ArrayList<>();
    private final Set<Integer> regions;

    SlotReasons(Schedule schedule, BundleGraph graph) {
        this.schedule = schedule;
        regions = schedule.entries().stream().map(Schedule.Entry::address).collect(Collectors.toSet());
        schedule.bundles().forEach(_ -> before.add(new ArrayList<>()));
        for (int bundle = 0; bundle < before.size(); bundle++) {
            int from = bundle;
            graph.next().get(bundle).forEach(to -> before.get(to).add(from));
        }
    }

    /// Of an operation.
    SlotReason of(int bundle, int lane, Operation operation) {
        if (bundle == 0) { return SlotReason.of(Reason.START); }
        if (before.get(bundle).size() != 1) { return SlotReason.of(Reason.JOIN); }
        if (regions.contains(bundle)) { return SlotReason.of(Reason.REGION); }
        int from = before.get(bundle).getFirst();
        return chain(from, operation)
                .or(() -> order(from, operation))
                .or(() -> wait(from, operation))
                .or(() -> beside(bundle, lane, operation))
                .or(() -> room(from, bundle, lane, operation))
                .orElseGet(() -> SlotReason.of(Reason.FREE));
    }

    private Optional<SlotReason> chain(int from, Operation operation) {
        return find(from, other -> other.writes().filter(operation.reads()::contains).isPresent())
                .map(lane -> SlotReason.of(Reason.CHAIN, from, lane));
    }

    private Optional<SlotReason> order(int from, Operation operation) {
        return find(from, other -> Ordering.between(other, operation) == Order.NEXT_BUNDLE)
                .map(lane -> SlotReason.of(Reason.ORDER, from, lane));
    }

    private Optional<SlotReason> wait(int from, Operation operation) {
        boolean asks = operation instanceof Operation.Request || operation instanceof Operation.Push
                || operation instanceof Operation.Get get && get.special() == Special.RESULT
                || operation.reads().stream().anyMatch(Reg::isResult);
        return schedule.bundles().get(from).waits() && asks ? Optional.of(SlotReason.of(Reason.WAIT))
                : Optional.empty();
    }

    /// What stands in the same bundle and must not be overtaken.
    private Optional<SlotReason> beside(int bundle, int lane, Operation operation) {
        Bundle own = schedule.bundles().get(bundle);
        Optional<Reg> written = operation.writes();
        for (int other = 0; other < own.slots().size(); other++) {
            Optional<Operation> there = own.slots().get(other);
            if (other == lane || there.isEmpty()) {
                continue;
            }
            if (Ordering.isPinned(operation) && !own.keeps(lane) && other < lane
                    && there.get() instanceof Operation.Branch) {
                return Optional.of(SlotReason.of(Reason.BRANCH, bundle, other));
            }
            if (Ordering.between(there.get(), operation) == Order.SAME_BUNDLE) {
                return Optional.of(SlotReason.of(Reason.ORDER, bundle, other));
            }
            if (written.filter(there.get().reads()::contains).isPresent()) {
                return Optional.of(SlotReason.of(Reason.REGISTER, bundle, other));
            }
            if (operation instanceof Operation.Jump || operation instanceof Operation.Exit) {
                return Optional.of(SlotReason.of(Reason.END, bundle, other));
            }
        }
        return Optional.empty();
    }

    /// Whether the bundle before has a place for it.
    private Optional<SlotReason> room(int from, int bundle, int lane, Operation operation) {
        List<Integer> able = operation.unit().map(schedule.config()::lanesWith)
                .orElseGet(() -> IntStream.range(0, schedule.config().lanes()).boxed().toList());
        List<Integer> free =
                able.stream().filter(at -> schedule.bundles().get(from).slots().get(at).isEmpty()).toList();
        if (free.isEmpty()) {
            boolean unit = able.size() < schedule.config().lanes();
            return Optional.of(SlotReason.of(unit ? Reason.UNIT : Reason.LANES, from, able.getFirst()));
        }
        if (Ordering.isPinned(operation)) {
            Optional<Integer> branch = find(from, other -> other instanceof Operation.Branch);
            boolean behind = bundle == from + 1 && lastBranch(from) < free.getLast();
            if (branch.isPresent() && !behind) {
                return Optional.of(SlotReason.of(Reason.BRANCH, from, lastBranch(from)));
            }
        }
        boolean elsewhere = operation.writes().isPresent() && !free.contains(lane);
        return elsewhere ? Optional.of(SlotReason.of(Reason.REGISTER, from, lane)) : Optional.empty();
    }

    private int lastBranch(int bundle) {
        List<Optional<Operation>> slots = schedule.bundles().get(bundle).slots();
        return IntStream.range(0, slots.size())
                .filter(lane -> slots.get(lane).filter(Operation.Branch.class::isInstance).isPresent()).max()
                .orElse(-1);
    }

    private Optional<Integer> find(int bundle, Predicate<Operation> rule) {
        List<Optional<Operation>> slots = schedule.bundles().get(bundle).slots();
        return IntStream.range(0, slots.size()).filter(lane -> slots.get(lane).filter(rule).isPresent()).boxed()
                .findFirst();
    }
}
