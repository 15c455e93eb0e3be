package xdp2rtl.reduce.rules;

import java.util.Optional;
import java.util.OptionalLong;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Width;

/// What is known of a 64-bit value: bits and an unsigned range, each sharpened by the other.
///
/// @param zeros bits that are 0
/// @param ones  bits that are 1
/// @param min   unsigned
/// @param max   unsigned
public record KnownBits(long zeros, long ones, long min, long max) {
    public static final long LOW32 = 0xffff_ffffL;
    public static final KnownBits ANY = new KnownBits(0, 0, 0, -1);

    public KnownBits {
        min = Long.compareUnsigned(min, ones) < 0 ? ones : min;
        max = Long.compareUnsigned(max, ~zeros) > 0 ? ~zeros : max;
        int same = Long.numberOfLeadingZeros(min ^ max);
        long mask = same == 0 ? 0 : same == 64 ? -1 : -1L << (64 - same);
        zeros |= ~max & mask;
        ones |= max & mask;
    }

    public static KnownBits constant(long value) { return new KnownBits(~value, value, value, value); }

    public static KnownBits range(long min, long max) { return new KnownBits(0, 0, min, max); }

    /// A value of that many low bits.
    public static KnownBits bits(int count) { return count == 64 ? ANY : new KnownBits(-1L << count, 0, 0, -1); }

    public boolean isConstant() { return min == max; }

    /// The value, if it is a constant.
    public OptionalLong value() { return isConstant() ? OptionalLong.of(min) : OptionalLong.empty(); }

    /// The value, if it is a constant that an instruction can hold.
    public Optional<Immediate> immediate() {
        return isConstant() && min == (int) min ? Optional.of(new Immediate((int) min)) : Optional.empty();
    }

    public boolean fits(int count) { return count == 64 || max >>> count == 0; }

    public boolean notNegative() { return max >= 0; }

    /// Known of the value if it is one of these two.
    public KnownBits or(KnownBits other) {
        return new KnownBits(zeros & other.zeros, ones & other.ones,
                Long.compareUnsigned(min, other.min) < 0 ? min : other.min,
                Long.compareUnsigned(max, other.max) > 0 ? max : other.max);
    }

    /// Known of the value if both are true of it.
    public KnownBits and(KnownBits other) {
        return new KnownBits(zeros | other.zeros, ones | other.ones,
                Long.compareUnsigned(min, other.min) > 0 ? min : other.min,
                Long.compareUnsigned(max, other.max) < 0 ? max : other.max);
    }

    public boolean contradicts() { return Long.compareUnsigned(min, max) > 0 || (zeros & ones) != 0; }

    /// The low half, zero-extended.
    public KnownBits low32() {
        return fits(32) ? this : new KnownBits(zeros | ~LOW32, ones & LOW32, 0, LOW32);
    }

    public static KnownBits of(AluOp op, Width width, KnownBits left, KnownBits right) {
        OptionalLong folded = op.fold(width, left.value(), right.value());
        if (folded.isPresent()) { return constant(folded.getAsLong()); }
        if (op == AluOp.SWAP64) {
            // The low half of the result is the high half of the operand.
            KnownBits swapped = wide(op, left, right, 64);
            return width == Width.W64 ? swapped : swapped.low32();
        }
        return width == Width.W64 ? wide(op, left, right, 64)
                : wide(op, left.low32(), right.low32(), 32).low32();
    }

    private static KnownBits wide(AluOp op, KnownBits a, KnownBits b, int width) {
        return switch (op) {
            case ADD -> sum(a, b);
            case SUB -> difference(a, b);
            case RSUB -> difference(b, a);
            case AND -> new KnownBits(a.zeros | b.zeros, a.ones & b.ones, 0,
                    Long.compareUnsigned(a.max, b.max) < 0 ? a.max : b.max);
            case OR -> new KnownBits(a.zeros & b.zeros, a.ones | b.ones,
                    Long.compareUnsigned(a.min, b.min) > 0 ? a.min : b.min, -1);
            case XOR -> new KnownBits(a.zeros & b.zeros | a.ones & b.ones, a.zeros & b.ones | a.ones & b.zeros, 0,
                    -1);
            case LSH -> b.isConstant() ? a.shiftedLeft((int) b.min & width - 1) : ANY;
            case RSH -> b.isConstant() ? a.shiftedRight((int) b.min & width - 1) : range(0, a.max);
            case ARSH ->
                !a.fits(width - 1) ? ANY : b.isConstant() ? a.shiftedRight((int) b.min & width - 1)
                        : range(0, a.max);
            case MOV -> b;
            case SEXT8 -> a.extended(8);
            case SEXT16 -> a.extended(16);
            case SEXT32 -> a.extended(32);
            case SWAP16 -> new KnownBits(AluOp.SWAP16.apply(Width.W64, a.zeros, 0) | -1L << 16,
                    AluOp.SWAP16.apply(Width.W64, a.ones, 0), 0, -1);
            case SWAP32 -> new KnownBits(AluOp.SWAP32.apply(Width.W64, a.zeros, 0) | -1L << 32,
                    AluOp.SWAP32.apply(Width.W64, a.ones, 0), 0, -1);
            case SWAP64 -> new KnownBits(Long.reverseBytes(a.zeros), Long.reverseBytes(a.ones), 0, -1);
            case PAIR -> new KnownBits(a.zeros & LOW32 | b.zeros << 32, a.ones & LOW32 | b.ones << 32, 0, -1);
            case PAIR16 -> new KnownBits(a.zeros & (b.zeros << 16 | 0xffff), a.ones | b.ones << 16, 0, -1);
            case ADDC32 -> a.low32().wrapped(b.low32());
            case ROR32 -> bits(32);
            case FOLD -> range(a.min == 0 && b.min == 0 ? 0 : 1, 0xffff);
            case NFOLD -> range(0, a.min == 0 && b.min == 0 ? 0xffff : 0xfffe);
        };
    }

