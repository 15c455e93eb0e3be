package xdp2rtl.ebpf;

/// How many bits an operation works on. A 32-bit ALU operation clears the upper half of its destination (RFC
/// 9669, section 4.1); a 32-bit branch compares the lower halves (section 4.3).
public enum OperandWidth {
    W32(32), W64(64);

    private final int bits;

    OperandWidth(int bits) {
        this.bits = bits;
    }

    public int bits() {
        return bits;
    }
}
