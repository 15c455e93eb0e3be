package xdp2rtl.lower;

/// What the eBPF program changes and the graph does not: its registers, the stack bytes that become values,
/// and what Linux remembers of its redirect and tail calls.
sealed interface Variable {
    record Register(int frame, int number) implements Variable {}

    /// 1 to 8 bytes of a frame's stack, `start` counted from its R10; the value is zero-extended.
    record Piece(int frame, int start, int size) implements Variable {
        int end() { return start + size; }
    }

    /// How often a call of this function may still pass a `may_goto`.
    record Turns(int frame) implements Variable {}

    /// The number of the call by which a shared function was entered.
    record CallSite(int frame) implements Variable {}

    /// How many tail calls the run has made.
    record TailCalls() implements Variable {}

    /// The number that the last redirect call that was taken was given, 32 bits; 0 before the first.
    record RedirectIndex() implements Variable {}
}
