package xdp2rtl.reduce.rules;

import static xdp2rtl.reduce.rules.Pattern.*;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Width;

/// `if eq (swap16 x), 2048` becomes `if eq x, 8`: what is compared moves towards what was loaded. Each rule is
/// an equivalence of conditions. The rules here turn operands and widths; those that look into a definition are
/// in [DefinitionRules], those on the ends of a range in [RangeRules].
public final class ComparisonRules {
    /// Rules that are applied to one condition at most, should two undo each other.
    private static final int MOST_RULES = 16;
    private static final Set<Cond> ALL = EnumSet.allOf(Cond.class);
    private static final Set<Cond> SIGNED = EnumSet.of(Cond.SLT, Cond.SLE, Cond.SGT, Cond.SGE);

    private static final List<Rule<CondTerm, CondTerm>> OWN = List.of(
            Rule.of("constant-left", "if cond a, y => if cond' y, a, where cond' has its sides exchanged",
                    of(ALL, BOTH, CONSTANT, ANY), m -> !(m.right() instanceof Immediate), m -> m.it().mirrored()),
            Rule.of("length-unsigned",
                    "if slt* length, y => if lt* length, y if y is not negative; for all signed ones",
                    of(SIGNED, BOTH, LENGTH, ANY), m -> m.knownRight().fits(m.width().bits() - 1),
                    m -> m.it().with(unsigned(m.it().cond()))),
            Rule.of("length-constant", "if cond* length, y => if cond* length, c if y is known to be c",
                    of(ALL, BOTH, LENGTH, REGISTER), m -> m.immediate(m.right()).isPresent(),
                    ComparisonRules::rightConstant),
            Rule.of("length-right", "if cond* length, y => if cond'* y, length", of(ALL, BOTH, LENGTH, REGISTER),
                    m -> m.it().mirrored()),
            Rule.of("length-wide", "if cond32 length, b => if cond length, b if b >= 0",
                    of(ALL, NARROW, LENGTH, CONSTANT), m -> m.b() >= 0, m -> m.it().with(Width.W64)),
            Rule.of("is-length", "if cond* x, y => if cond* length, y if x holds the length",
                    of(ALL, BOTH, REGISTER, ANY), m -> m.values().isLength(m.left()) && !(m.right() instanceof Length),
                    m -> with(m, new Length(), m.right())),
            Rule.of("right-constant", "if cond* x, y => if cond* x, c if y is known to be c",
                    of(ALL, BOTH, REGISTER, REGISTER), m -> m.immediate(m.right()).isPresent(),
                    ComparisonRules::rightConstant),
            Rule.of("left-constant", "if cond* x, y => if cond'* y, x if x is known to be c, y is not",
                    of(ALL, BOTH, REGISTER, REGISTER),
                    m -> m.immediate(m.left()).isPresent() && m.immediate(m.right()).isEmpty(), m -> m.it().mirrored()),
            Rule.of("right-is-length", "if cond* x, y => if cond'* y, x if y holds the length, x does not",
                    of(ALL, BOTH, REGISTER, REGISTER),
                    m -> m.values().isLength(m.right()) && !m.values().isLength(m.left()), m -> m.it().mirrored()),
            Rule.of("widen-unsigned", "if cond32 x, y => if cond x, y if x, y < 2^32 and cond is not signed",
                    of(EnumSet.complementOf(EnumSet.copyOf(SIGNED)), NARROW, REGISTER, ANY),
                    m -> m.knownLeft().fits(32) && m.knownRight().fits(32), m -> m.it().with(Width.W64)),
            Rule.of("widen-signed", "if slt32 x, y => if slt x, y if x < 2^31 and y < 2^31 or y is in the instruction",
                    of(SIGNED, NARROW, REGISTER, ANY),
                    m -> m.knownLeft().fits(31) && (m.knownRight().fits(31) || m.right() instanceof Immediate),
                    m -> m.it().with(Width.W64)),
            Rule.of("demanded32", "if cond32 x, y => if cond32 x', y' if these have the same low half and cost less",
                    of(ALL, NARROW, REGISTER, ANY), m -> !lowHalves(m).equals(m.it()), ComparisonRules::lowHalves),
            Rule.of("demanded", "if cond x, y => if cond x', y if x' is the same and costs less",
                    of(ALL, WIDE, REGISTER, ANY), m -> !m.values().demanded(m.left(), -1).equals(m.left()),
                    m -> with(m, m.values().demanded(m.left(), -1), m.right())),
            Rule.of("unsigned", "if slt x, y => if lt x, y if neither is negative; for all signed ones",
                    of(SIGNED, WIDE, REGISTER, ANY), m -> m.knownLeft().notNegative() && m.knownRight().notNegative(),
                    m -> m.it().with(unsigned(m.it().cond()))),
            Rule.of("constant-length", "if cond x, length => if cond' length, c if x is known to be c",
                    of(ALL, WIDE, REGISTER, LENGTH), m -> m.immediate(m.left()).isPresent(),
                    m -> new CondTerm(m.it().cond().swapped(), Width.W64, m.right(),
                            m.immediate(m.left()).orElseThrow())));

    /// All rules on conditions.
    public static final RuleSet<CondTerm, CondTerm> RULES = all();

    private ComparisonRules() {}

    private static RuleSet<CondTerm, CondTerm> all() {
        List<Rule<CondTerm, CondTerm>> rules = new ArrayList<>(OWN);
        rules.addAll(RangeRules.ROWS);
        rules.addAll(DefinitionRules.ROWS);
        return new RuleSet<>(rules);
    }

    /// The simplest form of the condition; its left side is a register or the length.
    public static CondTerm simplest(Values values, CondTerm comparison) {
        for (int i = 0; i < MOST_RULES; i++) {
            var next = RULES.first(Match.of(values, comparison));
            if (next.isEmpty()) {
                break;
            }
            comparison = next.get();
        }
        return comparison;
    }

    static CondTerm with(Match<CondTerm> m, Operand left, Operand right) {
        return new CondTerm(m.it().cond(), m.width(), left, right);
    }

    private static CondTerm rightConstant(Match<CondTerm> m) {
        return with(m, m.left(), m.immediate(m.right()).orElseThrow());
    }

    private static CondTerm lowHalves(Match<CondTerm> m) {
        return with(m, m.values().demanded(m.left(), KnownBits.LOW32),
                m.values().demanded(m.right(), KnownBits.LOW32));
    }

    private static Cond unsigned(Cond cond) {
        return switch (cond) {
            case SLT -> Cond.LT;
            case SLE -> Cond.LE;
            case SGT -> Cond.GT;
            case SGE -> Cond.GE;
            case EQ, NE, LT, LE, GT, GE, SET, CLEAR -> cond;
        };
    }
}
