package xdp2rtl.lower;

import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.DivideOp;
import xdp2rtl.isa.Width;
import xdp2rtl.verifier.Range;

/// `v1 = v0 / 60` becomes `v1 = (v0 * 2290649225) >> 37`: unsigned division by a constant that is no power of two.
///
/// Sound as [Reciprocal] says. Of 32 bits it takes three operations (the multiplier is loaded first), a remainder two
/// more; of 64 bits, with the upper half of a product of 128 bits, up to 18. The divider takes 32 or 64 cycles, in
/// which no other packet can divide.
final class ConstantDivision {
    private final Emitter emitter;

    ConstantDivision(Emitter emitter) { this.emitter = emitter; }

    /// @param dividend unsigned, 64 bits
    /// @param known    what is known of it
    /// @param divisor  3 or more, no power of two
    Value divide(DivideOp op, Value dividend, Range known, long divisor) {
        Value quotient = quotient(dividend, known, divisor);
        return switch (op) {
            case DIV -> quotient;
            case MOD -> emitter.alu(AluOp.SUB, dividend, emitter.multiply(Width.W64, quotient, Value.of(divisor)));
            case SDIV, SMOD -> throw new IllegalArgumentException("signed");
        };
    }

    private Value quotient(Value dividend, Range known, long divisor) {
        boolean isNarrow = known.within(Range.U32);
        if (isNarrow && known.high() < divisor) { return Value.ZERO; }
        var reciprocal =
                Reciprocal.of(divisor, isNarrow ? Long.SIZE - Long.numberOfLeadingZeros(known.high()) : Long.SIZE);
        return isNarrow
                ? emitter.alu(AluOp.RSH, times(plusOne(dividend, reciprocal), reciprocal.multiplier()),
                        reciprocal.shift())
                : emitter.alu(AluOp.RSH, upperHalf(dividend, reciprocal), reciprocal.shift() - Long.SIZE);
    }

    /// The upper 64 bits of `dividend * multiplier`, or `(dividend + 1) * multiplier`, from four products of halves.
    /// With 1 more the lower half of the dividend may be 2^32. No sum overflows: what is carried into the middle is
    /// less than 2^33, and the middle product `high * low` at most (2^32 - 1)^2.
    private Value upperHalf(Value dividend, Reciprocal reciprocal) {
        Value low = plusOne(emitter.low32(dividend), reciprocal);
        Value high = emitter.alu(AluOp.RSH, dividend, 32);
        long multiplierLow = reciprocal.multiplier() & 0xffff_ffffL;
        long multiplierHigh = reciprocal.multiplier() >>> 32;
        Value outer = times(low, multiplierHigh);
        Value carried =
                emitter.alu(AluOp.ADD, emitter.alu(AluOp.RSH, times(low, multiplierLow), 32), emitter.low32(outer));
        Value middle = emitter.alu(AluOp.ADD, times(high, multiplierLow), carried);
        Value upper = emitter.alu(AluOp.ADD, times(high, multiplierHigh), emitter.alu(AluOp.RSH, outer, 32));
        return emitter.alu(AluOp.ADD, upper, emitter.alu(AluOp.RSH, middle, 32));
    }

    private Value plusOne(Value value, Reciprocal reciprocal) {
        return reciprocal.plusOne() ? emitter.alu(AluOp.ADD, value, 1) : value;
    }

    private Value times(Value value, long factor) { return emitter.multiply(Width.W64, value, Value.of(factor)); }
}
