package xdp2rtl.hdl;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The unnamed values: a tree of records whose leaves are signals and constants.
///
/// Invariants (made by {@link Bits}, relied on by the checks and the writer): the operands of arithmetic,
/// bitwise and comparing operators, the two values of a {@link Mux} and all values of a {@link Select} have
/// one width; a condition has 1 bit; {@link Slice} and {@link Index} take from a signal, because Verilog can
/// slice nothing else.
sealed interface Expression extends Bits {

    /// `value` is at least 0 and below 2 to the power of `width`.
    record Constant(int width, BigInteger value) implements Expression {}

    /// A constant with a name that is printed as a `localparam`, beside the others of its family.
    record Symbol(String family, String name, Constant value) implements Expression {
        @Override public int width() {
            return value.width();
        }
    }

    enum Reduction {
        ANY("|"), ALL("&"), PARITY("^");

        private final String verilog;

        Reduction(String verilog) {
            this.verilog = verilog;
        }

        String verilog() {
            return verilog;
        }
    }

    record Reduce(Reduction reduction, Bits of) implements Expression {
        @Override public int width() {
            return 1;
        }
    }

    record Not(Bits of) implements Expression {
        @Override public int width() {
            return of.width();
        }
    }

    record Binary(Operator operator, Bits left, Bits right) implements Expression {
        @Override public int width() {
            return switch (operator.kind()) {
                case ARITHMETIC, BITWISE, SHIFT -> left.width();
                case COMPARE, SIGNED_COMPARE -> 1;
            };
        }
    }

    record Mux(Bits condition, Bits then, Bits otherwise) implements Expression {
        @Override public int width() {
            return then.width();
        }
    }

    /// Most significant part first.
    record Concat(List<Bits> parts, int width) implements Expression {}

    record Repeat(int times, Bits of) implements Expression {
        @Override public int width() {
            return times * of.width();
        }
    }

    /// Bits `high` down to `low`, both included.
    record Slice(Signal of, int high, int low) implements Expression {
        @Override public int width() {
            return high - low + 1;
        }
    }

    /// `width` bits from bit `offset` upwards.
    record Index(Signal of, Bits offset, int width) implements Expression {}

    /// The word of a memory at an address, in the same cycle.
    record Word(Mem of, Bits address) implements Expression {
        @Override public int width() {
            return of.width();
        }
    }

    /// A `case`: the value whose labels contain the selector, the last one in all other cases. It has no form
    /// inside a Verilog expression, so it may only stand where a whole value is assigned.
    record Select(Bits selector, List<Arm> arms) implements Expression {
        @Override public int width() {
            return arms.getLast().value().width();
        }
    }

    /// Element `i` of the `width * count` bits from bit `low` upwards: only inside an {@link Each}.
    record Element(Signal of, int low, int width, int count) implements Expression {}

    /// A `for`: `count` elements side by side, element `i` of them by {@link Element}s. As a {@link Select} it may only
    /// stand where a whole value is assigned.
    record Each(int count, Bits element) implements Expression {
        @Override public int width() {
            return count * element.width();
        }
    }

    /// `labels` are constants or symbols; those of the last arm of a `Select` are printed as a remark on
    /// `default`.
    record Arm(List<Bits> labels, Bits value) {}

    /// The values that `value` is computed from, in the order in which they are printed.
    static List<Bits> operands(Bits value) {
        return switch (value) {
            case Signal _, Constant _, Symbol _ -> List.of();
            case Reduce(_, var of) -> List.of(of);
            case Not(var of) -> List.of(of);
            case Binary(_, var left, var right) -> List.of(left, right);
            case Mux(var condition, var then, var otherwise) -> List.of(condition, then, otherwise);
            case Concat(var parts, _) -> parts;
            case Repeat(_, var of) -> List.of(of);
            case Slice(var of, _, _) -> List.of(of);
            case Index(var of, var offset, _) -> List.of(of, offset);
            case Element(var of, _, _, _) -> List.of(of);
            case Each(_, var element) -> List.of(element);
            case Word(_, var address) -> List.of(address);
            case Select(var selector, var arms) ->
                Stream.concat(Stream.of(selector), arms.stream().map(Arm::value)).toList();
        };
    }

    /// `value` and everything it is computed from.
    static void walk(Bits value, Consumer<Bits> visitor) {
        visitor.accept(value);
        for (var operand : operands(value)) walk(operand, visitor);
    }
}
