package xdp2rtl.reduce;

import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Width;

/// What is known of a 64-bit value: bits and an unsigned range, each sharpened by the other.
///
/// @param zeros bits that are 0
/// @param ones  bits that are 1
/// @param min   unsigned
/// @param max   unsigned
record Known(long zeros, long ones, long min, long max) {
    static final long LOW32 = 0xffff_ffffL;
    static final Known ANY = new Known(0, 0, 0, -1);

    Known {
        min = Long.compareUnsigned(min, ones) < 0 ? ones : min;
        max = Long.compareUnsigned(max, ~zeros) > 0 ? ~zeros : max;
        int same = Long.numberOfLeadingZeros(min ^ max);
        long mask = same == 0 ? 0 : same == 64 ? -1 : -1L << (64 - same);
        zeros |= ~max & mask;
        ones |= max & mask;
    }

    static Known constant(long value) { return new Known(~value, value, value, value); }

    static Known range(long min, long max) { return new Known(0, 0, min, max); }

    /// A value of that many low bits.
    static Known bits(int count) { return count == 64 ? ANY : new Known(-1L << count, 0, 0, -1); }

    boolean isConstant() { return min == max; }

    boolean fits(int count) { return count == 64 || max >>> count == 0; }

    boolean notNegative() { return max >= 0; }

    /// Known of the value if it is one of these two.
    Known or(Known other) {
        return new Known(zeros & other.zeros, ones & other.ones,
                         Long.compareUnsigned(min, other.min) < 0 ? min : other.min,
                         Long.compareUnsigned(max, other.max) > 0 ? max : other.max);
    }

    /// Known of the value if both are true of it.
    Known and(Known other) {
        return new Known(zeros | other.zeros, ones | other.ones,
                         Long.compareUnsigned(min, other.min) > 0 ? min : other.min,
                         Long.compareUnsigned(max, other.max) < 0 ? max : other.max);
    }

    boolean contradicts() { return Long.compareUnsigned(min, max) > 0 || (zeros & ones) != 0; }

    /// The low half, zero-extended.
    Known low32() {
        return fits(32) ? this : new Known(zeros | ~LOW32, ones & LOW32, 0, LOW32);
    }

    static Known of(AluOp op, Width width, Known left, Known right) {
        if (right.isConstant() && (left.isConstant() || !op.readsLeft())) {
            return constant(op.apply(width, left.min, right.min));
        }
        if (op == AluOp.SWAP64) {
            // The low half of the result is the high half of the operand.
            Known swapped = wide(op, left, right, 64);
            return width == Width.W64 ? swapped : swapped.low32();
        }
        return width == Width.W64 ? wide(op, left, right, 64)
            : wide(op, left.low32(), right.low32(), 32).low32();
    }

