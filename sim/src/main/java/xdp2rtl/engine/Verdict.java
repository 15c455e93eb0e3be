package xdp2rtl.engine;

import java.util.Optional;
import java.util.OptionalInt;

/// Whether several runs of one stimulus are the same.
/// @param packets    packets compared
/// @param mismatches packets, and maps at the end, in which some engine differs from the first
/// @param first      the first of them
/// @param linuxUntil the packet from which on the kernel is not compared: a full LRU map drops a key there; empty if it
/// is to the end
public record Verdict(int packets, int mismatches, Optional<Difference> first, OptionalInt linuxUntil) {

    /// Whether all engines gave the same.
    public boolean agrees() {
        return mismatches == 0;
    }

    @Override public String toString() {
        String result = first.map(difference -> "%d of %d packets or maps differ; the first:\n%s".formatted(mismatches,
                packets, difference)).orElse("agree on " + packets + " packets");
        return linuxUntil.isEmpty() ? result
                : "%s\nthe kernel is compared up to packet %d, at which a full LRU map drops an entry: which one, Linux leaves open"
                        .formatted(result, linuxUntil.getAsInt());
    }
}
