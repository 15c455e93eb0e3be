package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// What stands for which register from here on. A constant takes the register's place only where the
/// operation can hold it; elsewhere the register stays, so its definition must stay too.
final class ValueSubstitution {
    private Operand[] replaced;

    ValueSubstitution(int values) { replaced = new Operand[values]; }

    /// From now on `by` stands for `reg`; what stood for `by` already is taken into account.
    void replace(Reg reg, Operand by) {
        if (reg.number() >= replaced.length) {
            replaced = Arrays.copyOf(replaced, 2 * reg.number() + 1);
        }
        replaced[reg.number()] = of(by);
    }

    Operand of(Operand operand) {
        return operand instanceof Reg reg && reg.number() < replaced.length
                ? Optional.ofNullable(replaced[reg.number()]).orElse(operand) : operand;
    }

    /// The register that stands for this one; itself if a constant does.
    Reg reg(Reg reg) { return of(reg) instanceof Reg other ? other : reg; }

    private Operand left(Operand operand) { return operand instanceof Reg reg ? reg(reg) : operand; }

    Operation apply(Operation operation) {
        return switch (operation) {
            case Operation.Alu o -> new Operation.Alu(o.op(), o.width(), o.dst(), left(o.left()),
                    of(o.right()));
            case Operation.Compare o -> new Operation.Compare(o.cond(), o.width(), o.dst(), reg(o.left()),
                    of(o.right()));
            case Operation.Choose o -> new Operation.Choose(o.dst(), reg(o.test()), reg(o.whenSet()),
                    o.otherwise());
            case Operation.Multiply o -> new Operation.Multiply(o.width(), o.dst(), reg(o.left()),
                    of(o.right()));
            case Operation.Load o -> new Operation.Load(o.space(), o.size(), o.signed(), o.swapped(),
                    o.nonFaulting(), o.dst(), base(o.base()), o.offset(), o.alias());
            case Operation.Store o -> either(
                    new Operation.Store(o.space(), o.size(), o.swapped(), base(o.base()), o.offset(),
                            of(o.value()), o.alias()),
                    new Operation.Store(o.space(), o.size(), o.swapped(), base(o.base()), o.offset(),
                            left(o.value()), o.alias()));
            case Operation.MapAdd o -> either(
                    new Operation.MapAdd(o.size(), base(o.base()), o.offset(), of(o.value()), o.alias()),
                    new Operation.MapAdd(o.size(), base(o.base()), o.offset(), left(o.value()), o.alias()));
            case Operation.Branch o -> either(
                    new Operation.Branch(o.cond(), o.width(), left(o.left()), of(o.right()), target(o.target())),
                    new Operation.Branch(o.cond(), o.width(), left(o.left()), left(o.right()),
                            target(o.target())));
            case Operation.Jump o -> new Operation.Jump(target(o.target()));
            case Operation.Exit o -> new Operation.Exit(of(o.action()));
            case Operation.Get _ -> operation;
            case Operation.Put o -> new Operation.Put(o.special(), of(o.value()), o.upper());
            case Operation.Adjust o -> new Operation.Adjust(o.op(), o.dst(), of(o.delta()));
            // One immediate serves both operands: which of them may become one depends on what the other is
            // already.
            case Operation.Push o -> either(new Operation.Push(o.index(), of(o.low()), of(o.high())),
                    either(new Operation.Push(o.index(), left(o.low()), of(o.high())),
                            new Operation.Push(o.index(), of(o.low()), left(o.high()))));
            case Operation.MapRequest o -> either(
                    new Operation.MapRequest(o.op(), o.map(), o.flags(), of(o.low()), of(o.high())),
                    either(new Operation.MapRequest(o.op(), o.map(), o.flags(), left(o.low()), of(o.high())),
                            new Operation.MapRequest(o.op(), o.map(), o.flags(), of(o.low()), left(o.high()))));
            case Operation.AtomicRequest o -> either(
                    new Operation.AtomicRequest(o.op(), o.width(), base(o.base()), o.offset(), of(o.value()),
                            o.alias()),
                    new Operation.AtomicRequest(o.op(), o.width(), base(o.base()), o.offset(), left(o.value()),
                            o.alias()));
            case Operation.DivideRequest o ->
                new Operation.DivideRequest(o.op(), o.width(), reg(o.left()), of(o.right()));
        };
    }

    private static Operation either(Operation better, Operation sure) {
        return Encoding.obstacle(better).isEmpty() ? better : sure;
    }

    private Optional<Reg> base(Optional<Reg> base) { return base.map(this::reg); }

    private Target target(Target target) {
        return switch (target) {
            case Target.ToBlock to when to.arguments().isEmpty() -> to;
            case Target.ToBlock to -> {
                List<Operand> arguments = new ArrayList<>(to.arguments().size());
                for (Operand argument : to.arguments()) {
                    arguments.add(of(argument));
                }
                yield new Target.ToBlock(to.block(), arguments);
            }
            case Target.Leave _, Target.ToBundle _ -> target;
        };
    }

    static boolean isLength(Operand operand) {
        return switch (operand) {
            case Length _ -> true;
            case Reg _, Immediate _ -> false;
        };
    }
}
