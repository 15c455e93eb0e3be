package xdp2rtl.reduce;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Width;
import xdp2rtl.reduce.rules.AluRules;
import xdp2rtl.reduce.rules.ChooseRules;
import xdp2rtl.reduce.rules.ComparisonRules;
import xdp2rtl.reduce.rules.CondTerm;
import xdp2rtl.reduce.rules.KnownBits;
import xdp2rtl.reduce.rules.Match;
import xdp2rtl.reduce.rules.MultiplyRules;
import xdp2rtl.reduce.rules.Truth;
import xdp2rtl.reduce.rules.Values;

/// `v2 = add v1, 0; if ne v2, v1 goto b2` becomes nothing: constants, identities, copies, and branches whose
/// outcome is known.
///
/// Sound because the walk goes down the dominator tree: what a branch has established holds in all blocks
/// that only its edge leads to ([DominatingConditions]), and what stands for a register dominates it. The rules are in
/// [xdp2rtl.reduce.rules] and [AccessRules].
public final class Simplify implements Pass {
    /// Rules that are applied to one operation at most, should two undo each other.
    private static final int MOST_RULES = 16;

    @Override public String name() { return "simplify"; }

    @Override public Graph apply(Graph graph) {
        Walk walk = new Walk(graph);
        Graph simple = walk.run();
        return walk.threads.isEmpty() ? simple : new Walk(walk.threads.applied()).run();
    }

    private static final class Walk {
        private final GraphFlow flow;
        private final States lengths;
        private final GraphDraft draft;
        private final DominatingConditions facts;
        private final ValueSubstitution substitution;
        private final Scope scope;
        private final AccessRules accesses;
        private final IncomingEdges edges;
        private final JumpThreading threads;
        /// The place of the step at hand in the graph that was given; -1 where it was taken apart.
        private int place;

        Walk(Graph graph) {
            flow = new GraphFlow(graph);
            lengths = States.ofLength(graph, flow);
            draft = new GraphDraft(graph);
            facts = new DominatingConditions(graph.values(), lengths.count());
            substitution = new ValueSubstitution(graph.values());
            scope = new Scope(facts, draft);
            accesses = new AccessRules(scope);
            edges = new IncomingEdges(flow, draft, facts, substitution);
            threads = new JumpThreading(graph, scope, substitution);
        }

        Graph run() {
            Deque<int[]> work = new ArrayDeque<>();
            work.push(new int[]{0, -1});
            while (!work.isEmpty()) {
                int[] next = work.pop();
                int block = next[0];
                if (next[1] >= 0) {
                    facts.undo(next[1]);
                } else if (block == 0 || flow.hasBackEdge(block) || edges.reach(block)) {
                    work.push(new int[]{block, facts.mark()});
                    visit(block);
                    List<Integer> children = flow.children(block);
                    for (int i = children.size() - 1; i >= 0; i--) {
                        work.push(new int[]{children.get(i), -1});
                    }
                }
            }
            return draft.graph();
        }

        private void visit(int block) {
            int length = lengths.entry(block);
            GraphDraft.Body body = draft.blocks.get(block);
            edges.enter(block, length);
            int straight = -1;
            boolean turned = false;
            List<Step> steps = body.steps;
            body.steps = new ArrayList<>(steps.size());
            for (int i = 0; i < steps.size(); i++) {
                scope.enter(body.steps, steps.get(i).origin(), length);
                straight = straight < 0 && steps.get(i).operation() instanceof Operation.Transfer ? facts.mark()
                        : straight;
                Operation operation = substitution.apply(steps.get(i).operation());
                place = turned ? -1 : i;
                if (operation instanceof Operation.Branch o && i + 2 == steps.size()
                        && choice(o, Cond.NE).isPresent()
                        && steps.get(i + 1).operation() instanceof Operation.Jump jump) {
                    // Turned round, both parts of the condition lead to one place.
                    turned = true;
                    place = -1;
                    steps = new ArrayList<>(steps);
                    steps.set(i + 1, new Step(new Operation.Jump(o.target()), steps.get(i + 1).origin()));
                    operation = substitution.apply(new Operation.Branch(Cond.EQ, o.width(), o.left(),
                            o.right(), jump.target()));
                }
                if (!rewrite(block, operation, steps.get(i).origin(), body.steps)) {
                    break;
                }
                length = lengths.after(block, i, length);
            }
            // What a branch that was not taken says holds up to the next one; each successor is told anew
            // what holds there.
            facts.undo(straight);
        }

        /// Whether control may go on behind the operation.
        private boolean rewrite(int block, Operation operation, int origin, List<Step> out) {
            switch (operation) {
                case Operation.Branch o -> {
                    return branch(block, o, origin, out);
                }
                case Operation.Jump _, Operation.Exit _ -> {
                    out.add(new Step(operation, origin));
                    leave(block, out.size() - 1);
                }
                case Operation.Compute _, Operation.Access _, Operation.MapAdd _, Operation.ContextAccess _,
                     Operation.Push _, Operation.Request _ -> {
                    Operation simple = operation;
                    for (int i = 0; i < MOST_RULES; i++) {
                        Operation better = once(simple);
                        if (better.equals(simple)) {
                            break;
                        }
                        simple = better;
                    }
                    define(simple);
                    out.add(new Step(simple, origin));
                }
            }
            return true;
        }

