package xdp2rtl.schedule;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Width;

/// What becomes known when a block is copied behind an edge that gives it constants.
final class Folding {
    private Folding() {}

    /// What the operation's result is, if it is a constant that an instruction can hold, or another value.
    static Optional<Operand> result(Operation operation, Function<Reg, Operand> names) {
        return switch (operation) {
            case Operation.Alu o ->
                immediate(o.op().fold(o.width(), constant(o.left(), names), constant(o.right(), names)));
            case Operation.Compare o -> {
                OptionalLong left = constant(o.left(), names);
                OptionalLong right = constant(o.right(), names);
                yield left.isPresent() && right.isPresent()
                        ? Optional.of(
                                new Immediate(o.cond().holds(o.width(), left.getAsLong(), right.getAsLong()) ? 1 : 0))
                        : Optional.empty();
            }
            case Operation.Choose o -> {
                OptionalLong test = constant(o.test(), names);
                yield test.isEmpty() ? Optional.empty()
                        : Optional.of(test.getAsLong() != 0 ? names.apply(o.whenSet()) : o.otherwise());
            }
            case Operation.Multiply _, Operation.Access _, Operation.MapAdd _, Operation.Transfer _,
                 Operation.ContextAccess _, Operation.Push _, Operation.Request _ ->
                Optional.empty();
        };
    }

    /// The operation with a constant base added to its offset, where there is a place for the sum.
    static Operation address(Operation operation, Function<Reg, Operand> names) {
        Operation folded = switch (operation) {
            case Operation.Addressed o -> offset(o.base(), o.offset(), names)
                    .<Operation>map(offset -> o.at(Optional.empty(), offset)).orElse(o);
            case Operation.Compute _, Operation.Transfer _, Operation.ContextAccess _, Operation.Push _,
                 Operation.MapRequest _, Operation.DivideRequest _ ->
                operation;
        };
        return Encoding.obstacle(folded).isEmpty() ? folded : operation;
    }

    /// An access that does not wait for a constant to be added to its base: the offset takes it.
    static Operation withoutSums(Operation operation, Function<Reg, Optional<Operation>> definitions) {
        Operation same = operation;
        while (same instanceof Operation.Addressed o
                && o.base().flatMap(definitions).orElse(null) instanceof Operation.Alu sum
                && sum.op() == AluOp.ADD && sum.width() == Width.W64 && sum.left() instanceof Reg left
                && sum.right() instanceof Immediate constant) {
            Optional<Operation> near = fitting((long) o.offset() + constant.value())
                    .<Operation>map(offset -> o.at(Optional.of(left), offset))
                    .filter(better -> Encoding.obstacle(better).isEmpty());
            if (near.isEmpty()) {
                break;
            }
            same = near.get();
        }
        return same;
    }

    private static Optional<Integer> offset(Optional<Reg> base, int offset, Function<Reg, Operand> names) {
        OptionalLong start = base.map(reg -> constant(reg, names)).orElse(OptionalLong.empty());
        return start.isPresent() ? fitting(start.getAsLong() + offset) : Optional.empty();
    }

    private static OptionalLong constant(Operand operand, Function<Reg, Operand> names) {
        return switch (operand) {
            case Reg reg -> names.apply(reg) instanceof Immediate immediate ? OptionalLong.of(immediate.value())
                    : OptionalLong.empty();
            case Immediate immediate -> OptionalLong.of(immediate.value());
            case Length _ -> OptionalLong.empty();
        };
    }

    private static Optional<Operand> immediate(OptionalLong value) {
        return value.isPresent() ? fitting(value.getAsLong()).map(Immediate::new) : Optional.empty();
    }

    private static Optional<Integer> fitting(long value) {
        return value == (int) value ? Optional.of((int) value) : Optional.empty();
    }
}
