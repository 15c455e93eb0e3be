package xdp2rtl.report;

import java.util.List;
import java.util.Map;
import xdp2rtl.engine.model.ContextPhase;
import xdp2rtl.engine.model.CoreActivity;

/// What the first core was about while packets waited at its input all the time.
///
/// @param cycles  that count
/// @param issue   shares of these cycles, 0 to 1: those in which a bundle issued
/// @param mapUnit in which the map unit worked; likewise the divider, the input stream and the output
/// @param phases  shares of the contexts' cycles, together 1
/// @param window  the first of the cycles, one by one
public record Occupancy(long cycles, double issue, double mapUnit, double divider, double input, double output,
        Map<ContextPhase, Double> phases, List<CoreActivity> window) {
    public Occupancy {
        phases = Map.copyOf(phases);
        window = List.copyOf(window);
    }

    public double of(ContextPhase phase) {
        return phases.getOrDefault(phase, 0.0);
    }
}
