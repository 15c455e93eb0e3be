package xdp2rtl.schedule;

import java.util.Optional;
import java.util.function.Function;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;

/// What becomes known when a block is copied behind an edge that gives it constants.
final class Folding {
    private Folding() {}

    /// What the operation's result is, if it is a constant that an instruction can hold, or another value.
    static Optional<Operand> result(Operation operation, Function<Reg, Operand> names) {
        return switch (operation) {
            case Operation.Alu o -> {
                Optional<Long> left = o.op().readsLeft() ? constant(o.left(), names) : Optional.of(0L);
                Optional<Long> right = constant(o.right(), names);
                yield left.isPresent() && right.isPresent()
                    ? immediate(o.op().apply(o.width(), left.get(), right.get())) : Optional.empty();
            }
            case Operation.Compare o -> {
                Optional<Long> left = constant(o.left(), names);
                Optional<Long> right = constant(o.right(), names);
                yield left.isPresent() && right.isPresent()
                    ? immediate(o.cond().holds(o.width(), left.get(), right.get()) ? 1 : 0) : Optional.empty();
            }
            case Operation.Choose o -> constant(o.test(), names)
                .map(test -> test != 0 ? names.apply(o.whenSet()) : o.otherwise());
            case Operation.Multiply _, Operation.Load _, Operation.Store _, Operation.Branch _, Operation.Jump _, Operation.Exit _,
                 Operation.Get _, Operation.Put _, Operation.Adjust _, Operation.Push _, Operation.MapRequest _,
                 Operation.AtomicRequest _, Operation.DivideRequest _ -> Optional.empty();
        };
    }

    /// The operation with a constant base added to its offset, where there is a place for the sum.
    static Operation address(Operation operation, Function<Reg, Operand> names) {
        Operation folded = switch (operation) {
            case Operation.Load o -> offset(o.base(), o.offset(), names).map(offset -> (Operation) new Operation.Load(o.space(), o.size(),
                o.signed(), o.swapped(), o.quiet(), o.dst(), Optional.empty(), offset, o.alias())).orElse(o);
            case Operation.Store o -> offset(o.base(), o.offset(), names).map(offset -> (Operation) new Operation.Store(o.space(), o.size(),
                o.swapped(), Optional.empty(), offset, o.value(), o.alias())).orElse(o);
            case Operation.AtomicRequest o -> offset(o.base(), o.offset(), names).map(offset -> (Operation) new Operation.AtomicRequest(
                o.op(), o.width(), Optional.empty(), offset, o.value(), o.alias())).orElse(o);
            case Operation.Alu _, Operation.Compare _, Operation.Choose _, Operation.Multiply _, Operation.Branch _, Operation.Jump _,
                 Operation.Exit _, Operation.Get _, Operation.Put _, Operation.Adjust _, Operation.Push _,
                 Operation.MapRequest _, Operation.DivideRequest _ -> operation;
        };
        return Encoding.obstacle(folded).isEmpty() ? folded : operation;
    }

    private static Optional<Integer> offset(Optional<Reg> base, int offset, Function<Reg, Operand> names) {
        return base.flatMap(reg -> constant(reg, names)).map(start -> start + offset).filter(sum -> sum == (int) (long) sum)
            .map(Long::intValue);
    }

    private static Optional<Long> constant(Operand operand, Function<Reg, Operand> names) {
        return switch (operand) {
            case Reg reg -> names.apply(reg) instanceof Immediate immediate ? Optional.of((long) immediate.value()) : Optional.empty();
            case Immediate immediate -> Optional.of((long) immediate.value());
            case Length _ -> Optional.empty();
        };
    }

    private static Optional<Operand> immediate(long value) {
        return value == (int) value ? Optional.of(new Immediate((int) value)) : Optional.empty();
    }
}
