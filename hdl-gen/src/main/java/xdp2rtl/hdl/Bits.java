package xdp2rtl.hdl;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import xdp2rtl.hdl.Expression.Mux;
import xdp2rtl.hdl.Expression.Not;
import xdp2rtl.hdl.Expression.Reduce;
import xdp2rtl.hdl.Expression.Reduction;
import xdp2rtl.hdl.Expression.Repeat;

/// A value of a fixed number of bits, at least 1; bit 0 is the least significant.
///
/// Widths never change silently: the operands of an operator have one width, which is the width of the result
/// (of 1 bit for comparisons and reductions). Arithmetic is modulo 2^width. A number as an operand takes the
/// width of the other one and must fit into it as an unsigned number.
public sealed interface Bits permits Signal, Expression {

    int width();

    /// The constant `value`, which must fit into `width` bits as an unsigned number.
    static Bits of(int width, long value) {
        return Operands.constant(width, BigInteger.valueOf(value));
    }

    /// As {@link #of(int, long)}, for any width.
    static Bits of(int width, BigInteger value) {
        return Operands.constant(width, value);
    }

    /// The constant `value`, printed by `name`, which is in upper case: as a `localparam`.
    static Bits named(String name, Bits value) {
        return Operands.named(name, value);
    }

    /// The constant with all `width` bits set.
    static Bits ones(int width) {
        return of(width, BigInteger.ONE.shiftLeft(Operands.width(width)).subtract(BigInteger.ONE));
    }

    /// The parts side by side, the most significant first, as in Verilog.
    static Bits concat(Bits... parts) {
        return Operands.concat(List.of(parts));
    }

    /// As {@link #concat(Bits...)}.
    static Bits concat(List<? extends Bits> parts) {
        return Operands.concat(List.copyOf(parts));
    }

    /// The parts side by side, the least significant (element 0) first: the inverse of {@link #chunks(int)}.
    static Bits pack(List<? extends Bits> parts) {
        return Operands.concat(List.copyOf(parts.reversed()));
    }

    /// The value of the first element whose condition holds, else `otherwise`.
    static Bits priority(List<Guarded> choices, Bits otherwise) {
        var result = otherwise;
        for (var choice : choices.reversed()) result = choice.condition().then(choice.value(), result);
        return result;
    }

    /// The value of the element whose condition holds. At most one may hold; where none does, the result is
    /// 0.
    static Bits oneHot(List<Guarded> choices) {
        return choices.stream()
                .map(choice -> choice.condition().repeat(choice.value().width()).and(choice.value()))
                .reduce(Bits::or)
                .orElseThrow(() -> new HdlError("oneHot: no choices; give at least one"));
    }

    // Arithmetic

    default Bits plus(Bits right) {
        return Operands.binary(Operator.PLUS, this, right);
    }

    default Bits plus(long right) {
        return plus(Operands.like(this, right));
    }

    default Bits minus(Bits right) {
        return Operands.binary(Operator.MINUS, this, right);
    }

    default Bits minus(long right) {
        return minus(Operands.like(this, right));
    }

    /// The low half of the product; extend both operands first for the whole of it.
    default Bits times(Bits right) {
        return Operands.binary(Operator.TIMES, this, right);
    }

    // Bitwise

    default Bits and(Bits right) {
        return Operands.binary(Operator.AND, this, right);
    }

    default Bits or(Bits right) {
        return Operands.binary(Operator.OR, this, right);
    }

    default Bits xor(Bits right) {
        return Operands.binary(Operator.XOR, this, right);
    }

    default Bits not() {
        return this instanceof Not(var of) ? of : new Not(this);
    }

    /// Whether any bit is set.
    default Bits any() {
        return width() == 1 ? this : new Reduce(Reduction.ANY, this);
    }

    /// Whether all bits are set.
    default Bits all() {
        return width() == 1 ? this : new Reduce(Reduction.ALL, this);
    }

    /// The exclusive or of all bits.
    default Bits parity() {
        return width() == 1 ? this : new Reduce(Reduction.PARITY, this);
    }

    // Shifts: the width stays, a distance of the width or more moves everything out

    default Bits shl(int by) {
        return Wiring.shiftLeft(this, by);
    }

    default Bits shl(Bits by) {
        return Operands.shift(Operator.SHL, this, by);
    }

    default Bits shr(int by) {
        return Wiring.shiftRight(this, by);
    }

    default Bits shr(Bits by) {
        return Operands.shift(Operator.SHR, this, by);
    }

    /// Shifts right and fills with the sign.
    default Bits sar(int by) {
        return Wiring.shiftRightSigned(this, by);
    }

    default Bits sar(Bits by) {
        return Operands.shift(Operator.SAR, this, by);
    }

    // Numbers as masks

