package xdp2rtl.isa;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What the arithmetic unit of every lane can do in one bundle. `right` is a register or a 32-bit immediate,
/// sign-extended to 64 bits. Shift amounts are taken modulo the width.
public enum AluOp {
    ADD(0, Law.COMMUTATIVE, Law.ASSOCIATIVE), SUB(0),
    /// `right - left`; with the immediate 0 it negates.
    RSUB,
    AND(-1, Law.COMMUTATIVE, Law.ASSOCIATIVE), OR(0, Law.COMMUTATIVE, Law.ASSOCIATIVE),
    XOR(0, Law.COMMUTATIVE, Law.ASSOCIATIVE),
    LSH(0), RSH(0), ARSH(0),
    /// `right`, extended as the width says.
    MOV,
    /// Sign-extends the low 8, 16 or 32 bits of `left` to the width; `right` is not used and is the immediate 0.
    SEXT8, SEXT16, SEXT32,
    /// Reverses the low 2, 4 or 8 bytes of `left` and zeroes the rest; `right` is not used and is the immediate 0.
    SWAP16, SWAP32, SWAP64,
    /// The low half of `left` below the low half of `right`: `left[31:0] | right << 32`. Builds 64-bit constants and
    /// keys.
    PAIR,
    /// `left | right << 16`, the same for a half word.
    PAIR16(0),
    /// The sum of the low halves, and one more if it passes 32 bits: addition in ones' complement. 0 only of zeroes.
    ADDC32(Law.COMMUTATIVE, Law.ASSOCIATIVE),
    /// The low half of `left`, turned to the right by the low five bits of `right`.
    ROR32,
    /// The Internet checksum's sum of all half words (16 bits) of both operands in ones' complement: 0 only of zeroes,
    /// else the number from 1 to 65535 that leaves the same remainder by 65535. The operands have 64 bits at both
    /// widths. Needs [Unit#FOLD].
    FOLD(Law.COMMUTATIVE, Law.ASSOCIATIVE),
    /// 65535 less what FOLD gives: the checksum itself.
    NFOLD(Law.COMMUTATIVE);

    /// What holds of all operands, at both widths.
    private enum Law {
        /// `x op y = y op x`
        COMMUTATIVE,
        /// `(x op y) op z = x op (y op z)`
        ASSOCIATIVE
    }

    private final OptionalLong neutral;
    private final Set<Law> laws;

    AluOp(Law... laws) {
        neutral = OptionalLong.empty();
        this.laws = Set.of(laws);
    }

    AluOp(long neutral, Law... laws) {
        this.neutral = OptionalLong.of(neutral);
        this.laws = Set.of(laws);
    }

    /// Whether `x op y = y op x`.
    public boolean isCommutative() { return laws.contains(Law.COMMUTATIVE); }

    /// Whether it commutes and `(x op y) op z = x op (y op z)`, so that chains of it may be regrouped.
    public boolean isAssociative() { return laws.contains(Law.ASSOCIATIVE); }

    /// The right operand with which the operation gives its left one: all of it in 64 bits, its low half in 32.
    public OptionalLong neutral() { return neutral; }

    /// The operation that gives `x op y` as `y other x`, if there is one.
    public Optional<AluOp> reversed() {
        return isCommutative() ? Optional.of(this) : switch (this) {
            case SUB -> Optional.of(RSUB);
            case RSUB -> Optional.of(SUB);
            case ADD, AND, OR, XOR, LSH, RSH, ARSH, MOV, SEXT8, SEXT16, SEXT32, SWAP16, SWAP32, SWAP64, PAIR, PAIR16,
                    ADDC32, ROR32, FOLD, NFOLD ->
                Optional.empty();
        };
    }

    /// Whether it is a sum of half words, which needs [Unit#FOLD].
    public boolean folds() {
        return this == FOLD || this == NFOLD;
    }

    /// Whether `left` is read.
    public boolean readsLeft() {
        return this != MOV;
    }

    /// The result, if the operands that are read are known: constant folding, the same for everybody.
    public OptionalLong fold(Width width, OptionalLong left, OptionalLong right) {
        return right.isPresent() && (left.isPresent() || !readsLeft())
                ? OptionalLong.of(apply(width, left.orElse(0), right.getAsLong())) : OptionalLong.empty();
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
            case ADDC32 -> {
                long sum = (left & 0xffff_ffffL) + (right & 0xffff_ffffL);
                yield (sum & 0xffff_ffffL) + (sum >>> 32);
            }
            case ROR32 -> Integer.toUnsignedLong(Integer.rotateRight((int) left, (int) right));
            case FOLD -> folded(left, right);
            case NFOLD -> 0xffff - folded(left, right);
        };
        return wide ? result : result & 0xffff_ffffL;
    }

    private static long folded(long left, long right) {
        long sum = 0;
        for (int bit = 0; bit < Long.SIZE; bit += Short.SIZE) {
            sum += (left >>> bit & 0xffff) + (right >>> bit & 0xffff);
        }
        // Eight half words: at most 7 stands above, and what a carry adds does not carry again.
        sum = (sum & 0xffff) + (sum >>> 16);
        return (sum & 0xffff) + (sum >>> 16);
    }
}
