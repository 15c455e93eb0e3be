package xdp2rtl.reach;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What terms depend on.
final class Variables {
    private Variables() {}

    /// Each once, in an order that is the same in every run.
    static List<Variable> of(List<Term> terms) {
        var variables = new LinkedHashSet<Variable>();
        Set<Term> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Term> open = new ArrayDeque<>(terms);
        while (!open.isEmpty()) {
            Term term = open.pop();
            if (!seen.add(term)) {
                continue;
            }
            switch (term) {
                case Term.Constant _ -> {}
                case Term.Input(var variable, _) -> variables.add(variable);
                case Term.Join join -> join.bytes().forEach(open::push);
                case Term.Part part -> open.push(part.of());
                case Term.Swap swap -> open.push(swap.of());
                case Term.Found found -> found.key().forEach(open::push);
                case Term.Either either -> {
                    open.push(either.left());
                    open.push(either.right());
                }
                case Term.Operation operation -> {
                    open.push(operation.left());
                    open.push(operation.right());
                }
            }
        }
        return List.copyOf(variables);
    }
}
