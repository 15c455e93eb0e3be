package xdp2rtl.reduce.rules;

import static xdp2rtl.isa.AluOp.*;
import static xdp2rtl.reduce.rules.AluTerms.*;
import static xdp2rtl.reduce.rules.Pattern.*;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Operation.Alu;
import xdp2rtl.isa.Operation.Choose;
import xdp2rtl.isa.Width;

/// Arithmetic: identities, constants moved to the right and gathered, operations of 32 bits made ones of 64.
public final class AluRules {
    private static final List<Rule<Alu, Operation>> OWN = List.of(
            Rule.of("constant", "op* x, y => c if all bits of the result are known", of(ALL, BOTH, ANY, ANY),
                    m -> result(m).isConstant(), m -> constant(m, result(m).min())),
            Rule.of("mov32-fits", "mov32 x => x if x < 2^32", narrow(MOV, ANY, ANY),
                    m -> m.knownRight().fits(32), m -> copy(m, m.right())),
            // The upper half of a 32-bit operation is zero already; of a wide one, only the low half counts.
            Rule.of("mov32-op", "mov32 (op* x, y) => op32 x, y for add sub rsub and or xor", narrow(MOV, ANY,
                    new OperandForm.Computed(LOW_BY_LOW, BOTH, ANY, ANY)), m -> narrowed(m, source(m))),
            Rule.of("mov32-lsh", "mov32 (lsh* x, a) => lsh32 x, a if 0 <= a < 32", narrow(MOV, ANY,
                    by(LSH, BOTH, ANY, CONSTANT)), m -> isBelow32(source(m)), m -> narrowed(m, source(m))),
            Rule.of("right-constant", "op* x, y => op* x, c if y is known to be c", of(NOT_MOV, BOTH, ANY, REGISTER),
                    m -> m.immediate(m.right()).isPresent(),
                    m -> same(m, m.op(), m.left(), m.immediate(m.right()).orElseThrow())),
            Rule.of("commute", "op* x, y => op* y, c if x is known to be c, y is not; for add and or xor",
                    of(COMMUTATIVE, BOTH, ANY, REGISTER),
                    m -> m.immediate(m.left()).isPresent() && m.immediate(m.right()).isEmpty(),
                    m -> same(m, m.op(), m.right(), m.immediate(m.left()).orElseThrow())),
            Rule.of("widen", "op32 x, y => op x, y if the result of op is < 2^32", of(
                    EnumSet.of(ADD, SUB, RSUB, AND, OR, XOR, SWAP16, SWAP32, ADDC32, ROR32, FOLD, NFOLD), NARROW, ANY,
                    ANY),
                    AluRules::isSameWide, m -> wide(m, m.op(), m.left(), m.right())),
            Rule.of("widen-lsh", "lsh32 x, a => lsh x, a if a < 32 and the result of lsh is < 2^32",
                    narrow(LSH, ANY, CONSTANT), m -> isBelow32(m.it()) && isSameWide(m),
                    m -> wide(m, LSH, m.left(), m.right())),
            Rule.of("widen-rsh", "rsh32 x, a => rsh x, a if a < 32 and x < 2^32", narrow(RSH, ANY, CONSTANT),
                    m -> isBelow32(m.it()) && m.knownLeft().fits(32), m -> wide(m, RSH, m.left(), m.right())),
            Rule.of("widen-arsh", "arsh32 x, a => rsh x, a if a < 32 and x < 2^31", narrow(ARSH, ANY, CONSTANT),
                    m -> isBelow32(m.it()) && m.knownLeft().fits(31), m -> wide(m, RSH, m.left(), m.right())),
            Rule.of("demanded", "op* x, y => op* x', y' if x', y' have the bits that op* looks at and cost less",
                    of(ALL, BOTH, ANY, ANY),
                    m -> !(m.op() == MOV && m.width() == Width.W64) && !DemandedBits.settled(m).equals(m.it()),
                    DemandedBits::settled),
            Rule.of("minus-itself", "op* x, x => 0 for sub rsub xor", of(EnumSet.of(SUB, RSUB, XOR), BOTH, ANY, ANY),
                    m -> m.left().equals(m.right()), m -> constant(m, 0)),
            Rule.of("with-itself", "op* x, x => mov* x for and or", of(EnumSet.of(AND, OR), BOTH, ANY, ANY),
                    m -> m.left().equals(m.right()), m -> move(m, m.left())),
            Rule.of("doubled", "add* x, x => lsh* x, 1", both(ADD, ANY, ANY), m -> m.left().equals(m.right()),
                    m -> same(m, LSH, m.left(), 1)),
            Rule.of("difference", "sub x, y => c if x is y + c by sums that do not wrap",
                    wide(SUB, REGISTER, REGISTER),
                    m -> m.values().difference((Reg) m.left(), (Reg) m.right()).isPresent(),
                    m -> constant(m, m.values().difference((Reg) m.left(), (Reg) m.right()).orElseThrow())),
            Rule.of("rsub", "rsub* x, y => sub* y, x if y is no constant", both(RSUB, ANY, REGISTER),
                    m -> same(m, SUB, m.right(), m.left())),
            Rule.of("constant-minus", "sub* x, y => rsub* y, c if x is known to be c", both(SUB, ANY, REGISTER),
                    m -> m.immediate(m.left()).isPresent(),
                    m -> same(m, RSUB, m.right(), m.immediate(m.left()).orElseThrow())),
            Rule.of("sub-constant", "sub* x, b => add* x, -b if b != -2^31", both(SUB, ANY, CONSTANT),
                    m -> m.b() != Integer.MIN_VALUE, m -> same(m, ADD, m.left(), -m.b())),
            Rule.of("neutral", "op* x, 0 => mov* x for add xor", of(EnumSet.of(ADD, XOR), BOTH, ANY, exactly(0)),
                    m -> move(m, m.left())),
            Rule.of("add32-add", "add32 (add x, a), b => add32 x, a + b if a + b fits 32 bits",
                    narrow(ADD, by(ADD, WIDE, ANY, CONSTANT), CONSTANT), AluRules::isSmallSum,
                    m -> same(m, ADD, m.x(), m.a() + m.b())),
            Rule.of("and-kept", "and* x, b => x if b keeps all bits of x that may be 1", both(AND, ANY, CONSTANT),
                    m -> (~m.knownLeft().zeros() & ~mask(m)) == 0, m -> copy(m, m.left())),
            Rule.of("and-and", "and* (and* x, a), b => and* x, a & b if b >= 0",
                    both(AND, by(AND, BOTH, ANY, CONSTANT), CONSTANT), m -> m.b() >= 0,
                    m -> same(m, AND, m.x(), m.a() & m.b())),
            Rule.of("or-known", "or* x, b => x if x has all bits of b", both(OR, ANY, CONSTANT),
                    m -> (mask(m) & ~m.knownLeft().ones()) == 0 && m.knownLeft().fits(m.width().bits()),
                    m -> copy(m, m.left())),
            Rule.of("of-choice",
                    "op* (choose x ? c : a), b => choose x ? c op b : a op b if c and both results are constants",
                    of(NOT_MOV, BOTH, new OperandForm.Chosen(), CONSTANT), m -> outcomes(m).isPresent(),
                    AluRules::chosen),
            Rule.of("reassociate",
                    "op* (op* x, a), b => op* x, a op b at one width if a op b fits 32 bits; for add and or xor",
                    of(ASSOCIATIVE, BOTH, new OperandForm.Computed(ASSOCIATIVE, BOTH, ANY, CONSTANT), CONSTANT),
                    m -> m.inner().op() == m.op() && isSameWidth(m) && gathered(m) == (int) gathered(m),
                    m -> same(m, m.op(), m.x(), (int) gathered(m))));

