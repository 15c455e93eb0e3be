package xdp2rtl.reduce.rules;

import static xdp2rtl.reduce.rules.Pattern.*;

import java.util.EnumSet;
import java.util.List;
import java.util.function.ToLongFunction;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operand.Immediate;

/// Conditions that only one value of a range, or all but one, fulfil; the range is `min` to `max`.
final class RangeRules {
    static final List<Rule<CondTerm, CondTerm>> ROWS = List.of(
            row("lt-min", "if lt x, min + 1 => if eq x, min", Cond.LT, x -> x.min() + 1, Cond.EQ, KnownBits::min),
            row("lt-max", "if lt x, max => if ne x, max", Cond.LT, KnownBits::max, Cond.NE, KnownBits::max),
            row("le-min", "if le x, min => if eq x, min", Cond.LE, KnownBits::min, Cond.EQ, KnownBits::min),
            row("le-max", "if le x, max - 1 => if ne x, max", Cond.LE, x -> x.max() - 1, Cond.NE, KnownBits::max),
            row("gt-min", "if gt x, min => if ne x, min", Cond.GT, KnownBits::min, Cond.NE, KnownBits::min),
            row("gt-max", "if gt x, max - 1 => if eq x, max", Cond.GT, x -> x.max() - 1, Cond.EQ, KnownBits::max),
            row("ge-min", "if ge x, min + 1 => if ne x, min", Cond.GE, x -> x.min() + 1, Cond.NE, KnownBits::min),
            row("ge-max", "if ge x, max => if eq x, max", Cond.GE, KnownBits::max, Cond.EQ, KnownBits::max),
            Rule.of("set-all", "if set x, b => if ne x, 0 if b has all bits of x that may be 1",
                    of(EnumSet.of(Cond.SET), WIDE, REGISTER, CONSTANT), RangeRules::isWholeMask,
                    m -> with(m, Cond.NE, 0)),
            Rule.of("clear-all", "if clear x, b => if eq x, 0 if b has all bits of x that may be 1",
                    of(EnumSet.of(Cond.CLEAR), WIDE, REGISTER, CONSTANT), RangeRules::isWholeMask,
                    m -> with(m, Cond.EQ, 0)),
            Rule.of("bit-1", "if eq x, 1 => if ne x, 0 if x is 0 or 1; so for ne",
                    equality(WIDE, REGISTER, exactly(1)), m -> m.knownLeft().min() == 0 && m.knownLeft().max() == 1,
                    m -> with(m, m.it().cond().negated(), 0)));

    private RangeRules() {}

    /// `if cond x, limit => if becomes x, value`.
    private static Rule<CondTerm, CondTerm> row(String name, String text, Cond cond,
            ToLongFunction<KnownBits> limit, Cond becomes, ToLongFunction<KnownBits> value) {
        return Rule.of(name, text + " if x is no constant", of(EnumSet.of(cond), WIDE, REGISTER, CONSTANT),
                // Of one value `min + 1` or `max - 1` may wrap.
                m -> !m.knownLeft().isConstant() && limit.applyAsLong(m.knownLeft()) == m.b()
                        && value.applyAsLong(m.knownLeft()) == (int) value.applyAsLong(m.knownLeft()),
                m -> with(m, becomes, (int) value.applyAsLong(m.knownLeft())));
    }

    private static boolean isWholeMask(Match<CondTerm> m) { return (~m.knownLeft().zeros() & ~(long) m.b()) == 0; }

    private static CondTerm with(Match<CondTerm> m, Cond cond, int value) {
        return new CondTerm(cond, m.width(), m.left(), new Immediate(value));
    }
}
