package xdp2rtl.reduce.rules;

import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Width;

/// `left cond right`, as it stands in a branch or comparison.
public record CondTerm(Cond cond, Width width, Operand left, Operand right) {
    CondTerm mirrored() { return new CondTerm(cond.swapped(), width, right, left); }

    CondTerm with(Cond other) { return new CondTerm(other, width, left, right); }

    CondTerm with(Width other) { return new CondTerm(cond, other, left, right); }
}