    /// All rules on arithmetic.
    public static final RuleSet<Alu, Operation> RULES = all();

    private AluRules() {}

    private static RuleSet<Alu, Operation> all() {
        List<Rule<Alu, Operation>> rules = new ArrayList<>(OWN);
        rules.addAll(ShiftRules.ROWS);
        rules.addAll(ExtensionRules.ROWS);
        rules.addAll(FoldRules.ROWS);
        return new RuleSet<>(rules);
    }

    /// The simpler form of the operation, if a rule gives one. A constant in its final form has none.
    public static Optional<Operation> simpler(Values values, Alu o) {
        return isFinalConstant(values, o) ? Optional.empty() : RULES.first(Match.of(values, o));
    }

    /// Constants are written as `v = 5`, or as `v = pair v', 5` where `v'` is such a one.
    private static boolean isFinalConstant(Values values, Alu o) {
        return o.width() == Width.W64 && o.right() instanceof Immediate && (o.op() == MOV || o.op() == PAIR
                && values.alu(MOV, o.left()).filter(low -> low.right() instanceof Immediate).isPresent());
    }

    private static KnownBits result(Match<Alu> m) {
        return KnownBits.of(m.op(), m.width(), m.op().readsLeft() ? m.knownLeft() : KnownBits.constant(0),
                m.knownRight());
    }

    private static boolean isSameWide(Match<Alu> m) {
        return KnownBits.of(m.op(), Width.W64, m.knownLeft(), m.knownRight()).fits(32);
    }

    private static boolean isBelow32(Alu shift) {
        return shift.right() instanceof Immediate by && by.value() >= 0 && by.value() < 32;
    }

    /// What the operation makes of the two constants of a choice.
    ///
    /// @param set   where the test is not 0
    /// @param clear where it is 0
    private record Outcomes(int set, int clear) {}

    private static Optional<Outcomes> outcomes(Match<Alu> m) {
        OptionalLong whenSet = m.known(choice(m).whenSet()).value();
        if (whenSet.isEmpty()) { return Optional.empty(); }
        long set = m.op().apply(m.width(), whenSet.getAsLong(), m.b());
        long clear = m.op().apply(m.width(), choice(m).otherwise().value(), m.b());
        return set == (int) set && clear == (int) clear ? Optional.of(new Outcomes((int) set, (int) clear))
                : Optional.empty();
    }

    private static Choose choice(Match<Alu> m) { return (Choose) m.values().definition(m.left()).orElseThrow(); }

    private static Operation chosen(Match<Alu> m) {
        Outcomes outcomes = outcomes(m).orElseThrow();
        Reg set = m.values().put(MOV, Width.W64, new Immediate(0), new Immediate(outcomes.set));
        return new Choose(m.it().dst(), choice(m).test(), set, new Immediate(outcomes.clear));
    }

    /// Both constants as one.
    private static long gathered(Match<Alu> m) { return m.op().apply(Width.W64, m.a(), m.b()); }

    private static boolean isSmallSum(Match<Alu> m) { return (long) m.a() + m.b() == m.a() + m.b(); }

    private static boolean isSameWidth(Match<Alu> m) { return m.inner().width() == m.width(); }

    /// The arithmetic that computes what is moved.
    private static Alu source(Match<Alu> m) { return (Alu) m.values().definition(m.right()).orElseThrow(); }

    private static Operation narrowed(Match<Alu> m, Alu from) {
        return new Alu(from.op(), Width.W32, m.it().dst(), from.left(), from.right());
    }
}
