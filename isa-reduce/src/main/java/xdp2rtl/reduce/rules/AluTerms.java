package xdp2rtl.reduce.rules;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Operation.Alu;
import xdp2rtl.isa.Width;

/// The right sides of rules on arithmetic, and the sets of operations that their left sides name.
final class AluTerms {
    static final Set<AluOp> COMMUTATIVE = that(AluOp::isCommutative);
    static final Set<AluOp> ASSOCIATIVE = that(AluOp::isAssociative);
    static final Set<AluOp> ALL = EnumSet.allOf(AluOp.class);
    static final Set<AluOp> NOT_MOV = EnumSet.complementOf(EnumSet.of(AluOp.MOV));
    /// The low half of the result depends on the low halves of the operands only.
    static final Set<AluOp> LOW_BY_LOW = EnumSet.of(AluOp.ADD, AluOp.SUB, AluOp.RSUB, AluOp.AND, AluOp.OR,
            AluOp.XOR);

    private AluTerms() {}

    private static Set<AluOp> that(Predicate<AluOp> property) {
        return EnumSet.allOf(AluOp.class).stream().filter(property).collect(Collectors.toUnmodifiableSet());
    }

    /// `op left, right` at the width of what was there.
    static Operation same(Match<Alu> m, AluOp op, Operand left, Operand right) {
        return new Alu(op, m.width(), m.it().dst(), left, right);
    }

    static Operation same(Match<Alu> m, AluOp op, Operand left, int right) {
        return same(m, op, left, new Immediate(right));
    }

    /// `op left, right` of 64 bits.
    static Operation wide(Match<Alu> m, AluOp op, Operand left, Operand right) {
        return new Alu(op, Width.W64, m.it().dst(), left, right);
    }

    static Operation wide(Match<Alu> m, AluOp op, Operand left, int right) {
        return wide(m, op, left, new Immediate(right));
    }

    /// The value itself.
    static Operation copy(Match<Alu> m, Operand value) { return Values.copy(m.it().dst(), value); }

    /// The value, cut to the width of what was there.
    static Operation move(Match<Alu> m, Operand value) { return same(m, AluOp.MOV, new Immediate(0), value); }

    /// The low half of the value.
    static Operation low(Match<Alu> m, Operand value) {
        return new Alu(AluOp.MOV, Width.W32, m.it().dst(), new Immediate(0), value);
    }

    static Operation constant(Match<Alu> m, long value) { return m.values().constant(m.it().dst(), value); }

    /// The constant on the right as the operation sees it.
    static long mask(Match<Alu> m) { return m.width() == Width.W64 ? m.b() : m.b() & KnownBits.LOW32; }
}