        /// Records the branch or jump that was put at this place.
        private void leave(int block, int put) {
            edges.leave(block, put, scope.length());
            if (place >= 0) {
                threads.look(block, place, draft.blocks.get(block).steps.get(put).operation());
            }
        }

        private Operation once(Operation operation) {
            return switch (operation) {
                case Operation.Alu o -> AluRules.simpler(scope, o).orElse(o);
                case Operation.Compare o -> compare(o);
                case Operation.Choose o -> ChooseRules.RULES.first(Match.of(scope, o)).orElse(o);
                case Operation.Multiply o -> MultiplyRules.RULES.first(Match.of(scope, o)).orElse(o);
                case Operation.Load o -> accesses.load(o);
                case Operation.Store o -> accesses.store(o);
                case Operation.MapAdd o -> accesses.add(o);
                case Operation.AtomicRequest o -> accesses.atomic(o);
                case Operation.Adjust o -> accesses.adjust(o);
                case Operation.Put o -> put(o);
                case Operation.Transfer _, Operation.Get _, Operation.Push _, Operation.MapRequest _,
                     Operation.DivideRequest _ ->
                    operation;
            };
        }

        /// A constant upper half is the operation's own.
        private Operation put(Operation.Put o) {
            if (o.upper() != 0) {
                return new Operation.Put(o.special(), scope.demanded(o.value(), KnownBits.LOW32), o.upper());
            }
            return scope.definition(o.value(), Operation.Alu.class)
                    .filter(pair -> pair.op() == AluOp.PAIR && pair.width() == Width.W64
                            && pair.right() instanceof Immediate upper && upper.value() != 0)
                    .map(pair -> new Operation.Put(o.special(), pair.left(), ((Immediate) pair.right()).value()))
                    .filter(better -> Encoding.obstacle(better).isEmpty()).orElse(o);
        }

        private void define(Operation operation) {
            Optional<Reg> dst = operation.writes();
            if (dst.isEmpty()) { return; }
            facts.define(dst.get(), operation, accesses.result(operation));
            if (operation instanceof Operation.Alu o && o.op() == AluOp.MOV && o.width() == Width.W64) {
                substitution.replace(o.dst(), o.right());
            }
            if (operation instanceof Operation.Get o && o.special() == Special.LENGTH) {
                facts.holdsLength(o.dst(), scope.length());
            }
        }

        private Operation compare(Operation.Compare o) {
            Truth truth = scope.decide(o.cond(), o.width(), o.left(), o.right());
            if (truth.isKnown()) { return Values.copy(o.dst(), new Immediate(truth == Truth.TRUE ? 1 : 0)); }
            CondTerm simple = ComparisonRules.simplest(scope,
                    new CondTerm(o.cond(), o.width(), o.left(), o.right()));
            if (!(simple.left() instanceof Reg left) || ValueSubstitution.isLength(simple.right())) { return o; }
            Operation.Compare better = new Operation.Compare(simple.cond(), simple.width(), o.dst(), left,
                    simple.right());
            return ChooseRules.COMPARE_RULES.first(Match.of(scope, better)).orElse(better);
        }

        /// The choice whose default the branch compares with, under this condition.
        private Optional<Operation.Choose> choice(Operation.Branch o, Cond cond) {
            return o.cond() == cond && o.width() == Width.W64
                    ? scope.definition(o.left(), Operation.Choose.class)
                            .filter(c -> o.right().equals(c.otherwise()) && !scope.truth(c.test()).isKnown())
                    : Optional.empty();
        }

        private boolean branch(int block, Operation.Branch o, int origin, List<Step> out) {
            Optional<Operation.Choose> choice = choice(o, Cond.EQ);
            CondTerm comparison = new CondTerm(o.cond(), o.width(), o.left(), o.right());
            Truth truth = scope.decide(comparison);
            if (choice.isPresent() && !truth.isKnown()) {
                place = -1;
                // The default was taken, or what was chosen equals it: two branches, neither of which waits
                // for the choice.
                Immediate zero = new Immediate(0);
                return branch(block, new Operation.Branch(Cond.EQ, Width.W64, choice.get().test(), zero,
                        o.target()), origin, out)
                        && branch(block, new Operation.Branch(Cond.EQ, Width.W64, choice.get().whenSet(),
                                o.right(), o.target()), origin, out);
            }
            if (!truth.isKnown()) {
                comparison = ComparisonRules.simplest(scope, comparison);
                truth = scope.decide(comparison);
            }
            return switch (truth) {
                case FALSE -> true;
                case TRUE -> {
                    out.add(new Step(new Operation.Jump(o.target()), origin));
                    leave(block, out.size() - 1);
                    yield false;
                }
                case UNKNOWN -> {
                    keep(block, o, comparison, origin, out);
                    yield true;
                }
            };
        }

        private void keep(int block, Operation.Branch o, CondTerm simple, int origin, List<Step> out) {
            Operation.Branch better = new Operation.Branch(simple.cond(), simple.width(), simple.left(),
                    simple.right(), o.target());
            Operation.Branch kept = Encoding.obstacle(better).isEmpty() ? better : o;
            out.add(new Step(kept, origin));
            leave(block, out.size() - 1);
            facts.assume(kept.cond().negated(), kept.width(), kept.left(), kept.right(), scope.length());
        }
    }
}
