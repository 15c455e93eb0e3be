package xdp2rtl.schedule;

import java.util.function.Function;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;

/// Puts known constants into the operands of an operation where its encoding has a place for them.
final class Substitution {
    private Substitution() {}

    /// The operation with each operand replaced for which there is a constant and a place; other operands stay.
    static Operation constants(Operation operation, Function<Reg, Operand> names) {
        return switch (operation) {
            // The left operand of a move is not read, so it may have no register.
            case Operation.Alu o -> new Operation.Alu(o.op(), o.width(), o.dst(),
                    o.op().readsLeft() ? o.left() : new Immediate(0), put(o.right(), names));
            case Operation.Compare o ->
                new Operation.Compare(o.cond(), o.width(), o.dst(), o.left(), put(o.right(), names));
            case Operation.Multiply o -> new Operation.Multiply(o.width(), o.dst(), o.left(), put(o.right(), names));
            case Operation.Branch o -> branch(o, put(o.left(), names), put(o.right(), names));
            case Operation.Exit o -> new Operation.Exit(put(o.action(), names));
            case Operation.Put o -> new Operation.Put(o.special(), put(o.value(), names), o.upper());
            case Operation.Adjust o -> new Operation.Adjust(o.op(), o.dst(), put(o.delta(), names));
            case Operation.DivideRequest o ->
                new Operation.DivideRequest(o.op(), o.width(), o.left(), put(o.right(), names));
            case Operation.Store o -> encodable(o, new Operation.Store(o.space(), o.size(), o.swapped(), o.base(),
                    o.offset(), put(o.value(), names), o.alias()));
            case Operation.MapAdd o -> encodable(o,
                    new Operation.MapAdd(o.size(), o.base(), o.offset(), put(o.value(), names), o.alias()));
            case Operation.Push o ->
                encodable(o, new Operation.Push(o.index(), put(o.low(), names), put(o.high(), names)));
            case Operation.MapRequest o -> encodable(o, new Operation.MapRequest(o.op(), o.map(), o.flags(),
                    put(o.low(), names), put(o.high(), names)));
            case Operation.AtomicRequest o -> encodable(o, new Operation.AtomicRequest(o.op(), o.width(), o.base(),
                    o.offset(), put(o.value(), names), o.alias()));
            case Operation.Choose _, Operation.Load _, Operation.Jump _, Operation.Get _ -> operation;
        };
    }

    private static Operation branch(Operation.Branch o, Operand left, Operand right) {
        return switch (left) {
            case Reg _, Length _ -> encodable(o, new Operation.Branch(o.cond(), o.width(), left, right, o.target()));
            case Immediate _ when right instanceof Reg ->
                new Operation.Branch(o.cond().swapped(), o.width(), right, left, o.target());
            case Immediate _ -> o;
        };
    }

    private static Operation encodable(Operation before, Operation after) {
        return Encoding.obstacle(after).isEmpty() ? after : before;
    }

    private static Operand put(Operand operand, Function<Reg, Operand> names) {
        return switch (operand) {
            case Reg reg -> names.apply(reg) instanceof Immediate constant ? constant : reg;
            case Immediate _, Length _ -> operand;
        };
    }
}
