package xdp2rtl.reduce.rules;

import java.util.Optional;
import java.util.OptionalLong;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Width;

/// What a rule may ask of the operands where it stands.
public interface Values {
    KnownBits known(Operand operand);

    /// What computes the operand; empty if it is no register or a block parameter.
    Optional<Operation> definition(Operand operand);

    /// Whether the register holds the packet's length of here.
    boolean isLength(Operand operand);

    /// Whether the condition holds here.
    Truth decide(Cond cond, Width width, Operand left, Operand right);

    /// `left - right`, if it is a constant whatever their values are.
    OptionalLong difference(Reg left, Reg right);

    /// An operand with the same bits where `mask` has ones, computed by fewer operations; a register stays a
    /// register.
    Operand demanded(Operand operand, long mask);

    /// Puts an operation before the one at hand; its result.
    Reg put(AluOp op, Width width, Operand left, Operand right);

    /// The arithmetic that computes the operand, if it is this one.
    default Optional<Operation.Alu> alu(AluOp op, Operand operand) {
        return definition(operand, Operation.Alu.class).filter(o -> o.op() == op);
    }

    /// What computes the operand, if it is of this kind.
    default <T extends Operation> Optional<T> definition(Operand operand, Class<T> kind) {
        return definition(operand).filter(kind::isInstance).map(kind::cast);
    }

    /// The constant in the register, which need not fit an instruction.
    default Operation constant(Reg dst, long value) {
        if (value == (int) value) { return copy(dst, new Immediate((int) value)); }
        Reg low = put(AluOp.MOV, Width.W64, new Immediate(0), new Immediate((int) value));
        return new Operation.Alu(AluOp.PAIR, Width.W64, dst, low, new Immediate((int) (value >> 32)));
    }

    /// A copy: what an operation becomes whose result is already there.
    static Operation copy(Reg dst, Operand value) {
        return new Operation.Alu(AluOp.MOV, Width.W64, dst, new Immediate(0), value);
    }
}
