package xdp2rtl.hdl;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import xdp2rtl.hdl.Expression.Binary;
import xdp2rtl.hdl.Expression.Concat;
import xdp2rtl.hdl.Expression.Constant;
import xdp2rtl.hdl.Expression.Index;

/// The checks behind the operators of {@link Bits}: every record of {@link Expression} is made through here
/// or through {@link Wiring}, so its invariants hold.
final class Operands {
    private Operands() {}

    static int width(int width) {
        if (width < 1) throw new HdlError("a width of " + width + " bits; at least 1 is needed");
        return width;
    }

    static Constant constant(int width, BigInteger value) {
        width(width);
        if (value.signum() < 0) {
            throw new HdlError("constant " + value + " is negative; give its " + width + " bits, for "
                    + "example with Bits.of(" + width + ", 0).minus(...)");
        }
        if (value.bitLength() > width) {
            throw new HdlError("constant " + value + " needs " + value.bitLength() + " bits, there are "
                    + width
                    + "; widen the other side or check the constant");
        }
        return new Constant(width, value);
    }

    static Bits named(String name, Bits value) {
        if (!(value instanceof Constant constant)) {
            throw new HdlError("named: " + ExpressionText.brief(value) + " is no constant; name it with let");
        }
        if (!name.matches("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")) {
            throw new HdlError("named: " + name + "; the name of a constant is upper case, digits and single "
                    + "underscores, and starts with a letter");
        }
        return new Expression.Symbol("", name, constant);
    }

    static Constant like(Bits other, long value) {
        return constant(other.width(), BigInteger.valueOf(value));
    }

    static void same(String what, Bits left, Bits right) {
        if (left.width() != right.width()) {
            throw new HdlError(what + ": "
                    + left.width() + " bits on the left (" + ExpressionText.brief(left) + "), "
                    + right.width() + " on the right (" + ExpressionText.brief(right)
                    + "); extend or slice one of them");
        }
    }

    static void condition(String what, Bits condition) {
        if (condition.width() != 1) {
            throw new HdlError(what + ": the condition " + ExpressionText.brief(condition) + " has "
                    + condition.width() + " bits; a condition has 1: use any(), isNot(0) or a comparison");
        }
    }

    static Bits binary(Operator operator, Bits left, Bits right) {
        same(operator.word(), left, right);
        return new Binary(operator, left, right);
    }

    /// A comparison that a constant at the end of the range decides is that constant: generated code meets
    /// these at the limits of its parameters, and no tool likes to read `x < 0`.
    static Bits compare(Operator operator, Bits left, Bits right) {
        var result = binary(operator, left, right);
        if (right instanceof Constant(int width, BigInteger value)) {
            boolean least = value.signum() == 0;
            boolean most = value.bitCount() == width;
            boolean never = least && operator == Operator.BELOW || most && operator == Operator.ABOVE;
            boolean always = least && operator == Operator.AT_LEAST || most && operator == Operator.AT_MOST;
            if (never || always) return Bits.of(1, always ? 1 : 0);
        }
        return result;
    }

    static Bits shift(Operator operator, Bits value, Bits by) {
        return by instanceof Constant(_, BigInteger distance) && distance.bitLength() < 31
                ? switch (operator) {
                    case SHL -> value.shl(distance.intValue());
                    case SHR -> value.shr(distance.intValue());
                    default -> value.sar(distance.intValue());
                }
                : new Binary(operator, value, by);
    }

    static Bits concat(List<Bits> parts) {
        if (parts.isEmpty()) throw new HdlError("concat: no parts; give at least one");
        if (parts.size() == 1) return parts.getFirst();
        var flat = new ArrayList<Bits>();
        for (var part : parts) {
            if (part instanceof Concat(var inner, _)) flat.addAll(inner);
            else flat.add(part);
        }
        return new Concat(List.copyOf(flat), flat.stream().mapToInt(Bits::width).sum());
    }

    static Bits index(Bits value, Bits offset, int count) {
        int needed = Component.bitsFor(value.width() - 1L);
        if (offset.width() != needed) {
            throw new HdlError("bits: the offset " + ExpressionText.brief(offset) + " has " + offset.width()
                    + " bits, numbering the " + value.width() + " bits of " + ExpressionText.brief(value)
                    + " takes " + needed + "; extend or slice it");
        }
        if (count < 1 || count > value.width()) {
            throw new HdlError("bits: " + count + " bits of " + value.width() + "; check the count");
        }
        if (value.width() == 1) return value;
        return new Index(Wiring.signal(value, "an indexed part"), offset, count);
    }

    static Bits chunk(Bits value, Bits index, int size) {
        if (Integer.bitCount(size) != 1 || value.width() % size != 0) {
            throw new HdlError("chunk: chunks of " + size + " bits in " + value.width()
                    + "; the size is a power of two that divides the width, use select for others");
        }
        int shift = Integer.numberOfTrailingZeros(size);
        int needed = Component.bitsFor(value.width() / size - 1L);
        if (index.width() != needed) {
            throw new HdlError("chunk: the index " + ExpressionText.brief(index) + " has " + index.width()
                    + " bits, numbering " + value.width() / size + " chunks takes " + needed
                    + "; extend or slice it");
        }
        if (value.width() == size) return value;
        return index(value, shift == 0 ? index : Bits.concat(index, Bits.of(shift, 0)), size);
    }
}
