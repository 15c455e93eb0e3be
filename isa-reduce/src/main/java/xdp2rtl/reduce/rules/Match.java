package xdp2rtl.reduce.rules;

import java.util.Optional;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Operation.Alu;
import xdp2rtl.isa.Unit;
import xdp2rtl.isa.Width;

/// An operation that a rule looks at, and the names under which rules speak of its parts.
///
/// @param it    the operation
/// @param head  what it does
/// @param left  its first operand: `x`
/// @param right its second operand: `y`, or the constant `b`
public record Match<I>(Values values, I it, Enum<?> head, Width width, Operand left, Operand right) {
    public static Match<Alu> of(Values values, Alu o) {
        return new Match<>(values, o, o.op(), o.width(), o.left(), o.right());
    }

    public static Match<CondTerm> of(Values values, CondTerm o) {
        return new Match<>(values, o, o.cond(), o.width(), o.left(), o.right());
    }

    public static Match<Operation.Compare> of(Values values, Operation.Compare o) {
        return new Match<>(values, o, o.cond(), o.width(), o.left(), o.right());
    }

    /// A choice asks whether its test is other than 0.
    public static Match<Operation.Choose> of(Values values, Operation.Choose o) {
        return new Match<>(values, o, Cond.NE, Width.W64, o.test(), o.whenSet());
    }

    public static Match<Operation.Multiply> of(Values values, Operation.Multiply o) {
        return new Match<>(values, o, Unit.MULTIPLY, o.width(), o.left(), o.right());
    }

    KnownBits known(Operand operand) { return values.known(operand); }

    KnownBits knownLeft() { return values.known(left); }

    KnownBits knownRight() { return values.known(right); }

    /// The operand as a constant in an instruction, if it is known to be one.
    Optional<Immediate> immediate(Operand operand) { return values.known(operand).immediate(); }

    /// The arithmetic that computes the left operand.
    Alu inner() { return (Alu) values.definition(left).orElseThrow(); }

    /// Of a definition as a left operand `op x, a`: `x`.
    Operand x() { return inner().left(); }

    /// Of a definition as a left operand `op x, a`: `a`.
    int a() { return ((Immediate) inner().right()).value(); }

    /// The constant on the right.
    int b() { return ((Immediate) right).value(); }

    /// Of a left operand `shift x, a`: the bits by which `x` is shifted.
    int innerAmount() { return a() & inner().width().bits() - 1; }

    /// The bits by which `shift x, b` shifts.
    int amount() { return b() & width.bits() - 1; }

    AluOp op() { return (AluOp) head; }
}
