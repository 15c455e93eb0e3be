package xdp2rtl.reduce.rules;

import static xdp2rtl.isa.AluOp.*;
import static xdp2rtl.reduce.rules.Pattern.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Width;

/// Conditions on what an operation computes become conditions on its operands.
final class DefinitionRules {
    private static final Set<Cond> MASKS = EnumSet.of(Cond.SET, Cond.CLEAR);
    private static final Set<Cond> ORDERS = EnumSet.of(Cond.LT, Cond.LE, Cond.GT, Cond.GE);

    static final List<Rule<CondTerm, CondTerm>> ROWS = List.of(
            Rule.of("and32", "if eq32 (and* x, y), 0 => if clear32 x, y if y is no negative constant; ne: set",
                    equality(NARROW, by(AND, BOTH, ANY, ANY), exactly(0)),
                    m -> !(m.inner().right() instanceof Immediate imm && imm.value() < 0),
                    m -> mask(m, m.inner().right())),
            Rule.of("difference32", "if eq32 (op* x, y), 0 => if eq32 x, y for xor sub; so for ne",
                    equality(NARROW, new OperandForm.Computed(EnumSet.of(XOR, SUB), BOTH, ANY, ANY), exactly(0)),
                    m -> to(m, Width.W32, m.x(), m.inner().right())),
            Rule.of("swap32-32", "if eq32 (swap32* x), b => if eq32 x, swapped b; so for ne",
                    equality(NARROW, by(SWAP32, BOTH, ANY, ANY), CONSTANT),
                    m -> to(m, Width.W32, m.x(), Integer.reverseBytes(m.b()))),
            Rule.of("compared", "if ne (cond* x, y), 0 => if cond* x, y; eq: not cond",
                    equality(WIDE, new OperandForm.Compared(), exactly(0)), DefinitionRules::compared),
            Rule.of("chosen", "if eq (choose x ? y : a), b => if ne x, 0 if exactly one of y, a is known to be b",
                    equality(WIDE, new OperandForm.Chosen(), CONSTANT), DefinitionRules::isOneOfTwo,
                    DefinitionRules::chosen),
            Rule.of("mov32", "if cond (mov32 x), b => if cond32 x, b if b >= 0 and cond is not signed",
                    of(EnumSet.of(Cond.EQ, Cond.NE, Cond.LT, Cond.LE, Cond.GT, Cond.GE, Cond.SET, Cond.CLEAR), WIDE,
                            by(MOV, NARROW, ANY, REGISTER), CONSTANT),
                    m -> m.b() >= 0, m -> to(m, Width.W32, m.inner().right(), m.right())),
            Rule.of("sext32", "if cond (sext32 x), b => if cond32 x, b but for set clear",
                    of(EnumSet.complementOf(EnumSet.copyOf(MASKS)), WIDE, by(SEXT32, WIDE, ANY, ANY), CONSTANT),
                    m -> to(m, Width.W32, m.x(), m.right())),
            Rule.of("swap16", "if eq (swap16* x), b => if eq x, swapped b if x, b < 2^16; so for ne",
                    equality(WIDE, by(SWAP16, BOTH, ANY, ANY), CONSTANT),
                    m -> m.b() >>> 16 == 0 && m.known(m.x()).fits(16),
                    m -> to(m, Width.W64, m.x(), Short.toUnsignedInt(Short.reverseBytes((short) m.b())))),
            Rule.of("swap32", "if eq (swap32* x), b => if eq32 x, swapped b if b >= 0; so for ne",
                    equality(WIDE, by(SWAP32, BOTH, ANY, ANY), CONSTANT), m -> m.b() >= 0,
                    m -> to(m, Width.W32, m.x(), Integer.reverseBytes(m.b()))),
            Rule.of("add-equal", "if eq (add x, a), b => if eq x, b - a if b - a fits 32 bits; so for ne",
                    equality(WIDE, by(ADD, WIDE, ANY, CONSTANT), CONSTANT), m -> moved(m) == (int) moved(m),
                    m -> to(m, Width.W64, m.x(), (int) moved(m))),
            Rule.of("add-order",
                    "if lt (add x, a), b => if lt x, b - a if no sum wraps and b - a >= 0; so for le gt ge",
                    of(ORDERS, WIDE, by(ADD, WIDE, ANY, CONSTANT), CONSTANT), DefinitionRules::isMovable,
                    m -> to(m, Width.W64, m.x(), (int) moved(m))),
            Rule.of("difference", "if eq (op x, y), 0 => if eq x, y for xor sub rsub; so for ne",
                    equality(WIDE, new OperandForm.Computed(EnumSet.of(XOR, SUB, RSUB), WIDE, ANY, ANY), exactly(0)),
                    m -> to(m, Width.W64, m.x(), m.inner().right())),
            Rule.of("xor-equal", "if eq (xor x, a), b => if eq x, a ^ b; so for ne",
                    equality(WIDE, by(XOR, WIDE, ANY, CONSTANT), CONSTANT),
                    m -> to(m, Width.W64, m.x(), m.a() ^ m.b())),
            Rule.of("and-mask", "if set (and x, a), b => if set x, a & b; so for clear",
                    of(MASKS, WIDE, by(AND, WIDE, ANY, CONSTANT), CONSTANT),
                    m -> to(m, Width.W64, m.x(), m.a() & m.b())),
            Rule.of("and-zero", "if eq (and x, y), 0 => if clear x, y; ne: set",
                    equality(WIDE, by(AND, WIDE, ANY, ANY), exactly(0)), m -> mask(m, m.inner().right())),
            Rule.of("and-bit", "if eq (and x, a), a => if set x, a if a is a power of two; ne: clear",
                    equality(WIDE, by(AND, WIDE, ANY, CONSTANT), CONSTANT),
                    m -> m.a() == m.b() && m.b() > 0 && Integer.bitCount(m.b()) == 1,
                    m -> new CondTerm(m.head() == Cond.EQ ? Cond.SET : Cond.CLEAR, Width.W64, m.x(), m.right())),
            Rule.of("rsh-zero", "if eq (rsh x, a), 0 => if lt x, 1 << a if 1 <= a <= 30; ne: ge",
                    equality(WIDE, by(RSH, WIDE, ANY, CONSTANT), exactly(0)), DefinitionRules::isShift,
                    m -> new CondTerm(m.head() == Cond.EQ ? Cond.LT : Cond.GE, Width.W64, m.x(),
                            new Immediate(1 << m.a()))),
            Rule.of("rsh-top", "if eq (rsh x, a), b => if ge x, b << a if no x gives more than b > 0; ne: lt",
                    equality(WIDE, by(RSH, WIDE, ANY, CONSTANT), CONSTANT), DefinitionRules::isTop,
                    m -> new CondTerm(m.head() == Cond.EQ ? Cond.GE : Cond.LT, Width.W64, m.x(),
                            new Immediate(m.b() << m.a()))));

