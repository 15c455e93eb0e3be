package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import xdp2rtl.depend.Ordering;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// Keeps one of bundles that do the same from then on.
///
/// Two bundles do the same if their slots are equal and so are, in the same sense, all bundles that can follow (the
/// coarsest such partition, as automata are minimised). A bundle that falls into one of them gets a jump in a free
/// slot, so no path gets longer; where no slot is free both stay.
final class TailMerging {
    private final Schedule schedule;
    private final List<Bundle> bundles;
    private final int[] kind;
    private final int[] chosen;
    private final BitSet entries = new BitSet();

    private TailMerging(Schedule schedule) {
        this.schedule = schedule;
        this.bundles = schedule.bundles();
        this.kind = new int[bundles.size()];
        this.chosen = new int[bundles.size()];
        schedule.entries().forEach(entry -> entries.set(entry.address()));
    }

    static Schedule of(Schedule schedule) {
        TailMerging merging = new TailMerging(schedule);
        merging.classify();
        merging.choose();
        return merging.rebuild();
    }

    /// What tells bundles apart: slots with the kinds of their targets, waiting, and the kind of the bundle behind.
    private record Signature(Bundle bundle, int behind, int entry) {}

    private void classify() {
        int kinds = 0;
        while (true) {
            Map<Signature, Integer> numbers = new HashMap<>();
            int[] next = new int[kind.length];
            for (int i = 0; i < kind.length; i++) {
                int behind = falls(i) ? kind[i + 1] : -1;
                Signature signature = new Signature(retarget(bundles.get(i), kind), behind, entries.get(i) ? i : -1);
                next[i] = numbers.computeIfAbsent(signature, _ -> numbers.size());
            }
            System.arraycopy(next, 0, kind, 0, kind.length);
            if (numbers.size() == kinds) { return; }
            kinds = numbers.size();
        }
    }

    /// The bundle of each kind that stays: one that is fallen into from a bundle without room for a jump, or the first.
    private void choose() {
        Map<Integer, Integer> best = new HashMap<>();
        for (int i = 0; i < kind.length; i++) {
            boolean fixed = i > 0 && falls(i - 1) && jumpLane(bundles.get(i - 1)).isEmpty();
            if (fixed || !best.containsKey(kind[i])) {
                best.merge(kind[i], i, (old, now) -> fixed && !isFixed(old) ? now : old);
            }
        }
        for (int i = 0; i < kind.length; i++) {
            chosen[i] = best.get(kind[i]);
        }
    }

    private boolean isFixed(int address) {
        return address > 0 && falls(address - 1) && jumpLane(bundles.get(address - 1)).isEmpty();
    }

    private Schedule rebuild() {
        List<Bundle> redirected = new ArrayList<>();
        for (int i = 0; i < bundles.size(); i++) {
            List<Optional<Operation>> slots = new ArrayList<>();
            bundles.get(i).slots().forEach(slot -> slots.add(slot.map(o -> retarget(o, chosen))));
            if (falls(i) && chosen[i + 1] != i + 1) {
                int to = chosen[i + 1];
                jumpLane(bundles.get(i))
                        .ifPresent(lane -> slots.set(lane, Optional.of(new Operation.Jump(new Target.ToBundle(to)))));
            }
            redirected.add(new Bundle(slots, bundles.get(i).waits(), bundles.get(i).kept()));
        }
        BitSet kept = reachable(redirected);
        int[] address = new int[bundles.size()];
        for (int i = 0, next = 0; i < address.length; i++) {
            address[i] = next;
            next += kept.get(i) ? 1 : 0;
        }
        List<Bundle> result = kept.stream().mapToObj(i -> retarget(redirected.get(i), address)).toList();
        List<Schedule.Entry> moved = schedule.entries().stream().filter(entry -> kept.get(entry.address()))
                .map(entry -> new Schedule.Entry(entry.block(), address[entry.address()], entry.values())).toList();
        return new Schedule(schedule.config(), result, kept.stream().mapToObj(schedule.sources()::get).toList(), moved,
                schedule.report());
    }

    private static BitSet reachable(List<Bundle> bundles) {
        BitSet seen = new BitSet();
        List<Integer> open = new ArrayList<>(List.of(0));
        while (!open.isEmpty()) {
            int at = open.removeLast();
            if (seen.get(at)) {
                continue;
            }
            seen.set(at);
            bundles.get(at).slots().forEach(slot -> slot.ifPresent(operation -> {
                if (operation instanceof Operation.Targeted o && o.target() instanceof Target.ToBundle to) {
                    open.add(to.address());
                }
            }));
            if (falls(bundles.get(at))) {
                open.add(at + 1);
            }
        }
        return seen;
    }

    private boolean falls(int address) { return falls(bundles.get(address)); }

    /// Whether control can go on to the next address.
    private static boolean falls(Bundle bundle) {
        return bundle.slots().stream().flatMap(Optional::stream)
                .noneMatch(o -> o instanceof Operation.Jump || o instanceof Operation.Exit);
    }

    /// A free lane behind everything that a jump would squash.
    private static OptionalInt jumpLane(Bundle bundle) {
        return IntStream.range(0, bundle.slots().size())
                .filter(lane -> bundle.slots().subList(lane, bundle.slots().size()).stream()
                        .flatMap(Optional::stream).noneMatch(Ordering::isPinned) && bundle.slots().get(lane).isEmpty())
                .findFirst();
    }

    private static Bundle retarget(Bundle bundle, int[] address) {
        return new Bundle(bundle.slots().stream().map(slot -> slot.map(o -> retarget(o, address))).toList(),
                bundle.waits(), bundle.kept());
    }

    private static Operation retarget(Operation operation, int[] address) {
        return operation instanceof Operation.Targeted o ? o.withTarget(retarget(o.target(), address)) : operation;
    }

    private static Target retarget(Target target, int[] address) {
        return target instanceof Target.ToBundle to ? new Target.ToBundle(address[to.address()]) : target;
    }
}
