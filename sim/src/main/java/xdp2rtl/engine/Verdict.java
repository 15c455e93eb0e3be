package xdp2rtl.engine;

import java.util.Optional;
import java.util.OptionalInt;
import xdp2rtl.port.OpenChoice;

/// Whether several runs of one stimulus are the same.
/// @param packets    packets compared
/// @param mismatches packets, and maps at the end, in which some engine differs from the first
/// @param first      the first of them
/// @param open       the choice for which the kernel is not compared to the end
public record Verdict(int packets, int mismatches, Optional<Difference> first, OpenChoice open) {
    /// The packet from which on the kernel is not compared; empty if it is to the end.
    public OptionalInt linuxUntil() { return open.first(); }

    /// Whether all engines gave the same.
    public boolean agrees() {
        return mismatches == 0;
    }

    @Override public String toString() {
        String result = first.map(difference -> "%d of %d packets or maps differ; the first:\n%s".formatted(mismatches,
                packets, difference)).orElse("agree on " + packets + " packets");
        return linuxUntil().isEmpty() ? result
                : "%s\nthe kernel is compared up to packet %d, %s".formatted(result, linuxUntil().getAsInt(),
                        open.kind().text());
    }
}