    /// The sum in ones' complement of two numbers of 32 bits.
    private KnownBits wrapped(KnownBits other) {
        return max + other.max <= LOW32 ? range(min + other.min, max + other.max)
                : range(min == 0 && other.min == 0 ? 0 : 1, LOW32);
    }

    private KnownBits extended(int count) {
        long mask = (1L << count) - 1;
        if ((zeros >>> count - 1 & 1) == 0) { return ANY; }
        return fits(count) ? this : new KnownBits(zeros | ~mask, ones & mask, 0, -1);
    }

    private KnownBits shiftedLeft(int by) {
        boolean whole = by == 0 || max >>> 64 - by == 0;
        return new KnownBits(zeros << by | (1L << by) - 1, ones << by, whole ? min << by : 0, whole ? max << by
                : -1);
    }

    private KnownBits shiftedRight(int by) {
        return new KnownBits(zeros >>> by | (by == 0 ? 0 : -1L << 64 - by), ones >>> by, min >>> by, max >>> by);
    }

    private static KnownBits sum(KnownBits a, KnownBits b) {
        int low = Math.min(Long.numberOfTrailingZeros(~a.zeros), Long.numberOfTrailingZeros(~b.zeros));
        long zeros = low >= 64 ? -1 : (1L << low) - 1;
        long max = a.max + b.max;
        if (Long.compareUnsigned(max, a.max) >= 0) { return new KnownBits(zeros, 0, a.min + b.min, max); }
        // Both sums pass 2^64 and so wrap once: adding a negative constant.
        return Long.compareUnsigned(a.min + b.min, a.min) < 0 ? new KnownBits(zeros, 0, a.min + b.min, max)
                : new KnownBits(zeros, 0, 0, -1);
    }

    private static KnownBits difference(KnownBits a, KnownBits b) {
        int low = Math.min(Long.numberOfTrailingZeros(~a.zeros), Long.numberOfTrailingZeros(~b.zeros));
        long zeros = low >= 64 ? -1 : (1L << low) - 1;
        return Long.compareUnsigned(a.min, b.max) >= 0 ? new KnownBits(zeros, 0, a.min - b.max, a.max - b.min)
                : new KnownBits(zeros, 0, 0, -1);
    }

    /// Whether `a cond b` holds, of all 64 bits.
    public static Truth decide(Cond cond, KnownBits a, KnownBits b) {
        return switch (cond) {
            case EQ -> equal(a, b);
            case NE -> equal(a, b).negated();
            case LT -> less(a, b);
            case GE -> less(a, b).negated();
            case GT -> less(b, a);
            case LE -> less(b, a).negated();
            case SLT -> lessSigned(a, b);
            case SGE -> lessSigned(a, b).negated();
            case SGT -> lessSigned(b, a);
            case SLE -> lessSigned(b, a).negated();
            case SET -> common(a, b);
            case CLEAR -> common(a, b).negated();
        };
    }

    private static Truth equal(KnownBits a, KnownBits b) {
        if (a.isConstant() && b.isConstant()) { return Truth.of(a.min == b.min); }
        boolean apart = Long.compareUnsigned(a.max, b.min) < 0 || Long.compareUnsigned(b.max, a.min) < 0
                || (a.zeros & b.ones) != 0 || (a.ones & b.zeros) != 0;
        return apart ? Truth.FALSE : Truth.UNKNOWN;
    }

    private static Truth less(KnownBits a, KnownBits b) {
        return Truth.of(Long.compareUnsigned(a.max, b.min) < 0, Long.compareUnsigned(a.min, b.max) >= 0);
    }

    private static Truth lessSigned(KnownBits a, KnownBits b) {
        boolean aSure = a.min < 0 == a.max < 0;
        boolean bSure = b.min < 0 == b.max < 0;
        if (!aSure || !bSure) { return Truth.UNKNOWN; }
        return a.min < 0 != b.min < 0 ? Truth.of(a.min < 0) : less(a, b);
    }

    private static Truth common(KnownBits a, KnownBits b) {
        return Truth.of((a.ones & b.ones) != 0, (~a.zeros & ~b.zeros) == 0);
    }

    /// This, if moreover `this cond right` holds; all 64 bits count.
    public KnownBits given(Cond cond, KnownBits right) {
        return switch (cond) {
            case EQ -> and(right);
            case NE -> !right.isConstant() ? this : right.min == min && min != -1 ? and(range(min + 1, -1))
                    : right.min == max && max != 0 ? and(range(0, max - 1)) : this;
            case LT -> right.max == 0 ? this : and(range(0, right.max - 1));
            case LE -> and(range(0, right.max));
            case GT -> right.min == -1 ? this : and(range(right.min + 1, -1));
            case GE -> and(range(right.min, -1));
            case SLT -> notNegative() && right.notNegative() ? given(Cond.LT, right) : this;
            case SLE -> notNegative() && right.notNegative() ? given(Cond.LE, right) : this;
            case SGT -> !right.notNegative()
                    || right.min == Long.MAX_VALUE ? this : and(range(right.min + 1, Long.MAX_VALUE));
            case SGE -> !right.notNegative() ? this : and(range(right.min, Long.MAX_VALUE));
            case SET -> right.isConstant() && Long.bitCount(right.min) == 1 ? and(new KnownBits(0, right.min, 0,
                    -1)) : this;
            case CLEAR -> right.isConstant() ? and(new KnownBits(right.min, 0, 0, -1)) : this;
        };
    }
}
