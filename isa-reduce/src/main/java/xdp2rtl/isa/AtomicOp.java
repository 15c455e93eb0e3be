package xdp2rtl.isa;

/// Atomic read-modify-write of a map value (RFC 9669, section 5.3). RESULT is the old value, zero-extended.
public enum AtomicOp {
    ADD, OR, AND, XOR, EXCHANGE,
    /// Writes `value` if the old value equals `expected`.
    COMPARE_EXCHANGE
}