    /// Of `width` bits the one that has this number; none if it has more than there are.
    default Bits maskAt(int width) {
        return Bits.of(width, 1).shl(this);
    }

    /// Of `width` bits those whose number is below this one.
    default Bits maskBelow(int width) {
        return maskFrom(width).not();
    }

    /// Of `width` bits those whose number is above this one.
    default Bits maskAbove(int width) {
        return of(width, 1).not().shl(this);
    }

    /// Of `width` bits those whose number is this one or above.
    default Bits maskFrom(int width) {
        return of(width, 0).not().shl(this);
    }

    // Comparisons: unsigned unless they say signed

    default Bits is(Bits right) {
        return Operands.binary(Operator.IS, this, right);
    }

    default Bits is(long right) {
        return is(Operands.like(this, right));
    }

    default Bits isNot(Bits right) {
        return Operands.binary(Operator.IS_NOT, this, right);
    }

    default Bits isNot(long right) {
        return isNot(Operands.like(this, right));
    }

    default Bits below(Bits right) {
        return Operands.compare(Operator.BELOW, this, right);
    }

    default Bits below(long right) {
        return below(Operands.like(this, right));
    }

    default Bits atMost(Bits right) {
        return Operands.compare(Operator.AT_MOST, this, right);
    }

    default Bits atMost(long right) {
        return atMost(Operands.like(this, right));
    }

    default Bits above(Bits right) {
        return Operands.compare(Operator.ABOVE, this, right);
    }

    default Bits above(long right) {
        return above(Operands.like(this, right));
    }

    default Bits atLeast(Bits right) {
        return Operands.compare(Operator.AT_LEAST, this, right);
    }

    default Bits atLeast(long right) {
        return atLeast(Operands.like(this, right));
    }

    default Bits belowSigned(Bits right) {
        return Operands.binary(Operator.BELOW_SIGNED, this, right);
    }

    default Bits atMostSigned(Bits right) {
        return Operands.binary(Operator.AT_MOST_SIGNED, this, right);
    }

    default Bits aboveSigned(Bits right) {
        return Operands.binary(Operator.ABOVE_SIGNED, this, right);
    }

    default Bits atLeastSigned(Bits right) {
        return Operands.binary(Operator.AT_LEAST_SIGNED, this, right);
    }

    // Choice

    /// Multiplexer: `value` where this bit is 1, else `otherwise`.
    default Bits then(Bits value, Bits otherwise) {
        Operands.condition("then", this);
        Operands.same("then", value, otherwise);
        return new Mux(this, value, otherwise);
    }

    /// As {@link #then(Bits, Bits)}; the constant takes the width of `value`.
    default Bits then(Bits value, long otherwise) {
        return then(value, Operands.like(value, otherwise));
    }

    // Wiring

    /// Bits `high` down to `low`, both included.
    default Bits bits(int high, int low) {
        return Wiring.slice(this, high, low);
    }

    default Bits bit(int index) {
        return Wiring.slice(this, index, index);
    }

    default Bits low(int count) {
        return Wiring.slice(this, count - 1, 0);
    }

    default Bits high(int count) {
        return Wiring.slice(this, width() - 1, width() - count);
    }

    /// The bit whose number is `index`, which has exactly as many bits as are needed to number them.
    default Bits bit(Bits index) {
        return Operands.index(this, index, 1);
    }

    /// `count` bits from bit `offset` upwards. `offset` has exactly as many bits as are needed to number the
    /// bits of this value; what lies beyond the top is undefined.
    default Bits bits(Bits offset, int count) {
        return Operands.index(this, offset, count);
    }

    /// Element `index` of this value taken as elements of `size` bits; `size` is a power of two and `index`
    /// has exactly as many bits as are needed to number the elements.
    default Bits chunk(Bits index, int size) {
        return Operands.chunk(this, index, size);
    }

    /// This value cut into elements of `size` bits, the least significant first.
    default List<Bits> chunks(int size) {
        if (size < 1 || width() % size != 0) {
            throw new HdlError("chunks: " + width() + " bits do not divide into chunks of " + size
                    + "; choose a divisor");
        }
        return IntStream.range(0, width() / size).mapToObj(i -> bits(i * size + size - 1, i * size)).toList();
    }

    /// Bytes in opposite order.
    default Bits swapBytes() {
        return concat(chunks(8));
    }

    default Bits repeat(int times) {
        if (times < 1) throw new HdlError("repeat: " + times + " times; at least 1 is needed");
        return times == 1 ? this : new Repeat(times, this);
    }

    /// Extended with zeros to `width` bits (as it is if it has them already).
    default Bits zext(int width) {
        return Wiring.zeroExtend(this, width);
    }

    /// Extended with copies of the most significant bit to `width` bits.
    default Bits sext(int width) {
        return Wiring.signExtend(this, width);
    }
}
