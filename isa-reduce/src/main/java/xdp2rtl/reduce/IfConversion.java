package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;

/// `if lt v0, 64 goto b2[v0]; goto b2[64]` becomes `v1 = lt v0, 64; v2 = choose v1 ? v0 : 64; goto b2[v2]`;
/// short arms that only compute are computed first.
///
/// Sound because both ways lead to one block, and what stands on them has no effect and may be computed in
/// vain. It pays because the block has one way in less, so that its operations need not wait for the branch.
public final class IfConversion implements Pass {
    /// Arguments that differ between the ways, at most: each costs an operation.
    private static final int MOST_CHOICES = 2;
    /// Operations of an arm, at most: one of the arms is computed in vain.
    private static final int LONGEST_ARM = 3;

    /// A way from a branch to the block where it meets the other.
    private record Arm(int block, List<Operand> arguments, List<Step> steps) {}

    @Override public String name() { return "if-conversion"; }

    @Override public Graph apply(Graph graph) {
        GraphDraft draft = new GraphDraft(graph);
        GraphFlow flow = new GraphFlow(graph);
        for (int block : flow.order()) {
            GraphDraft.Body body = draft.blocks.get(block);
            int last = body.steps.size() - 1;
            if (last >= 1 && body.steps.get(last).operation() instanceof Operation.Jump jump
                    && body.steps.get(last - 1).operation() instanceof Operation.Branch branch
                    && branch.left() instanceof Reg
                    && !ValueSubstitution.isLength(branch.right())) {
                for (Arm taken : arms(draft, flow, branch.target())) {
                    for (Arm other : arms(draft, flow, jump.target())) {
                        if (taken.block == other.block && body.steps.get(last).operation() == jump) {
                            choose(draft, body, branch, taken, other);
                        }
                    }
                }
            }
        }
        return draft.graph();
    }

    /// The target itself, and the one behind it if it only computes a little.
    private static List<Arm> arms(GraphDraft draft, GraphFlow flow, Target target) {
        if (!(target instanceof Target.ToBlock to)) { return List.of(); }
        List<Arm> arms = new ArrayList<>(List.of(new Arm(to.block(), to.arguments(), List.of())));
        GraphDraft.Body body = draft.blocks.get(to.block());
        boolean own = flow.into(to.block()).size() == 1 && body.parameters.isEmpty()
                && body.steps.size() <= LONGEST_ARM + 1;
        if (own && body.last() instanceof Operation.Jump jump && jump.target() instanceof Target.ToBlock next
                && computes(body)) {
            arms.add(new Arm(next.block(), next.arguments(), body.steps.subList(0, body.steps.size() - 1)));
        }
        return arms;
    }

    private static boolean computes(GraphDraft.Body body) {
        for (int i = 0; i < body.steps.size() - 1; i++) {
            boolean pure = switch (body.steps.get(i).operation()) {
                case Operation.Alu _, Operation.Compare _, Operation.Choose _ -> true;
                case Operation.Load o -> o.nonFaulting();
                case Operation.Multiply _, Operation.Store _, Operation.MapAdd _, Operation.Transfer _,
                     Operation.ContextAccess _, Operation.Push _, Operation.Request _ ->
                    false;
            };
            if (!pure) { return false; }
        }
        return true;
    }

    private static void choose(GraphDraft draft, GraphDraft.Body body, Operation.Branch branch, Arm taken, Arm other) {
        List<Step> added = new ArrayList<>(taken.steps);
        added.addAll(other.steps);
        int origin = body.steps.getLast().origin();
        List<Operand> arguments = new ArrayList<>();
        Tests tests = new Tests(draft, branch, added, origin);
        int choices = 0;
        for (int i = 0; i < taken.arguments.size(); i++) {
            Operand yes = taken.arguments.get(i);
            Operand no = other.arguments.get(i);
            if (yes.equals(no)) {
                arguments.add(yes);
                continue;
            }
            Optional<Operand> choice = tests.choice(yes, no);
            if (choice.isEmpty() || ++choices > MOST_CHOICES) { return; }
            arguments.add(choice.get());
        }
        int straight = body.steps.size() - 2;
        while (straight > 0 && body.steps.get(straight - 1).operation() instanceof Operation.Transfer) {
            straight--;
        }
        body.steps.removeLast();
        body.steps.removeLast();
        body.steps.add(new Step(new Operation.Jump(new Target.ToBlock(taken.block, arguments)), origin));
        body.steps.addAll(straight, added);
    }

    /// The branch's condition as values.
    private static final class Tests {
        private final GraphDraft draft;
        private final Operation.Branch branch;
        private final List<Step> out;
        private final int origin;
        private Optional<Reg> holds = Optional.empty();
        private Optional<Reg> fails = Optional.empty();

        Tests(GraphDraft draft, Operation.Branch branch, List<Step> out, int origin) {
            this.draft = draft;
            this.branch = branch;
            this.out = out;
            this.origin = origin;
        }

        /// A value that is `yes` where the branch is taken and `no` where it is not, if one of them is a
        /// constant.
        Optional<Operand> choice(Operand yes, Operand no) {
            if (no instanceof Immediate otherwise) {
                if (otherwise.value() == 0 && yes.equals(new Immediate(1))) { return Optional.of(holds()); }
                return Optional.of(chosen(holds(), yes, otherwise));
            }
            return yes instanceof Immediate otherwise ? Optional.of(chosen(fails(), no, otherwise))
                    : Optional.empty();
        }

        private Reg chosen(Reg test, Operand value, Immediate otherwise) {
            Reg dst = draft.fresh();
            Reg set = value instanceof Reg reg ? reg
                    : put(new Operation.Alu(AluOp.MOV, Width.W64, draft.fresh(), new Immediate(0), value));
            return put(new Operation.Choose(dst, test, set, otherwise));
        }

        private Reg holds() {
            if (holds.isEmpty()) {
                holds = Optional.of(put(new Operation.Compare(branch.cond(), branch.width(), draft.fresh(),
                        (Reg) branch.left(), branch.right())));
            }
            return holds.get();
        }

        private Reg fails() {
            if (fails.isEmpty()) {
                fails = Optional.of(put(
                        new Operation.Compare(branch.cond().negated(), branch.width(), draft.fresh(),
                                (Reg) branch.left(), branch.right())));
            }
            return fails.get();
        }

        private Reg put(Operation operation) {
            out.add(new Step(operation, origin));
            return operation.writes().orElseThrow();
        }
    }
}
