package xdp2rtl.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import xdp2rtl.engine.model.ContextPhase;
import xdp2rtl.engine.model.CoreActivity;

/// Counts what a core is about, between two of its packets.
final class OccupancyWatch implements Consumer<CoreActivity> {
    /// Cycles that are kept one by one.
    private static final int WINDOW = 160;

    private final int from;
    private final int to;
    private int packets;
    private long cycles;
    private long issue;
    private long mapUnit;
    private long divider;
    private long input;
    private long output;
    private final Map<ContextPhase, Long> phases = new EnumMap<>(ContextPhase.class);
    private final List<CoreActivity> window = new ArrayList<>();

    /// @param from packets after which it counts
    /// @param to   after which it stops
    OccupancyWatch(int from, int to) {
        this.from = from;
        this.to = to;
    }

    /// A packet is done.
    void packet() {
        packets++;
    }

    @Override public void accept(CoreActivity seen) {
        if (packets < from || packets >= to) { return; }
        cycles++;
        issue += seen.issues() ? 1 : 0;
        mapUnit += seen.mapUnit() ? 1 : 0;
        divider += seen.divider() ? 1 : 0;
        input += seen.input() ? 1 : 0;
        output += seen.output() ? 1 : 0;
        seen.phases().forEach(phase -> phases.merge(phase, 1L, Long::sum));
        if (window.size() < WINDOW) {
            window.add(seen);
        }
    }

    Occupancy occupancy() {
        double all = Math.max(1, cycles);
        long contexts = phases.values().stream().mapToLong(Long::longValue).sum();
        var shares = new EnumMap<ContextPhase, Double>(ContextPhase.class);
        phases.forEach((phase, count) -> shares.put(phase, count / (double) contexts));
        return new Occupancy(cycles, issue / all, mapUnit / all, divider / all, input / all, output / all, shares,
                window);
    }
}
