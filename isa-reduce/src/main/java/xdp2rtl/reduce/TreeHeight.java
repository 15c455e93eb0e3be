package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Width;

/// `v4 = add v0, v1; v5 = add v4, v2; v6 = add v5, v3` becomes `v4 = add v0, v1; v5 = add v2, v3; v6 = add v4, v5`: the
/// terms that are there first are added first, and several additions go into one bundle.
///
/// Sound because addition modulo a power of two can be done in any order (the low half of a sum depends on the low
/// halves of its terms alone), and what the sums between held is used nowhere else. Done only where the last sum is
/// there earlier by that, counted in operations that wait for each other ([Levels]). Addresses and what is compared
/// stay as they are: other passes know them by their form.
public final class TreeHeight implements Pass {
    @Override public String name() { return "tree-height reduction"; }

    @Override public Graph apply(Graph graph) {
        GraphDraft draft = new GraphDraft(graph);
        int[] uses = new int[graph.values()];
        BitSet fixed = new BitSet();
        for (GraphDraft.Body body : draft.blocks) {
            for (Step step : body.steps) {
                GraphFlow.uses(step.operation()).forEach(reg -> uses[reg.number()]++);
                fixed(step.operation()).forEach(reg -> fixed.set(reg.number()));
            }
        }
        draft.blocks.forEach(body -> body.steps = new Sums(draft, uses, fixed).balanced(body.steps));
        return draft.graph();
    }

    /// Registers by whose form other passes know something.
    private static List<Reg> fixed(Operation operation) {
        return switch (operation) {
            case Operation.Addressed o -> o.base().stream().toList();
            case Operation.Compare _, Operation.Branch _ -> operation.reads();
            case Operation.Alu _, Operation.Choose _, Operation.Multiply _, Operation.Jump _, Operation.Exit _,
                 Operation.ContextAccess _, Operation.Push _, Operation.MapRequest _, Operation.DivideRequest _ ->
                List.of();
        };
    }

    /// The sums of one block.
    private static final class Sums {
        /// Something to add, in the order in which it stands, and when it is there.
        private record Term(Operand value, int level, int order) {}

        private final GraphDraft draft;
        private final int[] uses;
        private final BitSet fixed;
        private final Levels levels = new Levels();
        /// Additions, by the number of what they define, that may become part of a later one.
        private final Map<Integer, Operation.Alu> additions = new HashMap<>();
        private final BitSet parts = new BitSet();

        Sums(GraphDraft draft, int[] uses, BitSet fixed) {
            this.draft = draft;
            this.uses = uses;
            this.fixed = fixed;
        }

        List<Step> balanced(List<Step> steps) {
            for (Step step : steps) {
                if (step.operation() instanceof Operation.Alu o && o.op() == AluOp.ADD) {
                    additions.put(o.dst().number(), o);
                    o.reads().stream().filter(reg -> isPart(o, reg)).forEach(reg -> parts.set(reg.number()));
                }
            }
            List<Step> out = new ArrayList<>(steps.size());
            for (Step step : steps) {
                if (step.operation() instanceof Operation.Alu o && isWhole(o)) {
                    sum(o, step.origin(), out);
                } else {
                    out.add(step);
                    levels.add(step.operation());
                }
            }
            return out;
        }

        /// Whether `reg` is a sum that only `sum` uses, and may be taken apart for it.
        private boolean isPart(Operation.Alu sum, Reg reg) {
            return additions.containsKey(reg.number()) && uses[reg.number()] == 1 && !fixed.get(reg.number())
                    && (sum.width() == Width.W32 || additions.get(reg.number()).width() == Width.W64);
        }

        private boolean isWhole(Operation.Alu o) {
            return o.op() == AluOp.ADD && !parts.get(o.dst().number()) && !fixed.get(o.dst().number());
        }

        private void sum(Operation.Alu whole, int origin, List<Step> out) {
            List<Operand> terms = new ArrayList<>();
            collect(whole, terms);
            List<Operand> few = oneConstant(whole.width(), terms);
            List<Step> tree = new ArrayList<>();
            boolean isBetter =
                    terms.size() > 2 && few.size() > 1 && few.stream().filter(Immediate.class::isInstance).count() <= 1
                            && (tree(whole, few, origin, tree) < levels.after(whole) || few.size() < terms.size());
            List<Step> steps = isBetter ? tree : List.of(new Step(whole, origin));
            out.addAll(steps);
            steps.forEach(step -> levels.add(step.operation()));
        }

        private void collect(Operation.Alu sum, List<Operand> terms) {
            for (Operand operand : List.of(sum.left(), sum.right())) {
                if (operand instanceof Reg reg && parts.get(reg.number()) && isPart(sum, reg)) {
                    collect(additions.get(reg.number()), terms);
                } else {
                    terms.add(operand);
                }
            }
        }

        /// The terms, the constants among them as one, if an immediate can hold it.
        private static List<Operand> oneConstant(Width width, List<Operand> terms) {
            long sum =
                    terms.stream().mapToLong(term -> term instanceof Immediate constant ? constant.value() : 0).sum();
            if (width == Width.W64 && sum != (int) sum) { return terms; }
            List<Operand> few = new ArrayList<>(terms.stream().filter(term -> !(term instanceof Immediate)).toList());
            if ((int) sum != 0) {
                few.add(new Immediate((int) sum));
            }
            return few;
        }

        /// Adds up the two that are there first, again and again; when the whole is there.
        private int tree(Operation.Alu whole, List<Operand> operands, int origin, List<Step> tree) {
            var terms = new PriorityQueue<>(Comparator.comparingInt(Term::level).thenComparingInt(Term::order));
            operands.forEach(operand -> terms.add(new Term(operand, levels.of(operand), terms.size())));
            while (true) {
                Term first = terms.remove();
                Term second = terms.remove();
                Reg dst = terms.isEmpty() ? whole.dst() : draft.fresh();
                boolean isSwapped = first.value() instanceof Immediate;
                tree.add(new Step(
                        new Operation.Alu(AluOp.ADD, whole.width(), dst, isSwapped ? second.value() : first.value(),
                                isSwapped ? first.value() : second.value()),
                        origin));
                int level = Math.max(first.level(), second.level()) + 1;
                if (terms.isEmpty()) { return level; }
                terms.add(new Term(dst, level, Math.min(first.order(), second.order())));
            }
        }
    }
}
