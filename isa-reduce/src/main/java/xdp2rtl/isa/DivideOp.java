package xdp2rtl.isa;

/// Division and modulo as RFC 9669 section 4.1 defines them: by zero, the quotient is 0 and the modulo is the dividend
/// (truncated to the width); the smallest value divided by -1 is itself, its modulo 0.
public enum DivideOp {
    DIV, MOD, SDIV, SMOD;

    /// The result, for the bundle simulator, for constant folding and for tests. At `W32` the upper half is zero.
    public long apply(Width width, long left, long right) {
        if (width == Width.W32) {
            int a = (int) left;
            int b = (int) right;
            return Integer.toUnsignedLong(switch (this) {
                case DIV -> b == 0 ? 0 : Integer.divideUnsigned(a, b);
                case MOD -> b == 0 ? a : Integer.remainderUnsigned(a, b);
                case SDIV -> b == 0 ? 0 : a / b;
                case SMOD -> b == 0 ? a : a % b;
            });
        }
        return switch (this) {
            case DIV -> right == 0 ? 0 : Long.divideUnsigned(left, right);
            case MOD -> right == 0 ? left : Long.remainderUnsigned(left, right);
            case SDIV -> right == 0 ? 0 : left / right;
            case SMOD -> right == 0 ? left : left % right;
        };
    }
}
