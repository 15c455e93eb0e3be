package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;
import xdp2rtl.reduce.rules.ComparisonRules;
import xdp2rtl.reduce.rules.CondTerm;
import xdp2rtl.reduce.rules.Truth;

/// `if ne v0, 0 goto b5` to `b5: if ne v0, 0 goto exit 2; goto b3` goes to the exit at once: ways through
/// blocks that only ask what is known on the way there.
///
/// Sound because the blocks that are skipped do nothing but branch, and what they ask is answered by what
/// holds on the edge. The new targets are set in the graph that the walk was given: what the walk makes
/// relies on the edges as they were.
final class JumpThreading {
    /// Blocks that are skipped in a row, at most.
    private static final int LONGEST = 6;

    private record Thread(int block, int step, Target target) {}

    private final List<Thread> found = new ArrayList<>();
    private final Graph graph;
    private final Scope scope;
    private final ValueSubstitution substitution;
    private final boolean[] outside;

    JumpThreading(Graph graph, Scope scope, ValueSubstitution substitution) {
        this.graph = graph;
        this.scope = scope;
        this.substitution = substitution;
        outside = BlockMerging.usedOutside(new GraphDraft(graph));
    }

    /// Follows the branch or jump at this place of the graph, under what the walk knows there.
    ///
    /// @param now what the walk has made of it
    void look(int block, int step, Operation now) {
        Operation operation = graph.blocks().get(block).steps().get(step).operation();
        int mark = scope.facts.mark();
        if (now instanceof Operation.Branch o) {
            scope.facts.assume(o.cond(), o.width(), o.left(), o.right(), scope.length());
        }
        Target target = GraphFlow.target(operation);
        for (int i = 0; i < LONGEST && target instanceof Target.ToBlock to; i++) {
            Target next = next(to);
            if (next.equals(target)) {
                break;
            }
            target = next;
        }
        scope.facts.undo(mark);
        if (!target.equals(GraphFlow.target(operation))) {
            found.add(new Thread(block, step, target));
        }
    }

    private Target next(Target.ToBlock to) {
        List<Step> steps = graph.blocks().get(to.block()).steps();
        if (outside[to.block()] || !(steps.getFirst().operation() instanceof Operation.Transfer)) { return to; }
        ValueSubstitution given = new ValueSubstitution(0);
        for (int i = 0; i < to.arguments().size(); i++) {
            given.replace(graph.blocks().get(to.block()).parameters().get(i), to.arguments().get(i));
        }
        for (Step step : steps) {
            Operation operation = given.apply(step.operation());
            if (step.operation() instanceof Operation.Branch o) {
                Truth truth = asked(o, given);
                if (truth != Truth.FALSE) { return truth == Truth.TRUE ? GraphFlow.target(operation) : to; }
            } else {
                return operation instanceof Operation.Jump jump ? jump.target() : to;
            }
        }
        return to;
    }

    /// What a branch of a skipped block comes to. A constant stands on either side of it: the parameter that it is given
    /// for may be of the turn before, of which more is known.
    private Truth asked(Operation.Branch o, ValueSubstitution given) {
        Operand left = substitution.of(given.of(o.left()));
        Operand right = substitution.of(given.of(o.right()));
        if (left instanceof Immediate(int one) && right instanceof Immediate(int other)) {
            return Truth.of(o.cond().holds(o.width(), one, other));
        }
        return scope.decide(ComparisonRules.simplest(scope, left instanceof Immediate
                ? new CondTerm(o.cond().swapped(), o.width(), right, left)
                : new CondTerm(o.cond(), o.width(), left, right)));
    }

    boolean isEmpty() { return found.isEmpty(); }

    /// The graph with the shorter ways.
    Graph applied() {
        GraphDraft draft = new GraphDraft(graph);
        for (Thread thread : found) {
            List<Step> steps = draft.blocks.get(thread.block).steps;
            Step step = steps.get(thread.step);
            steps.set(thread.step, new Step(GraphFlow.withTarget(step.operation(), thread.target), step.origin()));
        }
        return draft.graph();
    }
}
