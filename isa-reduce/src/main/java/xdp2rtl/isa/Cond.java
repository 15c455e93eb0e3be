package xdp2rtl.isa;

/// The condition of a branch or comparison, on unsigned operands unless its name starts with S. `SET` is `(left &
/// right) != 0`.
public enum Cond {
    EQ, NE, LT, LE, GT, GE, SLT, SLE, SGT, SGE, SET, CLEAR;

    /// The condition that holds exactly when this one does not.
    public Cond negated() {
        return switch (this) {
            case EQ -> NE;
            case NE -> EQ;
            case LT -> GE;
            case GE -> LT;
            case LE -> GT;
            case GT -> LE;
            case SLT -> SGE;
            case SGE -> SLT;
            case SLE -> SGT;
            case SGT -> SLE;
            case SET -> CLEAR;
            case CLEAR -> SET;
        };
    }

    /// The condition that holds for `(right, left)` exactly when this one holds for `(left, right)`.
    public Cond swapped() {
        return switch (this) {
            case EQ, NE, SET, CLEAR -> this;
            case LT -> GT;
            case GT -> LT;
            case LE -> GE;
            case GE -> LE;
            case SLT -> SGT;
            case SGT -> SLT;
            case SLE -> SGE;
            case SGE -> SLE;
        };
    }

    /// The truth of the condition; at `W32` only the low halves count.
    public boolean holds(Width width, long left, long right) {
        long a = width == Width.W64 ? left : (int) left;
        long b = width == Width.W64 ? right : (int) right;
        return switch (this) {
            case EQ -> a == b;
            case NE -> a != b;
            case LT -> Long.compareUnsigned(a, b) < 0;
            case LE -> Long.compareUnsigned(a, b) <= 0;
            case GT -> Long.compareUnsigned(a, b) > 0;
            case GE -> Long.compareUnsigned(a, b) >= 0;
            case SLT -> a < b;
            case SLE -> a <= b;
            case SGT -> a > b;
            case SGE -> a >= b;
            case SET -> (a & b) != 0;
            case CLEAR -> (a & b) == 0;
        };
    }
}
