package xdp2rtl.report;

import java.util.List;

/// What the engines made of the trace.
///
/// @param agrees  whether all that ran have the same outcomes and maps
/// @param verdict as `diff` says it
public record EngineVerdict(List<EngineResult> parts, boolean agrees, String verdict) {
    public EngineVerdict {
        parts = List.copyOf(parts);
    }

    /// How many ran.
    public long ran() {
        return parts.stream().filter(EngineResult::ran).count();
    }
}
