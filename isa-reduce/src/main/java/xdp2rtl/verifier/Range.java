package xdp2rtl.verifier;

import java.util.NavigableSet;
import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.OperandWidth;

/// The numbers from `low` to `high`, as signed 64-bit numbers. One signed interval is enough: an unsigned
/// test against a bound below 2^63 leaves a non-negative number.
public record Range(long low, long high) {
    public static final Range ALL = new Range(Long.MIN_VALUE, Long.MAX_VALUE);
    public static final Range U32 = new Range(0, 0xffff_ffffL);

    public Range {
        if (low > high) { throw new IllegalArgumentException("empty range " + low + ".." + high); }
    }

    public static Range of(long value) { return new Range(value, value); }

    /// All values of so many bytes, zero- or sign-extended.
    public static Range ofBytes(int bytes, boolean signed) {
        if (bytes == Long.BYTES) { return ALL; }
        return signed ? new Range(-1L << 8 * bytes - 1, (1L << 8 * bytes - 1) - 1)
                : new Range(0, (1L << 8 * bytes) - 1);
    }

    public boolean isConstant() { return low == high; }

    public boolean isConstant(long value) { return low == value && high == value; }

    public boolean within(Range outer) { return low >= outer.low && high <= outer.high; }

    public Range join(Range other) { return new Range(Math.min(low, other.low), Math.max(high, other.high)); }

    /// The join, with bounds that moved taken on to the next threshold, so that loops come to an end.
    public Range widen(Range other, NavigableSet<Long> thresholds) {
        Long down = other.low >= low ? Long.valueOf(low) : thresholds.floor(other.low);
        Long up = other.high <= high ? Long.valueOf(high) : thresholds.ceiling(other.high);
        return new Range(down == null ? Long.MIN_VALUE : down, up == null ? Long.MAX_VALUE : up);
    }

    /// All sums of a value of each; everything, where one can wrap.
    public Range plus(Range other) {
        long sumLow = low + other.low;
        long sumHigh = high + other.high;
        boolean overflow = ((low ^ sumLow) & (other.low ^ sumLow)) < 0
                || ((high ^ sumHigh) & (other.high ^ sumHigh)) < 0;
        return overflow ? ALL : new Range(sumLow, sumHigh);
    }

    public Range negated() { return low == Long.MIN_VALUE ? ALL : new Range(-high, -low); }

    /// The low half, zero-extended.
    public Range low32() { return within(U32) ? this : isConstant() ? of(low & 0xffff_ffffL) : U32; }

    /// What an arithmetic instruction makes of two numbers; the exact value where both are known.
    public static Range apply(AluOperation op, OperandWidth width, Range left, Range right) {
        Range a = width == OperandWidth.W64 ? left : left.low32();
        Range b = width == OperandWidth.W64 ? right : right.low32();
        Range result = wide(op, width, a, b);
        return width == OperandWidth.W64 ? result : result.low32();
    }

    private static Range wide(AluOperation op, OperandWidth width, Range a, Range b) {
        return switch (op) {
            case ADD -> a.plus(b);
            case SUB -> a.plus(b.negated());
            case MOV -> b;
            case NEG -> a.negated();
            case AND -> a.isConstant() && b.isConstant() ? of(a.low & b.low)
                    : b.low >= 0 ? new Range(0, a.low >= 0 ? Math.min(a.high, b.high) : b.high)
                    : a.low >= 0 ? new Range(0, a.high) : ALL;
            case OR -> a.isConstant() && b.isConstant() ? of(a.low | b.low)
                    : a.low >= 0 && b.low >= 0 ? new Range(Math.max(a.low, b.low), ones(a.high | b.high)) : ALL;
            case XOR -> a.isConstant() && b.isConstant() ? of(a.low ^ b.low)
                    : a.low >= 0 && b.low >= 0 ? new Range(0, ones(a.high | b.high)) : ALL;
            case LSH -> shifted(a, b, width);
            case RSH -> shiftsConstant(a, b, width) ? of(a.low >>> b.low)
                    : !shifts(b, width) ? a.low >= 0 ? new Range(0, a.high) : ALL
                    : a.low >= 0 ? new Range(a.low >>> b.high, a.high >>> b.low)
                    : b.low == 0 ? ALL : new Range(0, -1L >>> b.low);
            case ARSH -> shiftsConstant(a, b, width) && width == OperandWidth.W32
                    ? of((int) a.low >> b.low)
                    : !shifts(b, width) || width == OperandWidth.W32 && a.high > Integer.MAX_VALUE ? ALL
                    : new Range(a.low >> (a.low < 0 ? b.low : b.high), a.high >> (a.high < 0 ? b.high : b.low));
            case MUL -> product(a, b);
            case DIV -> a.low >= 0 && b.isConstant() && b.low > 0 ? new Range(a.low / b.low, a.high / b.low)
                    : a.low >= 0 ? new Range(0, a.high) : ALL;
            case MOD -> b.low > 0 ? new Range(0, b.high - 1) : a.low >= 0 && b.low >= 0
                    ? new Range(0, a.high) : ALL;
            case MOVSX8 -> extended(b, 1);
            case MOVSX16 -> extended(b, 2);
            case MOVSX32 -> extended(b, 4);
            case SDIV, SMOD -> ALL;
        };
    }

    private static Range extended(Range a, int bytes) {
        Range all = ofBytes(bytes, true);
        return a.within(all) ? a : all;
    }

    private static Range shifted(Range a, Range b, OperandWidth width) {
        if (shiftsConstant(a, b, width)) { return of(a.low << b.low); }
        boolean fits = shifts(b, width) && a.low >= 0 && Long.numberOfLeadingZeros(a.high) > b.high;
        return fits ? new Range(a.low << b.low, a.high << b.high) : ALL;
    }

    /// Whether every amount is one that is not taken modulo the width.
    private static boolean shifts(Range by, OperandWidth width) { return by.low >= 0 && by.high < width.bits(); }

    private static boolean shiftsConstant(Range a, Range by, OperandWidth width) {
        return a.isConstant() && by.isConstant() && shifts(by, width);
    }

    private static Range product(Range a, Range b) {
        if (a.isConstant() && b.isConstant()) { return of(a.low * b.low); }
        if (a.low < 0 || b.low < 0) { return ALL; }
        return Math.multiplyHigh(a.high, b.high) == 0 && a.high * b.high >= 0
                ? new Range(a.low * b.low, a.high * b.high) : ALL;
    }

    /// The least number of only ones that is not below `value`.
    private static long ones(long value) { return value == 0 ? 0 : -1L >>> Long.numberOfLeadingZeros(value); }
}
