package xdp2rtl.reduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Width;
import xdp2rtl.reduce.rules.AluRules;
import xdp2rtl.reduce.rules.ChooseRules;
import xdp2rtl.reduce.rules.ComparisonRules;
import xdp2rtl.reduce.rules.CondTerm;
import xdp2rtl.reduce.rules.Match;
import xdp2rtl.reduce.rules.MultiplyRules;
import xdp2rtl.reduce.rules.Pattern;
import xdp2rtl.reduce.rules.Rule;
import xdp2rtl.reduce.rules.RuleSet;
import xdp2rtl.reduce.rules.Values;

/// Every peephole rule alone: random operands that fit its pattern, random and edge values, and both sides of
/// the arrow give the same. A rule that does not come to apply fails too.
final class RulesTest {
    private static final int APPLIED = 100;
    private static final int ATTEMPTS = 2_000_000;
    private static final int VALUES = 12;
    private static final int MOST_STEPS = 16;

    /// One kind of rules: how an operation that fits a pattern is made, what it gives, and how it is matched.
    private record Kind<I, O>(String name, RuleSet<I, O> rules, BiFunction<RuleTerms, Pattern, I> make,
            BiFunction<Values, I, Match<I>> match, BiFunction<RuleValues, I, Long> before,
            BiFunction<RuleValues, O, Long> after, Function<O, Optional<I>> again) {}

    private static final Kind<Operation.Alu, Operation> ALU = new Kind<>("alu", AluRules.RULES,
            (terms, pattern) -> terms.alu((AluOp) head(terms, pattern), terms.any(pattern.widths()), pattern.left(),
                    pattern.right()),
            Match::of, RuleValues::result, RuleValues::result, kind(Operation.Alu.class));
    private static final Kind<CondTerm, CondTerm> COMPARISON = new Kind<>("comparison", ComparisonRules.RULES,
            (terms, pattern) -> new CondTerm((Cond) head(terms, pattern), terms.any(pattern.widths()),
                    terms.operand(pattern.left(), true), terms.operand(pattern.right(), false)),
            Match::of, RulesTest::truth, RulesTest::truth, Optional::of);
    private static final Kind<Operation.Compare, Operation> COMPARE = new Kind<>("compare",
            ChooseRules.COMPARE_RULES,
            (terms, pattern) -> new Operation.Compare((Cond) head(terms, pattern), terms.any(pattern.widths()),
                    terms.fresh(), (Reg) terms.operand(pattern.left(), true), terms.operand(pattern.right(), false)),
            Match::of, RuleValues::result, RuleValues::result, kind(Operation.Compare.class));
    private static final Kind<Operation.Choose, Operation> CHOOSE = new Kind<>("choose", ChooseRules.RULES,
            RulesTest::choose, Match::of, RuleValues::result, RuleValues::result, kind(Operation.Choose.class));
    private static final Kind<Operation.Multiply, Operation> MULTIPLY = new Kind<>("multiply", MultiplyRules.RULES,
            (terms, pattern) -> new Operation.Multiply(terms.any(pattern.widths()), terms.fresh(),
                    (Reg) terms.operand(pattern.left(), true), terms.operand(pattern.right(), false)),
            Match::of, RuleValues::result, RuleValues::result, kind(Operation.Multiply.class));

    private static final List<Kind<?, ?>> KINDS = List.of(ALU, COMPARISON, COMPARE, CHOOSE, MULTIPLY);

    @TestFactory Stream<DynamicTest> bothSidesOfEveryArrowGiveTheSame() {
        return KINDS.stream().flatMap(RulesTest::alone);
    }

    @TestFactory Stream<DynamicTest> theRulesOfAKindEnd() {
        return KINDS.stream().map(kind -> dynamicTest(kind.name, () -> ends(kind)));
    }

    @Test void everyRuleHasANameAndAnArrow() {
        for (Kind<?, ?> kind : KINDS) {
            Set<String> names = new HashSet<>();
            for (Rule<?, ?> rule : kind.rules.rules()) {
                assertTrue(names.add(rule.name()), rule.name());
                assertTrue(rule.text().contains(" => "), rule.text());
            }
        }
    }

    private static <I, O> Stream<DynamicTest> alone(Kind<I, O> kind) {
        return kind.rules.rules().stream()
                .map(rule -> dynamicTest(kind.name + " " + rule.name() + ": " + rule.text(), () -> check(kind, rule)));
    }

    private static <I, O> void check(Kind<I, O> kind, Rule<I, O> rule) {
        Random random = new Random(rule.name().hashCode());
        int applied = 0;
        for (int i = 0; i < ATTEMPTS && applied < APPLIED; i++) {
            RuleTerms terms = new RuleTerms(random);
            I before = kind.make.apply(terms, rule.pattern());
            List<Step> shared = List.copyOf(terms.steps);
            Optional<O> after = rule.apply(kind.match.apply(terms.scope, before));
            if (after.isPresent()) {
                applied++;
                String text = before + " => " + after.get() + " after " + terms.steps;
                if (after.get() instanceof Operation o) {
                    assertEquals(Optional.empty(), Encoding.obstacle(o), text);
                }
                for (int n = 0; n < VALUES; n++) {
                    RuleValues one = terms.values();
                    one.run(shared);
                    long expected = kind.before.apply(one, before);
                    one.run(terms.steps.subList(shared.size(), terms.steps.size()));
                    assertEquals(expected, kind.after.apply(one, after.get()), text);
                }
                assertTrue(steps(kind, new RuleSet<>(List.of(rule)), terms, before) < MOST_STEPS, "loops: " + text);
            }
        }
        assertTrue(applied >= APPLIED, "applied " + applied + " times");
    }

    /// Random operations of the patterns come to a form that no rule changes.
    private static <I, O> void ends(Kind<I, O> kind) {
        Random random = new Random(1);
        for (Rule<I, O> rule : kind.rules.rules()) {
            for (int i = 0; i < 1000; i++) {
                RuleTerms terms = new RuleTerms(random);
                I start = kind.make.apply(terms, rule.pattern());
                assertTrue(steps(kind, kind.rules, terms, start) < MOST_STEPS, () -> start + " after " + terms.steps);
            }
        }
    }

    private static <I, O> int steps(Kind<I, O> kind, RuleSet<I, O> rules, RuleTerms terms, I start) {
        Optional<I> now = Optional.of(start);
        int count = 0;
        while (now.isPresent() && count < MOST_STEPS) {
            I before = now.get();
            boolean done = before instanceof Operation.Alu o && AluRules.simpler(terms.scope, o).isEmpty();
            now = done ? Optional.empty() : rules.first(kind.match.apply(terms.scope, before)).flatMap(kind.again)
                    .filter(next -> !next.equals(before));
            count++;
        }
        return count;
    }

    private static Enum<?> head(RuleTerms terms, Pattern pattern) {
        return terms.any(new ArrayList<>(pattern.heads()));
    }

    private static Operation.Choose choose(RuleTerms terms, Pattern pattern) {
        Reg test = (Reg) terms.operand(pattern.left(), true);
        Reg value = terms.any(List.of(0, 1, 2)) == 0 ? test : (Reg) terms.operand(pattern.right(), true);
        return new Operation.Choose(terms.fresh(), test, value, terms.constant());
    }

    private static long truth(RuleValues values, CondTerm c) { return values.holds(c) ? 1 : 0; }

    private static <T extends Operation> Function<Operation, Optional<T>> kind(Class<T> kind) {
        return o -> Optional.of(o).filter(kind::isInstance).map(kind::cast);
    }
}
