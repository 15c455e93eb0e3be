package xdp2rtl.hdl;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import xdp2rtl.hdl.Expression.Binary;
import xdp2rtl.hdl.Expression.Concat;
import xdp2rtl.hdl.Expression.Constant;
import xdp2rtl.hdl.Expression.Each;
import xdp2rtl.hdl.Expression.Element;
import xdp2rtl.hdl.Expression.Index;
import xdp2rtl.hdl.Expression.Mux;
import xdp2rtl.hdl.Expression.Not;
import xdp2rtl.hdl.Expression.Reduce;
import xdp2rtl.hdl.Expression.Repeat;
import xdp2rtl.hdl.Expression.Select;
import xdp2rtl.hdl.Expression.Slice;
import xdp2rtl.hdl.Expression.Symbol;
import xdp2rtl.hdl.Expression.Word;

/// Values that cost no gate: slices, extensions, shifts by a constant. Verilog can only slice something that
/// has a name, so a slice is moved towards the signals: a slice of a concatenation is the concatenation of
/// slices.
final class Wiring {
    private Wiring() {}

    /// Whether the value is made of wires and inverters only.
    static boolean only(Bits value) {
        return switch (value) {
            case Signal _, Constant _, Symbol _, Slice _ -> true;
            case Not(var of) -> only(of);
            case Repeat(_, var of) -> only(of);
            case Concat(var parts, _) -> parts.stream().allMatch(Wiring::only);
            case Reduce _, Binary _, Mux _, Index _, Element _, Each _, Word _, Select _ -> false;
        };
    }

    static Bits slice(Bits value, int high, int low) {
        if (low < 0 || high < low || high >= value.width()) {
            throw new HdlError("bits: " + high + " down to " + low + " of the " + value.width() + " bits of "
                    + ExpressionText.brief(value) + "; the highest is " + (value.width() - 1));
        }
        int width = high - low + 1;
        if (width == value.width()) return value;
        return switch (value) {
            case Signal signal -> new Slice(signal, high, low);
            case Slice(var of, _, int base) -> new Slice(of, base + high, base + low);
            case Constant(_, var bits) -> new Constant(width, bits.shiftRight(low).and(mask(width)));
            case Symbol(_, _, var constant) -> slice(constant, high, low);
            case Not(var of) -> slice(of, high, low).not();
            case Concat concat -> sliceConcat(concat, high, low);
            case Repeat(_, var of) when of.width() == 1 -> of.repeat(width);
            case Repeat(int times, var of) -> slice(Bits.concat(Collections.nCopies(times, of)), high, low);
            case Binary(var operator, var left, var right) when operator.kind() == Operator.Kind.BITWISE && only(left)
                    && only(right) ->
                new Binary(operator, slice(left, high, low), slice(right, high, low));
            case Binary _, Reduce _, Mux _, Index _, Element _, Each _, Word _, Select _ ->
                throw unnamed(value, "a part");
        };
    }

    private static Bits sliceConcat(Concat concat, int high, int low) {
        var parts = new ArrayList<Bits>();
        int top = concat.width();
        for (var part : concat.parts()) {
            int bottom = top - part.width();
            if (bottom <= high && low < top) {
                parts.add(slice(part, Math.min(high, top - 1) - bottom, Math.max(low, bottom) - bottom));
            }
            top = bottom;
        }
        return Bits.concat(parts);
    }

    /// The signal that the value is, for the forms that only a named value can take.
    static Signal signal(Bits value, String form) {
        if (value instanceof Signal signal) return signal;
        throw unnamed(value, form);
    }

    private static HdlError unnamed(Bits value, String form) {
        return new HdlError("bits: Verilog cannot take " + form + " of the unnamed value "
                + ExpressionText.brief(value) + "; name it with let");
    }

    static Bits zeroExtend(Bits value, int width) {
        wider("zext", value, width);
        if (width == value.width()) return value;
        if (value instanceof Constant(_, var bits)) return new Constant(width, bits);
        return Bits.concat(Bits.of(width - value.width(), 0), value);
    }

    static Bits signExtend(Bits value, int width) {
        wider("sext", value, width);
        if (width == value.width()) return value;
        var sign = slice(value, value.width() - 1, value.width() - 1);
        if (value.width() == 1) return sign.repeat(width);
        return Bits.concat(sign.repeat(width - value.width()), value);
    }

    private static void wider(String what, Bits value, int width) {
        if (width < value.width()) {
            throw new HdlError(what + ": " + ExpressionText.brief(value) + " has " + value.width()
                    + " bits, more than " + width + "; use low(" + width + ") to drop bits");
        }
    }

    static Bits shiftLeft(Bits value, int by) {
        if (distance("shl", value, by) == 0) return value;
        if (!only(value)) return new Binary(Operator.SHL, value, number(by));
        return Bits.concat(value.low(value.width() - by), Bits.of(by, 0));
    }

    static Bits shiftRight(Bits value, int by) {
        if (distance("shr", value, by) == 0) return value;
        if (!only(value)) return new Binary(Operator.SHR, value, number(by));
        return Bits.concat(Bits.of(by, 0), value.high(value.width() - by));
    }

    static Bits shiftRightSigned(Bits value, int by) {
        if (distance("sar", value, by) == 0) return value;
        if (!only(value)) return new Binary(Operator.SAR, value, number(by));
        return signExtend(value.high(value.width() - by), value.width());
    }

    private static int distance(String what, Bits value, int by) {
        if (by < 0 || by >= value.width()) {
            throw new HdlError(what + ": by " + by + " of the " + value.width() + " bits of "
                    + ExpressionText.brief(value) + "; the distance must be below the width");
        }
        return by;
    }

    private static Constant number(int value) {
        return new Constant(Component.bitsFor(value), BigInteger.valueOf(value));
    }

    private static BigInteger mask(int width) {
        return BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE);
    }
}
