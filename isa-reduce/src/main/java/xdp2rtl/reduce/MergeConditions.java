package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;

/// `if eq v0, 17 goto b3; if ne v0, 6 goto exit 1; goto b3` becomes `v1 = ne v0, 17; v2 = ne v0, 6; v3 = and v1, v2; if
/// ne v3, 0 goto exit 1; goto b3`, of which one branch is left, for it can test two values by itself.
///
/// Sound because the way to the exit is taken in the same cases. It pays because `b3` is then reached once:
/// what follows need not be copied to be computed before the branches are decided.
public final class MergeConditions implements Pass {
    /// Operations of the block that is taken in, at most: they are computed in vain where the first condition decides.
    private static final int LONGEST_SIDE = 3;

    @Override public String name() { return "merge conditions"; }

    @Override public Graph apply(Graph graph) {
        GraphDraft draft = new GraphDraft(graph);
        GraphFlow flow = new GraphFlow(graph);
        for (int block : flow.order()) {
            GraphDraft.Body body = draft.blocks.get(block);
            absorb(draft, flow, body);
            merge(draft, body);
        }
        return draft.graph();
    }

    /// Takes in a block that only computes a little and then asks once more whether to go on to the same
    /// place.
    private static void absorb(GraphDraft draft, GraphFlow flow, GraphDraft.Body body) {
        int last = body.steps.size() - 1;
        if (last < 1 || !(body.steps.get(last).operation() instanceof Operation.Jump jump
                && jump.target() instanceof Target.ToBlock side
                && body.steps.get(last - 1).operation() instanceof Operation.Branch branch)
                || flow.into(side.block()).size() != 1 || !isValue(branch)) {
            return;
        }
        GraphDraft.Body next = draft.blocks.get(side.block());
        int straight = next.steps.size() - 2;
        boolean joins = next.parameters.isEmpty() && straight >= 1 && straight <= LONGEST_SIDE
                && next.last() instanceof Operation.Jump on
                && on.target().equals(branch.target())
                && next.steps.get(straight).operation() instanceof Operation.Branch second && isValue(second);
        for (int i = 0; joins && i < straight; i++) {
            Operation operation = next.steps.get(i).operation();
            joins = !operation.hasEffect() && !(operation instanceof Operation.Get);
        }
        if (joins) {
            int at = last - 1;
            while (at > 0 && body.steps.get(at - 1).operation() instanceof Operation.Transfer) {
                at--;
            }
            body.steps.removeLast();
            body.steps.addAll(next.steps.subList(straight, next.steps.size()));
            body.steps.addAll(at, next.steps.subList(0, straight));
            next.steps = new ArrayList<>(List.of(new Step(new Operation.Exit(new Immediate(0)),
                    Step.NOWHERE)));
        }
    }

    private static boolean isValue(Operation.Branch branch) {
        return branch.left() instanceof Reg && !ValueSubstitution.isLength(branch.right());
    }

    private static void merge(GraphDraft draft, GraphDraft.Body body) {
        int last = body.steps.size() - 1;
        if (last < 2 || !(body.steps.get(last).operation() instanceof Operation.Jump jump
                && body.steps.get(last - 1).operation() instanceof Operation.Branch away
                && body.steps.get(last - 2).operation() instanceof Operation.Branch on
                && on.target().equals(jump.target()))
                || !isValue(away) || !isValue(on) || !(away.target() instanceof Target.Leave)) {
            return;
        }
        int straight = last - 2;
        while (straight > 0 && body.steps.get(straight - 1).operation() instanceof Operation.Transfer) {
            straight--;
        }
        int origin = body.steps.get(last - 1).origin();
        List<Step> values = new ArrayList<>();
        Reg one = compare(draft, values, origin, on.cond().negated(), on);
        Reg two = compare(draft, values, origin, away.cond(), away);
        Reg test = draft.fresh();
        values.add(new Step(new Operation.Alu(AluOp.AND, Width.W64, test, one, two), origin));
        Step branch = new Step(new Operation.Branch(Cond.NE, Width.W64, test, new Immediate(0), away.target()), origin);
        body.steps.remove(last - 1);
        body.steps.remove(last - 2);
        body.steps.add(last - 2, branch);
        body.steps.addAll(straight, values);
    }

    private static Reg compare(GraphDraft draft, List<Step> out, int origin, Cond cond, Operation.Branch branch) {
        Reg dst = draft.fresh();
        out.add(new Step(new Operation.Compare(cond, branch.width(), dst, (Reg) branch.left(),
                branch.right()), origin));
        return dst;
    }
}
