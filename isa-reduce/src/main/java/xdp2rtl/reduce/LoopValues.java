package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.UnaryOperator;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// What a loop computes and blocks behind it use, handed to them as parameters: then the loop can be copied.
///
/// All blocks in which such a value is live get a parameter for it; those that only ever get one value go again by
/// [PhiElimination].
final class LoopValues {
    private final Graph graph;
    private final GraphFlow flow;
    private final Loop loop;
    private final BitSet values;
    /// By block outside, the loop's values that are live in it.
    private final List<BitSet> live = new ArrayList<>();

    private LoopValues(Graph graph, GraphFlow flow, Loop loop) {
        this.graph = graph;
        this.flow = flow;
        this.loop = loop;
        this.values = BlockCopies.values(graph, loop.blocks());
    }

    /// The same program, in which nothing outside uses a value of the loop but the arguments of ways out of it.
    static Graph closed(Graph graph, GraphFlow flow, Loop loop) {
        var search = new LoopValues(graph, flow, loop);
        search.findLive();
        return search.live.stream().allMatch(BitSet::isEmpty) ? graph : search.closed();
    }

    private void findLive() {
        graph.blocks().forEach(_ -> live.add(new BitSet()));
        for (boolean changed = true; changed;) {
            changed = false;
            for (int i = flow.order().length - 1; i >= 0; i--) {
                int block = flow.order()[i];
                if (!loop.blocks().get(block)) {
                    int before = live.get(block).cardinality();
                    for (Step step : graph.blocks().get(block).steps()) {
                        use(step.operation(), live.get(block));
                    }
                    changed |= live.get(block).cardinality() != before;
                }
            }
        }
    }

    private void use(Operation operation, BitSet used) {
        GraphFlow.uses(operation).stream().map(Reg::number).filter(values::get).forEach(used::set);
        if (GraphFlow.target(operation) instanceof Target.ToBlock to) {
            used.or(live.get(to.block()));
        }
    }

    private Graph closed() {
        GraphDraft draft = new GraphDraft(graph);
        Reg[][] parameters = new Reg[graph.blocks().size()][];
        for (int block : flow.order()) {
            parameters[block] = new Reg[live.get(block).isEmpty() ? 0 : graph.values()];
            for (int value : live.get(block).stream().toArray()) {
                parameters[block][value] = draft.fresh();
                draft.blocks.get(block).parameters.add(parameters[block][value]);
            }
        }
        for (int block : flow.order()) {
            Reg[] own = parameters[block];
            UnaryOperator<Reg> use = reg -> own.length > reg.number() && own[reg.number()] != null
                    ? own[reg.number()] : reg;
            draft.blocks.get(block).steps
                    .replaceAll(step -> new Step(given(step.operation().rename(use, def -> def), use),
                            step.origin()));
        }
        return draft.graph();
    }

    /// A way to a block gives it also what its new parameters stand for.
    private Operation given(Operation operation, UnaryOperator<Reg> use) {
        if (!(GraphFlow.target(operation) instanceof Target.ToBlock to) || live.get(to.block()).isEmpty()) {
            return operation;
        }
        List<Operand> arguments = new ArrayList<>(to.arguments());
        live.get(to.block()).stream().forEach(value -> arguments.add(use.apply(new Reg(value))));
        return GraphFlow.withTarget(operation, new Target.ToBlock(to.block(), arguments));
    }
}
