package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;

/// `goto b3` to a block that only goes on or exits goes there at once; a block that only one jump reaches is
/// appended to where the jump stands.
///
/// Sound because the same operations are executed in the same order.
public final class BlockMerging implements Pass {
    @Override public String name() { return "block merging"; }

    @Override public Graph apply(Graph graph) {
        GraphDraft draft = new GraphDraft(graph);
        boolean changed = true;
        while (changed) {
            changed = forward(draft);
            draft = new GraphDraft(draft.graph());
            changed |= append(draft);
            draft = new GraphDraft(draft.graph());
        }
        return draft.graph();
    }

    /// Skips blocks that hold nothing but a jump or exit.
    private static boolean forward(GraphDraft draft) {
        boolean[] outside = usedOutside(draft);
        boolean changed = false;
        for (int from = 0; from < draft.blocks.size(); from++) {
            List<Step> steps = draft.blocks.get(from).steps;
            for (int i = 0; i < steps.size(); i++) {
                if (GraphFlow.target(steps.get(i).operation()) instanceof Target.ToBlock to && to.block() != from
                        && !outside[to.block()]) {
                    GraphDraft.Body body = draft.blocks.get(to.block());
                    if (body.steps.size() == 1) {
                        Operation shorter = skip(steps.get(i).operation(), to, body);
                        changed |= !shorter.equals(steps.get(i).operation());
                        steps.set(i, new Step(shorter, steps.get(i).origin()));
                    }
                }
            }
        }
        return changed;
    }

    private static Operation skip(Operation operation, Target.ToBlock to, GraphDraft.Body body) {
        Operation last = given(body.last(), body.parameters, to.arguments());
        boolean jump = operation instanceof Operation.Jump;
        return switch (last) {
            case Operation.Jump o when !(o.target() instanceof Target.ToBlock next
                    && next.block() == to.block()) ->
                GraphFlow.withTarget(operation, o.target());
            case Operation.Exit o when jump -> o;
            case Operation.Exit o when o.action() instanceof Immediate imm && imm.value() >= 0
                    && imm.value() < Target.Leave.ACTIONS ->
                GraphFlow.withTarget(operation, new Target.Leave(imm.value()));
            case Operation _ -> operation;
        };
    }

    /// The operation of a block's end with the arguments in place of the parameters.
    private static Operation given(Operation operation, List<Reg> parameters, List<Operand> arguments) {
        ValueSubstitution substitution = new ValueSubstitution(0);
        for (int i = 0; i < parameters.size(); i++) {
            substitution.replace(parameters.get(i), arguments.get(i));
        }
        return substitution.apply(operation);
    }

    /// For each block, whether other blocks use its parameters.
    static boolean[] usedOutside(GraphDraft draft) {
        int[] owner = new int[draft.values()];
        for (int i = 0; i < draft.blocks.size(); i++) {
            for (Reg parameter : draft.blocks.get(i).parameters) {
                owner[parameter.number()] = i + 1;
            }
        }
        boolean[] outside = new boolean[draft.blocks.size()];
        for (int i = 0; i < draft.blocks.size(); i++) {
            for (Step step : draft.blocks.get(i).steps) {
                for (Reg use : GraphFlow.uses(step.operation())) {
                    int of = owner[use.number()] - 1;
                    if (of >= 0 && of != i) {
                        outside[of] = true;
                    }
                }
            }
        }
        return outside;
    }

    /// Appends blocks to the only jump that reaches them.
    private static boolean append(GraphDraft draft) {
        int[] reached = new int[draft.blocks.size()];
        for (GraphDraft.Body body : draft.blocks) {
            for (Step step : body.steps) {
                if (GraphFlow.target(step.operation()) instanceof Target.ToBlock to) {
                    reached[to.block()]++;
                }
            }
        }
        boolean changed = false;
        Map<Reg, Reg> renamed = new HashMap<>();
        boolean[] taken = new boolean[draft.blocks.size()];
        for (int from = 0; from < draft.blocks.size(); from++) {
            GraphDraft.Body body = draft.blocks.get(from);
            while (!taken[from] && body.last() instanceof Operation.Jump jump
                    && jump.target() instanceof Target.ToBlock to
                    && reached[to.block()] == 1 && to.block() != from
                    && fits(body, draft.blocks.get(to.block()))) {
                append(draft, body, to, renamed);
                taken[to.block()] = true;
                changed = true;
            }
        }
        if (changed) {
            renamed.replaceAll((_, by) -> {
                while (renamed.containsKey(by)) {
                    by = renamed.get(by);
                }
                return by;
            });
            draft.replaceUses(renamed);
        }
        return changed;
    }

    private static boolean fits(GraphDraft.Body body, GraphDraft.Body next) {
        boolean straight = body.steps.size() == 1
                || !(body.steps.get(body.steps.size() - 2).operation() instanceof Operation.Transfer);
        return straight || next.steps.getFirst().operation() instanceof Operation.Transfer;
    }

    private static void append(GraphDraft draft, GraphDraft.Body body, Target.ToBlock to, Map<Reg, Reg> renamed) {
        GraphDraft.Body next = draft.blocks.get(to.block());
        Step jump = body.steps.removeLast();
        int straight = body.steps.size();
        while (straight > 0 && body.steps.get(straight - 1).operation() instanceof Operation.Transfer) {
            straight--;
        }
        List<Step> constants = new ArrayList<>();
        for (int i = 0; i < next.parameters.size(); i++) {
            Reg parameter = next.parameters.get(i);
            switch (to.arguments().get(i)) {
                case Reg reg -> renamed.put(parameter, reg);
                case Operand constant ->
                    constants.add(new Step(new Operation.Alu(AluOp.MOV, Width.W64, parameter,
                            new Immediate(0), constant), jump.origin()));
            }
        }
        body.steps.addAll(straight, constants);
        body.steps.addAll(next.steps);
        // What was appended is reached through the block that took it; alone it must not be counted again.
        next.steps = new ArrayList<>(List.of(new Step(new Operation.Exit(new Immediate(0)), Step.NOWHERE)));
        next.parameters.clear();
    }
}
