package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Width;

/// `v2 = and v0, 65535; v3 = add v1, v2; v4 = rsh v0, 16; v5 = add v3, v4; v6 = fold v5, 0` becomes `v6 = fold v1, v0`:
/// a word that is summed up in halves is summed up whole.
///
/// Sound because a fold gives the same of all sums with one remainder by 65535 that are 0 together: the halves of a
/// number have its remainder, and are 0 only if it is. Sums that may wrap are left alone.
public final class FoldSums implements Pass {
    private static final int MOST_TERMS = 64;
    private static final Immediate HALF = new Immediate(0xffff);
    private static final Immediate BITS = new Immediate(16);

    @Override public String name() { return "fold sums"; }

    @Override public Graph apply(Graph graph) {
        Scope scope = Scope.plain(graph, new GraphFlow(graph));
        GraphDraft draft = new GraphDraft(graph);
        int[] uses = new int[graph.values()];
        for (GraphDraft.Body body : draft.blocks) {
            body.steps.forEach(step -> GraphFlow.uses(step.operation()).forEach(reg -> uses[reg.number()]++));
        }
        draft.blocks.forEach(body -> body.steps = new Sums(scope, draft, uses).whole(body.steps));
        return draft.graph();
    }

    /// The folds of one block.
    private record Sums(Scope scope, GraphDraft draft, int[] uses, Levels levels) {
        Sums(Scope scope, GraphDraft draft, int[] uses) { this(scope, draft, uses, new Levels()); }

        List<Step> whole(List<Step> steps) {
            List<Step> out = new ArrayList<>(steps.size());
            for (Step step : steps) {
                int before = out.size();
                if (!(step.operation() instanceof Operation.Alu o && o.op().folds() && put(o, step.origin(), out))) {
                    out.add(step);
                }
                out.subList(before, out.size()).forEach(each -> levels.add(each.operation()));
            }
            return out;
        }

        /// Whether the fold takes fewer operations otherwise, and has been put so.
        private boolean put(Operation.Alu fold, int origin, List<Step> out) {
            List<Operand> terms = new ArrayList<>();
            collect(fold.left(), terms);
            collect(fold.right(), terms);
            if (terms.size() > MOST_TERMS || !joined(terms) || !fits(terms)) { return false; }
            terms.removeIf(new Immediate(0)::equals);
            terms.sort(Comparator.comparingInt(levels::of));
            // What an instruction can hold stands on the right.
            if (terms.getFirst() instanceof Immediate && terms.size() > 1) {
                terms.add(1, terms.removeFirst());
            }
            Operand last = terms.size() > 1 ? terms.removeLast() : new Immediate(0);
            Operand sum = terms.removeFirst();
            for (Operand term : terms) {
                Reg dst = draft.fresh();
                out.add(new Step(new Operation.Alu(AluOp.ADD, Width.W64, dst, sum, term), origin));
                sum = dst;
            }
            out.add(new Step(new Operation.Alu(fold.op(), Width.W64, fold.dst(), sum, last), origin));
            return true;
        }

        /// The terms of a sum that is used nowhere else.
        private void collect(Operand operand, List<Operand> terms) {
            Optional<Operation.Alu> sum = scope.alu(AluOp.ADD, operand)
                    .filter(o -> o.width() == Width.W64 && uses[o.dst().number()] == 1
                            && fits(List.of(o.left(), o.right())));
            if (sum.isPresent() && terms.size() <= MOST_TERMS) {
                collect(sum.get().left(), terms);
                collect(sum.get().right(), terms);
            } else {
                terms.add(operand);
            }
        }

        /// Whether the sum of all is below 2^63.
        private boolean fits(List<Operand> terms) {
            long sum = 0;
            for (Operand term : terms) {
                long max = scope.known(term).max();
                sum += max;
                if (max < 0 || sum < 0) { return false; }
            }
            return true;
        }

        /// Puts words in place of their halves; whether there was one.
        private boolean joined(List<Operand> terms) {
            int size = terms.size();
            for (int i = 0; i < terms.size(); i++) {
                Optional<Operand> word = lower(terms.get(i));
                int upper = word.isEmpty() ? -1 : terms.stream().map(this::upper).toList().indexOf(word);
                if (upper >= 0) {
                    terms.set(i, word.get());
                    terms.remove(upper);
                    i = -1;
                }
            }
            return terms.size() < size;
        }

        /// `x` of `x & 65535`.
        private Optional<Operand> lower(Operand operand) {
            return scope.alu(AluOp.AND, operand).filter(o -> o.right().equals(HALF)).map(Operation.Alu::left);
        }

        /// `x` of `x >> 16`.
        private Optional<Operand> upper(Operand operand) {
            return scope.alu(AluOp.RSH, operand).filter(o -> o.width() == Width.W64 && o.right().equals(BITS))
                    .map(Operation.Alu::left);
        }
    }
}
