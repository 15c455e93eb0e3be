package xdp2rtl.reduce;

import xdp2rtl.isa.Cond;
import xdp2rtl.reduce.rules.Truth;

/// What one comparison of two values says of another one of the same two.
///
/// No sum here wraps, so that a comparison is a bound on the difference `x - y` of integers: `x + k <= y` is
/// `x - y <= -k`. Two bounds are then compared as numbers, which unsigned values with wrapping sums would not
/// allow. EQ bounds from both sides; NE and signed conditions bound nothing.
final class Implication {
    private Implication() {}

    /// Whether `x + a cond y` follows from `x + k given y`.
    static Truth of(Cond given, long k, Cond cond, long a) {
        if (a == k && (given == cond || given == cond.negated())) { return Truth.of(given == cond); }
        return switch (given) {
            case LE -> below(-k, cond, a);
            case LT -> below(-k - 1, cond, a);
            case GE -> above(-k, cond, a);
            case GT -> above(-k + 1, cond, a);
            case EQ -> below(-k, cond, a).isKnown() ? below(-k, cond, a) : above(-k, cond, a);
            case NE, SLT, SLE, SGT, SGE, SET, CLEAR -> Truth.UNKNOWN;
        };
    }

    /// Whether `x + a cond y` follows from `x - y <= most`.
    private static Truth below(long most, Cond cond, long a) {
        return switch (cond) {
            case LE -> Truth.of(most + a <= 0, false);
            case LT, NE -> Truth.of(most + a < 0, false);
            case GT -> Truth.of(false, most + a <= 0);
            case GE, EQ -> Truth.of(false, most + a < 0);
            case SLT, SLE, SGT, SGE, SET, CLEAR -> Truth.UNKNOWN;
        };
    }

    /// Whether `x + a cond y` follows from `x - y >= least`.
    private static Truth above(long least, Cond cond, long a) {
        return switch (cond) {
            case GE -> Truth.of(least + a >= 0, false);
            case GT, NE -> Truth.of(least + a > 0, false);
            case LT -> Truth.of(false, least + a >= 0);
            case LE, EQ -> Truth.of(false, least + a > 0);
            case SLT, SLE, SGT, SGE, SET, CLEAR -> Truth.UNKNOWN;
        };
    }
}
