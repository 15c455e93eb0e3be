package xdp2rtl.schedule;

/// Where a placed branch or jump leads.
sealed interface Goal {
    /// To the start of a chain.
    record ToChain(Chain chain) implements Goal {}

    /// To the start of a region.
    record ToRegion(int block) implements Goal {}

    /// Out of the program.
    record Leave(int action) implements Goal {}

    /// Nowhere by itself: an exit, or an operation that does not transfer control.
    record None() implements Goal {}
}
