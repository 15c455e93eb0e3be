package xdp2rtl.reduce.rules;

import java.util.Set;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Width;

/// What a pattern asks of one operand. All of it is data, so that a test can make operands that fit.
public sealed interface OperandForm {
    /// Any operand.
    record Any() implements OperandForm {}

    record Register() implements OperandForm {}

    /// A constant in the instruction.
    record Constant() implements OperandForm {}

    /// This constant in the instruction.
    record Exactly(int value) implements OperandForm {}

    /// The packet's length.
    record Length() implements OperandForm {}

    /// A register that one of these operations computes.
    record Computed(Set<AluOp> ops, Set<Width> widths, OperandForm left, OperandForm right) implements OperandForm {
        private boolean isBy(Values values, Operation.Alu o) {
            return ops.contains(o.op()) && widths.contains(o.width()) && left.fits(values, o.left())
                    && right.fits(values, o.right());
        }
    }

    /// A register that a comparison computes.
    record Compared() implements OperandForm {}

    /// A register that a choice computes.
    record Chosen() implements OperandForm {}

    default boolean fits(Values values, Operand operand) {
        return switch (this) {
            case Any _ -> true;
            case Register _ -> operand instanceof Reg;
            case Constant _ -> operand instanceof Immediate;
            case Exactly exactly -> operand instanceof Immediate imm && imm.value() == exactly.value;
            case Length _ -> operand instanceof Operand.Length;
            case Computed by -> values.definition(operand, Operation.Alu.class).filter(o -> by.isBy(values, o))
                    .isPresent();
            case Compared _ -> values.definition(operand, Operation.Compare.class).isPresent();
            case Chosen _ -> values.definition(operand, Operation.Choose.class).isPresent();
        };
    }
}
