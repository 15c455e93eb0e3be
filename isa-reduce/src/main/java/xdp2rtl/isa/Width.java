package xdp2rtl.isa;

/// The width of an arithmetic operation or comparison. A 32-bit operation reads the low halves of its operands and
/// zeroes the upper half of its result (RFC 9669, section 4.1).
public enum Width {
    W32(32), W64(64);

    private final int bits;

    Width(int bits) { this.bits = bits; }

    public int bits() { return bits; }
}