    private static Known wide(AluOp op, Known a, Known b, int width) {
        return switch (op) {
            case ADD -> sum(a, b);
            case SUB -> difference(a, b);
            case RSUB -> difference(b, a);
            case AND -> new Known(a.zeros | b.zeros, a.ones & b.ones, 0,
                Long.compareUnsigned(a.max, b.max) < 0 ? a.max : b.max);
            case OR -> new Known(a.zeros & b.zeros, a.ones | b.ones,
                Long.compareUnsigned(a.min, b.min) > 0 ? a.min : b.min, -1);
            case XOR -> new Known(a.zeros & b.zeros | a.ones & b.ones, a.zeros & b.ones | a.ones & b.zeros, 0,
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
            case SWAP16 -> new Known(AluOp.SWAP16.apply(Width.W64, a.zeros, 0) | -1L << 16,
                AluOp.SWAP16.apply(Width.W64, a.ones, 0), 0, -1);
            case SWAP32 -> new Known(AluOp.SWAP32.apply(Width.W64, a.zeros, 0) | -1L << 32,
                AluOp.SWAP32.apply(Width.W64, a.ones, 0), 0, -1);
            case SWAP64 -> new Known(Long.reverseBytes(a.zeros), Long.reverseBytes(a.ones), 0, -1);
            case PAIR -> new Known(a.zeros & LOW32 | b.zeros << 32, a.ones & LOW32 | b.ones << 32, 0, -1);
            case PAIR16 -> new Known(a.zeros & (b.zeros << 16 | 0xffff), a.ones | b.ones << 16, 0, -1);
        };
    }

    private Known extended(int count) {
        long mask = (1L << count) - 1;
        if ((zeros >>> count - 1 & 1) == 0) {
            return ANY;
        }
        return fits(count) ? this : new Known(zeros | ~mask, ones & mask, 0, -1);
    }

    private Known shiftedLeft(int by) {
        boolean whole = by == 0 || max >>> 64 - by == 0;
        return new Known(zeros << by | (1L << by) - 1, ones << by, whole ? min << by : 0, whole ? max << by
            : -1);
    }

    private Known shiftedRight(int by) {
        return new Known(zeros >>> by | (by == 0 ? 0 : -1L << 64 - by), ones >>> by, min >>> by, max >>> by);
    }

    private static Known sum(Known a, Known b) {
        int low = Math.min(Long.numberOfTrailingZeros(~a.zeros), Long.numberOfTrailingZeros(~b.zeros));
        long zeros = low >= 64 ? -1 : (1L << low) - 1;
        long max = a.max + b.max;
        if (Long.compareUnsigned(max, a.max) >= 0) {
            return new Known(zeros, 0, a.min + b.min, max);
        }
        // Both sums pass 2^64 and so wrap once: adding a negative constant.
        return Long.compareUnsigned(a.min + b.min, a.min) < 0 ? new Known(zeros, 0, a.min + b.min, max)
            : new Known(zeros, 0, 0, -1);
    }

    private static Known difference(Known a, Known b) {
        int low = Math.min(Long.numberOfTrailingZeros(~a.zeros), Long.numberOfTrailingZeros(~b.zeros));
        long zeros = low >= 64 ? -1 : (1L << low) - 1;
        return Long.compareUnsigned(a.min, b.max) >= 0 ? new Known(zeros, 0, a.min - b.max, a.max - b.min)
            : new Known(zeros, 0, 0, -1);
    }

    /// 1 if the condition always holds, 0 if it never does, -1 if that is open. All 64 bits count.
    static int decide(Cond cond, Known a, Known b) {
        return switch (cond) {
            case EQ -> equal(a, b);
            case NE -> opposite(equal(a, b));
            case LT -> less(a, b);
            case GE -> opposite(less(a, b));
            case GT -> less(b, a);
            case LE -> opposite(less(b, a));
            case SLT -> lessSigned(a, b);
            case SGE -> opposite(lessSigned(a, b));
            case SGT -> lessSigned(b, a);
            case SLE -> opposite(lessSigned(b, a));
            case SET -> common(a, b);
            case CLEAR -> opposite(common(a, b));
        };
    }

    private static int opposite(int truth) { return truth < 0 ? truth : 1 - truth; }

    private static int equal(Known a, Known b) {
        if (a.isConstant() && b.isConstant()) {
            return a.min == b.min ? 1 : 0;
        }
        boolean apart = Long.compareUnsigned(a.max, b.min) < 0 || Long.compareUnsigned(b.max, a.min) < 0
            || (a.zeros & b.ones) != 0 || (a.ones & b.zeros) != 0;
        return apart ? 0 : -1;
    }

    private static int less(Known a, Known b) {
        return Long.compareUnsigned(a.max, b.min) < 0 ? 1 : Long.compareUnsigned(a.min, b.max) >= 0 ? 0 : -1;
    }

    private static int lessSigned(Known a, Known b) {
        boolean aSure = a.min < 0 == a.max < 0;
        boolean bSure = b.min < 0 == b.max < 0;
        if (!aSure || !bSure) {
            return -1;
        }
        return a.min < 0 != b.min < 0 ? a.min < 0 ? 1 : 0 : less(a, b);
    }

    private static int common(Known a, Known b) {
        return (a.ones & b.ones) != 0 ? 1 : (~a.zeros & ~b.zeros) == 0 ? 0 : -1;
    }

    /// This, if moreover `this cond right` holds; all 64 bits count.
    Known given(Cond cond, Known right) {
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
            case SET -> right.isConstant() && Long.bitCount(right.min) == 1 ? and(new Known(0, right.min, 0,
                -1)) : this;
            case CLEAR -> right.isConstant() ? and(new Known(right.min, 0, 0, -1)) : this;
        };
    }
}
