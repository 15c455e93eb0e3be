package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.reduce.ByteOrigins.Place;

/// `v2 = and v1, 255; v3 = rsh v1, 8; v4 = and v3, 255; v5 = lsh v4, 8; v6 = or v2, v5` becomes `v6 = and v1, 65535`:
/// what is put together from the bytes of one value in their order, or in the opposite one, is that value, shifted,
/// masked or swapped; where the halves come from two, their pair.
///
/// Sound because each byte of the result is known to hold the same byte ([ByteOrigins]), or to be the same constant.
/// Done where fewer operations do it than are used for nothing else.
public final class GatherBytes implements Pass {
    @Override public String name() { return "gather bytes"; }

    @Override public Graph apply(Graph graph) {
        GraphFlow flow = new GraphFlow(graph);
        Scope scope = Scope.plain(graph, flow);
        GraphDraft draft = new GraphDraft(graph);
        int[] uses = new int[graph.values()];
        for (GraphDraft.Body body : draft.blocks) {
            for (Step step : body.steps) {
                GraphFlow.uses(step.operation()).forEach(reg -> uses[reg.number()]++);
            }
        }
        for (int block : flow.order()) {
            GraphDraft.Body body = draft.blocks.get(block);
            List<Step> out = new ArrayList<>(body.steps.size());
            for (Step step : body.steps) {
                if (step.operation() instanceof Operation.Alu o && ByteOrigins.combines(o.op())) {
                    out.addAll(new Gathering(scope, draft, uses, o, step.origin()).steps().orElse(List.of(step)));
                } else {
                    out.add(step);
                }
            }
            body.steps = out;
        }
        return draft.graph();
    }

    /// One value that is put together.
    private static final class Gathering {
        private final Scope scope;
        private final ByteOrigins origins;
        private final int[] uses;
        private final Operation.Alu whole;
        private final ByteRecipe recipe;

        Gathering(Scope scope, GraphDraft draft, int[] uses, Operation.Alu whole, int origin) {
            this.scope = scope;
            this.uses = uses;
            this.whole = whole;
            origins = new ByteOrigins(scope);
            recipe = new ByteRecipe(scope, draft, origin);
        }

        /// Fewer operations with the same result, if there are such.
        Optional<List<Step>> steps() {
            List<ByteRecipe.Part> parts = new ArrayList<>();
            Set<Reg> moved = new HashSet<>();
            for (int number = 0; number < Long.BYTES; number++) {
                var constant = origins.constant(whole.dst(), number);
                List<Place> places = origins.of(whole.dst(), number);
                List<Place> from = places.subList(1, places.size());
                if (constant.isEmpty() && from.isEmpty()) { return Optional.empty(); }
                parts.add(
                        constant.isPresent() ? new ByteRecipe.Known(constant.getAsInt()) : new ByteRecipe.Moved(from));
                from.forEach(place -> moved.add(place.register()));
            }
            return recipe.of(whole.dst(), parts).filter(steps -> steps.size() < 1 + onlyForThis(moved, steps));
        }

        /// How many of the registers are used for nothing but the whole, and not by the steps in its place.
        private int onlyForThis(Set<Reg> moved, List<Step> steps) {
            Set<Reg> kept = new HashSet<>();
            steps.forEach(step -> kept.addAll(step.operation().reads()));
            Set<Reg> gone = new HashSet<>(Set.of(whole.dst()));
            boolean more = true;
            while (more) {
                more = false;
                for (Reg reg : moved) {
                    if (!gone.contains(reg) && !kept.contains(reg)
                            && scope.definition(reg, Operation.Alu.class).isPresent()
                            && usesIn(gone, reg) == uses[reg.number()]) {
                        more = gone.add(reg);
                    }
                }
            }
            return gone.size() - 1;
        }

        private int usesIn(Set<Reg> users, Reg reg) {
            return users.stream().mapToInt(user -> (int) scope.definition(user).orElseThrow().reads().stream()
                    .filter(reg::equals).count()).sum();
        }
    }
}
