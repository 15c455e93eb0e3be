package xdp2rtl.isa;

/// Atomic read-modify-write of a map value (RFC 9669, section 5.3). RESULT is the old value, zero-extended.
public enum AtomicOp {
    ADD, OR, AND, XOR, EXCHANGE,
    /// Writes `value` if the old value equals `expected`.
    COMPARE_EXCHANGE;

    /// Whether no access to a map is moved across it. Locks are taken and given back by exchanges, whatever memory they
    /// are for.
    public boolean isBarrier() {
        return switch (this) {
            case EXCHANGE, COMPARE_EXCHANGE -> true;
            case ADD, OR, AND, XOR -> false;
        };
    }
}
