package xdp2rtl.reduce.rules;

import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Width;

/// `left cond right`, as it stands in a branch or comparison.
public record Comparison(Cond cond, Width width, Operand left, Operand right) {
    Comparison mirrored() { return new Comparison(cond.swapped(), width, right, left); }

    Comparison with(Cond other) { return new Comparison(other, width, left, right); }

    Comparison with(Width other) { return new Comparison(cond, other, left, right); }
}
