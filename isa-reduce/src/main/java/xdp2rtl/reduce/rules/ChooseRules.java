package xdp2rtl.reduce.rules;

import static xdp2rtl.reduce.rules.Pattern.*;

import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Operation.Choose;
import xdp2rtl.isa.Operation.Compare;
import xdp2rtl.isa.Width;

/// Choices whose outcome, test or value is simpler than it looks, and comparisons that are their own operand.
public final class ChooseRules {
    private static final EnumSet<Cond> SET = EnumSet.of(Cond.NE);

    /// All rules on choices; `x` is the test, `y` what is taken where it is not 0.
    public static final RuleSet<Choose, Operation> RULES = new RuleSet<>(List.of(
            row("set", "choose x ? y : a => y if x is not 0", ANY, m -> test(m) == Truth.TRUE, m -> copy(m, m.right())),
            row("clear", "choose x ? y : a => a if x is 0", ANY, m -> test(m) == Truth.FALSE,
                    m -> copy(m, m.it().otherwise())),
            row("same", "choose x ? y : a => a if y is known to be a", ANY,
                    m -> m.immediate(m.right()).filter(m.it().otherwise()::equals).isPresent(),
                    m -> copy(m, m.it().otherwise())),
            row("itself", "choose x ? x : 0 => x", ANY,
                    m -> m.left().equals(m.right()) && m.it().otherwise().value() == 0, m -> copy(m, m.left())),
            row("bit", "choose x ? 1 : 0 => x if x < 2", ANY, m -> m.knownLeft().fits(1)
                    && m.it().otherwise().value() == 0
                    && m.immediate(m.right()).filter(new Immediate(1)::equals).isPresent(),
                    m -> copy(m, m.left())),
            row("any-but-0", "choose (ne x, 0) ? y : a => choose x ? y : a", new OperandForm.Compared(),
                    m -> compared(m).cond() == Cond.NE && compared(m).width() == Width.W64
                            && compared(m).right().equals(new Immediate(0)),
                    m -> new Choose(m.it().dst(), compared(m).left(), m.it().whenSet(), m.it().otherwise()))));

    /// All rules on comparisons that become something else than comparisons.
    public static final RuleSet<Compare, Operation> COMPARE_RULES = new RuleSet<>(List.of(
            Rule.of("is-bit", "ne x, 0 => x if x < 2", of(SET, WIDE, REGISTER, exactly(0)),
                    m -> m.knownLeft().fits(1), m -> Values.copy(m.it().dst(), m.left()))));

    private ChooseRules() {}

    private static Rule<Choose, Operation> row(String name, String text, OperandForm test,
            Predicate<Match<Choose>> guard, Function<Match<Choose>, Operation> result) {
        return Rule.of(name, text, of(SET, WIDE, test, ANY), guard, result);
    }

    private static Truth test(Match<Choose> m) {
        return KnownBits.decide(Cond.NE, m.knownLeft(), KnownBits.constant(0));
    }

    private static Compare compared(Match<Choose> m) {
        return (Compare) m.values().definition(m.left()).orElseThrow();
    }

    private static Operation copy(Match<Choose> m, Operand value) {
        return Values.copy(m.it().dst(), value);
    }
}
