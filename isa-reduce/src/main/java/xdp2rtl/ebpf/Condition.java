package xdp2rtl.ebpf;

/// What a branch tests, `left CONDITION right`; S-forms compare as signed numbers, the others as unsigned
/// ones. Source: RFC 9669, section 4.3, table 8.
public enum Condition {
    EQ(0x10, "=="),
    GT(0x20, ">"),
    GE(0x30, ">="),
    /// Some bit is set in both operands; the only condition whose opposite is not itself a condition.
    SET(0x40, "&"),
    NE(0x50, "!="),
    SGT(0x60, "s>"),
    SGE(0x70, "s>="),
    LT(0xa0, "<"),
    LE(0xb0, "<="),
    SLT(0xc0, "s<"),
    SLE(0xd0, "s<=");

    private final int code;
    private final String symbol;

    Condition(int code, String symbol) {
        this.code = code;
        this.symbol = symbol;
    }

    /// Whether the branch is taken. Both operands as 64-bit values; W32 looks at their lower halves only.
    public boolean holds(OperandWidth width, long left, long right) {
        return switch (width) {
            case W64 -> holds(left, right, left + Long.MIN_VALUE, right + Long.MIN_VALUE);
            case W32 -> holds((int) left, (int) right, left & 0xffff_ffffL, right & 0xffff_ffffL);
        };
    }

    /// The unsigned operands come as signed numbers in the same order as the unsigned ones.
    private boolean holds(long left, long right, long unsignedLeft, long unsignedRight) {
        return switch (this) {
            case EQ -> left == right;
            case NE -> left != right;
            case SET -> (left & right) != 0;
            case GT -> unsignedLeft > unsignedRight;
            case GE -> unsignedLeft >= unsignedRight;
            case LT -> unsignedLeft < unsignedRight;
            case LE -> unsignedLeft <= unsignedRight;
            case SGT -> left > right;
            case SGE -> left >= right;
            case SLT -> left < right;
            case SLE -> left <= right;
        };
    }

    /// The operation field, in place inside the opcode.
    int code() {
        return code;
    }

    public String symbol() {
        return symbol;
    }
}
