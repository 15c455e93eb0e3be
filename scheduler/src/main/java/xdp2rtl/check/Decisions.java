package xdp2rtl.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What is known of conditions on a path.
final class Decisions {
    private final Terms terms;
    private final Map<Symbolic.Condition, Boolean> known;

    Decisions(Terms terms) { this(terms, Map.of()); }

    private Decisions(Terms terms, Map<Symbolic.Condition, Boolean> known) {
        this.terms = terms;
        this.known = known;
    }

    /// The same decisions and one more.
    Decisions with(Symbolic.Condition condition, boolean holds) {
        Map<Symbolic.Condition, Boolean> more = new HashMap<>(known);
        more.put(condition, holds);
        return new Decisions(terms, more);
    }

    /// Whether the condition holds on this path, if that is decided.
    Optional<Boolean> holds(Symbolic.Condition condition) {
        Optional<Long> left = terms.constantOf(condition.left());
        Optional<Long> right = terms.constantOf(condition.right());
        if (left.isPresent() && right.isPresent()) {
            return Optional.of(condition.cond().holds(condition.width(), left.get(), right.get()));
        }
        Symbolic.Condition swapped =
                new Symbolic.Condition(condition.cond().swapped(), condition.width(), condition.right(),
                        condition.left());
        return direct(condition).or(() -> direct(negated(condition)).map(holds -> !holds))
                .or(() -> direct(swapped)).or(() -> direct(negated(swapped)).map(holds -> !holds));
    }

    private Optional<Boolean> direct(Symbolic.Condition condition) { return Optional.ofNullable(known.get(condition)); }

    private static Symbolic.Condition negated(Symbolic.Condition condition) {
        return new Symbolic.Condition(condition.cond().negated(), condition.width(), condition.left(),
                condition.right());
    }
}
