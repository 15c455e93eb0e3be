package xdp2rtl.engine.model;

import java.util.List;

/// What a core did in a cycle.
///
/// @param phases  of its contexts
/// @param mapUnit whether the map unit uses its port of the map memory, or changes a map
/// @param divider whether the divider works
/// @param input   whether a beat is taken, or headroom cleared
/// @param output  whether a packet leaves
public record CoreActivity(long cycle, List<ContextPhase> phases, boolean mapUnit, boolean divider, boolean input,
        boolean output) {
    public CoreActivity {
        phases = List.copyOf(phases);
    }

    /// Whether a bundle issues.
    public boolean issues() {
        return phases.contains(ContextPhase.ISSUING);
    }
}
