package xdp2rtl.depend;

/// How an operation must be placed behind one that precedes it in the program.
public enum Order {
    /// In any order.
    FREE,
    /// In the same bundle or a later one: all operations of a bundle read before any writes.
    SAME_BUNDLE,
    /// In a later bundle.
    NEXT_BUNDLE
}
