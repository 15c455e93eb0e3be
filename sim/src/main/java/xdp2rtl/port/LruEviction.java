package xdp2rtl.port;

import java.util.OptionalInt;

/// What an engine knows of keys that full LRU maps drop. Which key that is Linux leaves open, so from there on its runs
/// are not compared with those of the others, which all have one rule.
///
/// @param byLinux whether the engine drops keys by Linux's own rule
/// @param first   the first packet at which a map had no room for a key; empty if there is none, or if the engine does
/// not know
public record LruEviction(boolean byLinux, OptionalInt first) {
    /// Of an engine that has the common rule, and does not look.
    public static final LruEviction UNKNOWN = new LruEviction(false, OptionalInt.empty());
}
