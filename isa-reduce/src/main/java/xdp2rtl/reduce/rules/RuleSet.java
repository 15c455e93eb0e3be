package xdp2rtl.reduce.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rules of one kind, in the order in which they are tried.
public final class RuleSet<I, O> {
    private final List<Rule<I, O>> rules;
    private final Map<Enum<?>, List<Rule<I, O>>> byHead = new HashMap<>();

    public RuleSet(List<Rule<I, O>> rules) {
        this.rules = List.copyOf(rules);
        for (Rule<I, O> rule : rules) {
            for (Enum<?> head : rule.pattern().heads()) {
                byHead.computeIfAbsent(head, _ -> new ArrayList<>()).add(rule);
            }
        }
    }

    public List<Rule<I, O>> rules() { return rules; }

    /// What the first rule that fits makes of the operation.
    public Optional<O> first(Match<I> match) {
        for (Rule<I, O> rule : byHead.getOrDefault(match.head(), List.of())) {
            Optional<O> result = rule.apply(match);
            if (result.isPresent()) { return result; }
        }
        return Optional.empty();
    }
}
