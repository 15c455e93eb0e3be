package xdp2rtl.engine.interpreter;

/// In which order functions are called for the entries of a hash map.
enum WalkOrder {
    /// As on the card.
    CARD,
    /// The keys that are there when it begins, the newest first.
    NEWEST_FIRST,
    /// The same, the oldest first.
    OLDEST_FIRST,
    /// The same in an order that has nothing to do with the keys' ages.
    SHUFFLED
}
