package xdp2rtl.isa;

/// What the arithmetic unit of every lane can do in one bundle. `right` is a register or a 32-bit immediate,
/// sign-extended to 64 bits. Shift amounts are taken modulo the width.
public enum AluOp {
    ADD, SUB,
    /// `right - left`; with the immediate 0 it negates.
    RSUB,
    AND, OR, XOR,
    LSH, RSH, ARSH,
    /// `right`, extended as the width says.
    MOV,
    /// Sign-extends the low 8, 16 or 32 bits of `left` to the width; `right` is not used and is the immediate 0.
    SEXT8, SEXT16, SEXT32,
    /// Reverses the low 2, 4 or 8 bytes of `left` and zeroes the rest; `right` is not used and is the immediate 0.
    SWAP16, SWAP32, SWAP64,
    /// The low half of `left` below the low half of `right`: `left[31:0] | right << 32`. Builds 64-bit constants and keys.
    PAIR,
    /// `left | right << 16`, the same for a half word.
    PAIR16;

    /// Whether `left` is read.
    public boolean readsLeft() {
        return this != MOV;
    }

    /// The result, for the bundle simulator, for constant folding and for tests. At `W32` the upper half is zero.
    public long apply(Width width, long left, long right) {
        boolean wide = width == Width.W64;
        long result = switch (this) {
            case ADD -> left + right;
            case SUB -> left - right;
            case RSUB -> right - left;
            case AND -> left & right;
            case OR -> left | right;
            case XOR -> left ^ right;
            case LSH -> wide ? left << right : (long) ((int) left << right);
            case RSH -> wide ? left >>> right : (long) ((int) left >>> right);
            case ARSH -> wide ? left >> right : (long) ((int) left >> right);
            case MOV -> right;
            case SEXT8 -> (byte) left;
            case SEXT16 -> (short) left;
            case SEXT32 -> (int) left;
            case SWAP16 -> Short.toUnsignedLong(Short.reverseBytes((short) left));
            case SWAP32 -> Integer.toUnsignedLong(Integer.reverseBytes((int) left));
            case SWAP64 -> Long.reverseBytes(left);
            case PAIR -> left & 0xffff_ffffL | right << 32;
            case PAIR16 -> left | right << 16;
        };
        return wide ? result : result & 0xffff_ffffL;
    }
}
