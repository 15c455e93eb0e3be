package xdp2rtl.port;

import java.util.OptionalInt;
import java.util.stream.Stream;

/// From which packet on what an engine gives depends on a choice that Linux leaves open. From there on its runs are not
/// compared with those of the others, which all have one rule.
///
/// @param byLinux whether the engine chooses by Linux's own rule
/// @param first   the first packet at which the choice matters, or their number if only what maps hold behind them shows
/// it; empty if there is none, or if the engine does not know
/// @param kind    of the choice
public record OpenChoice(boolean byLinux, OptionalInt first, Kind kind) {
    /// Of an engine that has the common rule, and does not look.
    public static final OpenChoice UNKNOWN = new OpenChoice(false, OptionalInt.empty(), Kind.DROPPED_ENTRY);

    /// What is chosen.
    public enum Kind {
        DROPPED_ENTRY("at which a full LRU map drops an entry: which one, Linux leaves open"),
        ENTRY_ORDER("where it shows in which order the entries of a hash map come, which Linux leaves open");

        private final String text;

        Kind(String text) { this.text = text; }

        /// For messages, behind a packet.
        public String text() { return text; }
    }

    /// The one that comes first.
    public static OpenChoice first(Stream<OpenChoice> choices) {
        return choices.reduce(UNKNOWN, (one, other) -> other.first().isEmpty() || one.first().isPresent()
                && one.first().getAsInt() <= other.first().getAsInt() ? one : other);
    }
}
