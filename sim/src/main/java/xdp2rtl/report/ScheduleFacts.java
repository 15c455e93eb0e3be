package xdp2rtl.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import xdp2rtl.compile.Compiled;
import xdp2rtl.cycles.BundleGraph;
import xdp2rtl.isa.Bundle;
import xdp2rtl.schedule.Schedule;

/// The schedule, bundle by bundle.
///
/// @param shares of the issue slots of a packet by what the bundle stands behind the one before for, together those of
/// a packet
public record ScheduleFacts(List<ScheduledBundle> bundles, Map<Reason, Double> shares) {
    public ScheduleFacts {
        bundles = List.copyOf(bundles);
        shares = Map.copyOf(shares);
    }

    static ScheduleFacts of(CodeOrigins origins, BundleGraph graph, BundleCounts counts, int packets) {
        Compiled compiled = origins.compiled();
        Schedule schedule = compiled.schedule();
        var reasons = new SlotReasons(schedule, graph);
        var entries = schedule.entries().stream().map(Schedule.Entry::address).collect(Collectors.toSet());
        var bundles = new ArrayList<ScheduledBundle>();
        for (int address = 0; address < schedule.bundles().size(); address++) {
            int at = address;
            Bundle bundle = schedule.bundles().get(address);
            List<Optional<ScheduledBundle.Slot>> slots = IntStream.range(0, bundle.slots().size())
                    .mapToObj(lane -> bundle.slots().get(lane).map(operation -> {
                        Optional<Integer> instruction = origins.instruction(at, lane);
                        return new ScheduledBundle.Slot(operation, instruction, instruction.flatMap(origins::line),
                                reasons.of(at, lane, operation));
                    })).toList();
            bundles.add(new ScheduledBundle(address, entries.contains(address), bundle.waits(),
                    counts.of(address) / (double) Math.max(1, packets), slots));
        }
        return new ScheduleFacts(bundles, shares(bundles));
    }

    private static Map<Reason, Double> shares(List<ScheduledBundle> bundles) {
        var shares = new EnumMap<Reason, Double>(Reason.class);
        bundles.forEach(bundle -> shares.merge(reason(bundle), bundle.issues(), Double::sum));
        return shares;
    }

    /// Of a bundle the first reason, in the order of [Reason], that one of its operations has.
    private static Reason reason(ScheduledBundle bundle) {
        return bundle.slots().stream().flatMap(Optional::stream).map(slot -> slot.reason().reason())
                .min(Reason::compareTo)
                .orElse(Reason.WAIT);
    }
}
