package xdp2rtl.engine;

import java.util.Optional;

/// Whether several runs of one stimulus are the same.
/// @param packets    packets compared
/// @param mismatches packets, and maps at the end, in which some engine differs from the first
/// @param first      the first of them
public record Verdict(int packets, int mismatches, Optional<Difference> first) {

    /// Whether all engines gave the same.
    public boolean agrees() {
        return mismatches == 0;
    }

    @Override public String toString() {
        return first.map(difference -> "%d of %d packets or maps differ; the first:\n%s".formatted(mismatches,
                packets, difference)).orElse("agree on " + packets + " packets");
    }
}
