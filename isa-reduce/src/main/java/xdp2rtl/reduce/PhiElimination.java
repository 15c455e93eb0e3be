package xdp2rtl.reduce;

import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Target;

/// `b3(v5)` that is only reached with `v2`, or from its own loop with `v5`, uses `v2` instead.
///
/// Sound because all paths give the parameter the one value, which therefore stands on all of them.
public final class PhiElimination implements Pass {
    @Override public String name() { return "phi elimination"; }

    @Override public Graph apply(Graph graph) {
        GraphFlow flow = new GraphFlow(graph);
        GraphDraft draft = new GraphDraft(graph);
        ValueSubstitution substitution = new ValueSubstitution(graph.values());
        boolean changed = true;
        boolean any = false;
        boolean[] done = new boolean[graph.values()];
        while (changed) {
            changed = false;
            for (int block : flow.order()) {
                for (int i = 0; i < draft.blocks.get(block).parameters.size(); i++) {
                    Reg parameter = draft.blocks.get(block).parameters.get(i);
                    Operand only = done[parameter.number()] ? parameter
                            : only(graph, flow, substitution, block, i, parameter);
                    if (!only.equals(parameter) && !(only instanceof Operand.Length)) {
                        done[parameter.number()] = true;
                        resolve(substitution, graph, parameter, only);
                        changed = true;
                        any = true;
                    }
                }
            }
        }
        if (any) {
            for (GraphDraft.Body body : draft.blocks) {
                body.steps.replaceAll(step -> new Step(substitution.apply(step.operation()), step.origin()));
            }
        }
        return draft.graph();
    }

    /// Lets `only` stand for the parameter, also where the parameter stood for another one before.
    private static void resolve(ValueSubstitution substitution, Graph graph, Reg parameter, Operand only) {
        for (int number = 0; number < graph.values(); number++) {
            Reg reg = new Reg(number);
            if (!reg.equals(parameter) && substitution.of(reg).equals(parameter)) {
                substitution.replace(reg, only);
            }
        }
        substitution.replace(parameter, only);
    }

    /// The one value that all edges give, the parameter itself not counted; the parameter if there is none,
    /// the length if there are more.
    private static Operand only(Graph graph, GraphFlow flow, ValueSubstitution substitution, int block, int place,
            Reg parameter) {
        Operand only = parameter;
        for (GraphFlow.Edge edge : flow.into(block)) {
            Step step = graph.blocks().get(edge.from()).steps().get(edge.step());
            Operand argument =
                    substitution.of(((Target.ToBlock) GraphFlow.target(step.operation())).arguments().get(place));
            if (!argument.equals(parameter) && !argument.equals(only)) {
                only = only.equals(parameter) ? argument : new Operand.Length();
            }
        }
        return only;
    }
}
