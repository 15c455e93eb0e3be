package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// `v1 = add v0, 4`, where nothing needs `v1`, becomes nothing; so does a block parameter that nothing needs.
///
/// Sound because the operation has no effect but its result ([Operation#hasEffect]), and the result reaches
/// no effect and no branch.
public final class DeadCode implements Pass {
    @Override public String name() { return "dead code elimination"; }

    @Override public Graph apply(Graph graph) {
        GraphDraft draft = new GraphDraft(graph);
        Map<Reg, Operation> definition = new HashMap<>();
        int[] block = new int[graph.values()];
        int[] place = new int[graph.values()];
        List<List<Target.ToBlock>> into = new ArrayList<>();
        for (int i = 0; i < draft.blocks.size(); i++) {
            into.add(new ArrayList<>(2));
        }
        boolean[] live = new boolean[graph.values()];
        List<Reg> work = new ArrayList<>();
        for (int i = 0; i < draft.blocks.size(); i++) {
            GraphDraft.Body body = draft.blocks.get(i);
            for (int p = 0; p < body.parameters.size(); p++) {
                block[body.parameters.get(p).number()] = i;
                place[body.parameters.get(p).number()] = p;
            }
            for (Step step : body.steps) {
                Operation operation = step.operation();
                if (operation.hasEffect()) {
                    work.addAll(operation.reads());
                    if (GraphFlow.target(operation) instanceof Target.ToBlock to) {
                        into.get(to.block()).add(to);
                    }
                }
                operation.writes().ifPresent(reg -> definition.put(reg, operation));
            }
        }
        while (!work.isEmpty()) {
            int reg = work.removeLast().number();
            if (live[reg]) {
                continue;
            }
            live[reg] = true;
            if (definition.containsKey(new Reg(reg))) {
                work.addAll(definition.get(new Reg(reg)).reads());
            } else {
                for (Target.ToBlock to : into.get(block[reg])) {
                    if (to.arguments().get(place[reg]) instanceof Reg argument) {
                        work.add(argument);
                    }
                }
            }
        }
        sweep(draft, live);
        return draft.graph();
    }

    private static void sweep(GraphDraft draft, boolean[] live) {
        boolean[][] gone = new boolean[draft.blocks.size()][];
        for (int i = 0; i < gone.length; i++) {
            GraphDraft.Body body = draft.blocks.get(i);
            gone[i] = new boolean[body.parameters.size()];
            for (int p = 0; p < gone[i].length; p++) {
                gone[i][p] = !live[body.parameters.get(p).number()];
            }
            body.parameters.removeIf(reg -> !live[reg.number()]);
            body.steps.removeIf(step -> !step.operation().hasEffect()
                    && !live[step.operation().writes().orElseThrow().number()]);
        }
        for (GraphDraft.Body body : draft.blocks) {
            body.steps.replaceAll(step -> GraphFlow.target(step.operation()) instanceof Target.ToBlock to
                    && !to.arguments().isEmpty()
                            ? new Step(GraphFlow.withTarget(step.operation(), new Target.ToBlock(to.block(),
                                    GraphDraft.without(to.arguments(), gone[to.block()]))), step.origin())
                            : step);
        }
    }
}
