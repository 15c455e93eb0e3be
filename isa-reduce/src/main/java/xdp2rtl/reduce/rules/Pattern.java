package xdp2rtl.reduce.rules;

import java.util.EnumSet;
import java.util.Set;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Width;

/// What an operation must look like for a rule to fit.
///
/// @param heads  the operations or conditions
/// @param widths the widths
public record Pattern(Set<? extends Enum<?>> heads, Set<Width> widths, OperandForm left, OperandForm right) {
    static final Set<Width> NARROW = EnumSet.of(Width.W32);
    static final Set<Width> WIDE = EnumSet.of(Width.W64);
    static final Set<Width> BOTH = EnumSet.allOf(Width.class);
    static final OperandForm ANY = new OperandForm.Any();
    static final OperandForm REGISTER = new OperandForm.Register();
    static final OperandForm CONSTANT = new OperandForm.Constant();
    static final OperandForm LENGTH = new OperandForm.Length();

    /// `op left, right` of 64 bits.
    static Pattern wide(AluOp op, OperandForm left, OperandForm right) {
        return of(EnumSet.of(op), WIDE, left, right);
    }

    /// `op left, right` of 32 bits.
    static Pattern narrow(AluOp op, OperandForm left, OperandForm right) {
        return of(EnumSet.of(op), NARROW, left, right);
    }

    /// `op left, right` of any width.
    static Pattern both(AluOp op, OperandForm left, OperandForm right) {
        return of(EnumSet.of(op), BOTH, left, right);
    }

    static Pattern of(Set<? extends Enum<?>> heads, Set<Width> widths, OperandForm left, OperandForm right) {
        return new Pattern(heads, widths, left, right);
    }

    /// `left == right` or `left != right`.
    static Pattern equality(Set<Width> widths, OperandForm left, OperandForm right) {
        return of(EnumSet.of(Cond.EQ, Cond.NE), widths, left, right);
    }

    static OperandForm exactly(int value) { return new OperandForm.Exactly(value); }

    /// A register computed by `op left, right` of these widths.
    static OperandForm by(AluOp op, Set<Width> widths, OperandForm left, OperandForm right) {
        return new OperandForm.Computed(EnumSet.of(op), widths, left, right);
    }

    boolean fits(Match<?> match) {
        return heads.contains(match.head()) && widths.contains(match.width())
                && left.fits(match.values(), match.left()) && right.fits(match.values(), match.right());
    }
}