    private DefinitionRules() {}

    private static CondTerm to(Match<CondTerm> m, Width width, Operand left, Operand right) {
        return new CondTerm(m.it().cond(), width, left, right);
    }

    private static CondTerm to(Match<CondTerm> m, Width width, Operand left, int right) {
        return to(m, width, left, new Immediate(right));
    }

    private static CondTerm mask(Match<CondTerm> m, Operand mask) {
        return new CondTerm(m.head() == Cond.EQ ? Cond.CLEAR : Cond.SET, m.width(), m.x(), mask);
    }

    private static CondTerm compared(Match<CondTerm> m) {
        Operation.Compare o = (Operation.Compare) m.values().definition(m.left()).orElseThrow();
        return new CondTerm(m.head() == Cond.EQ ? o.cond().negated() : o.cond(), o.width(), o.left(), o.right());
    }

    private static Operation.Choose choice(Match<CondTerm> m) {
        return (Operation.Choose) m.values().definition(m.left()).orElseThrow();
    }

    /// Whether what is chosen by a test that is set equals the constant.
    private static Truth ifSet(Match<CondTerm> m) {
        return m.values().decide(Cond.EQ, Width.W64, choice(m).whenSet(), m.right());
    }

    private static boolean isOneOfTwo(Match<CondTerm> m) {
        return ifSet(m).isKnown() && ifSet(m) != Truth.of(choice(m).otherwise().value() == m.b());
    }

    /// Equal exactly when the value is taken that is equal.
    private static CondTerm chosen(Match<CondTerm> m) {
        boolean onSet = ifSet(m) == Truth.of(m.head() == Cond.EQ);
        return new CondTerm(onSet ? Cond.NE : Cond.EQ, Width.W64, choice(m).test(), new Immediate(0));
    }

    private static long moved(Match<CondTerm> m) { return (long) m.b() - m.a(); }

    private static boolean isMovable(Match<CondTerm> m) {
        KnownBits base = m.known(m.x());
        return base.fits(62) && base.min() + m.a() >= 0 && m.b() >= 0 && moved(m) >= 0 && moved(m) == (int) moved(m);
    }

    private static boolean isShift(Match<CondTerm> m) { return m.a() > 0 && m.a() <= 30; }

    /// The largest value that the shift can give is met from `b << a` on.
    private static boolean isTop(Match<CondTerm> m) {
        return isShift(m) && m.b() > 0 && m.known(m.x()).max() >>> m.a() == m.b()
                && (long) m.b() << m.a() == m.b() << m.a();
    }
}
