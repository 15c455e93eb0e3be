package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;

/// `v2 = add v1, 64; goto b3(v2)` and `v4 = add v3, 64; goto b3(v4)` become `goto b3(v1)` and `goto b3(v3)`, where b3
/// begins with the addition: there its accesses take the constant as their offset ([AccessRules]).
///
/// Sound because each edge gives the sum of its argument and the constant, and of a map address, which is all that the
/// parameter is, only the low half counts.
public final class SinkOffsets implements Pass {
    @Override public String name() { return "sink offsets"; }

    @Override public Graph apply(Graph graph) {
        GraphFlow flow = new GraphFlow(graph);
        Scope scope = Scope.plain(graph, flow);
        GraphDraft draft = new GraphDraft(graph);
        BitSet others = otherUses(graph);
        List<List<Step>> sums = new ArrayList<>();
        draft.blocks.forEach(_ -> sums.add(new ArrayList<>()));
        for (int block : flow.order()) {
            List<Reg> parameters = draft.blocks.get(block).parameters;
            for (int place = 0; place < parameters.size(); place++) {
                if (!others.get(parameters.get(place).number())) {
                    sink(flow.into(block), scope, draft, block, place).ifPresent(sums.get(block)::add);
                }
            }
        }
        for (int block = 0; block < sums.size(); block++) {
            draft.blocks.get(block).steps.addAll(0, sums.get(block));
        }
        return draft.graph();
    }

    /// The registers that are something else than the base of an access to map memory.
    private static BitSet otherUses(Graph graph) {
        BitSet others = new BitSet();
        graph.blocks().stream().flatMap(block -> block.steps().stream()).map(Step::operation).forEach(operation -> {
            List<Reg> uses = new ArrayList<>(GraphFlow.uses(operation));
            if (operation instanceof Operation.Addressed o && o.space() == Space.MAP) {
                o.base().ifPresent(uses::remove);
            }
            uses.forEach(reg -> others.set(reg.number()));
        });
        return others;
    }

    /// The addition that the block begins with then.
    private static Optional<Step> sink(List<GraphFlow.Edge> edges, Scope scope, GraphDraft draft, int block,
            int place) {
        OptionalInt offset = OptionalInt.empty();
        for (GraphFlow.Edge edge : edges) {
            Optional<Operation.Alu> sum = sum(scope, argument(draft, edge, place));
            if (sum.isEmpty()) { return Optional.empty(); }
            int constant = (int) scope.known(sum.get().right()).min();
            if (offset.isPresent() && offset.getAsInt() != constant) { return Optional.empty(); }
            offset = OptionalInt.of(constant);
        }
        if (offset.isEmpty()) { return Optional.empty(); }
        for (GraphFlow.Edge edge : edges) {
            List<Step> steps = draft.blocks.get(edge.from()).steps;
            Step step = steps.get(edge.step());
            Target.ToBlock to = (Target.ToBlock) GraphFlow.target(step.operation());
            List<Operand> arguments = new ArrayList<>(to.arguments());
            arguments.set(place, sum(scope, arguments.get(place)).orElseThrow().left());
            steps.set(edge.step(), new Step(
                    GraphFlow.withTarget(step.operation(), new Target.ToBlock(to.block(), arguments)), step.origin()));
        }
        GraphDraft.Body body = draft.blocks.get(block);
        Reg base = draft.fresh();
        Reg parameter = body.parameters.set(place, base);
        return Optional.of(new Step(new Operation.Alu(AluOp.ADD, Width.W64, parameter, base,
                new Immediate(offset.getAsInt())), Step.NOWHERE));
    }

    private static Operand argument(GraphDraft draft, GraphFlow.Edge edge, int place) {
        Operation operation = draft.blocks.get(edge.from()).steps.get(edge.step()).operation();
        return ((Target.ToBlock) GraphFlow.target(operation)).arguments().get(place);
    }

    /// The addition of a constant to a register that the argument is.
    private static Optional<Operation.Alu> sum(Scope scope, Operand argument) {
        return scope.alu(AluOp.ADD, argument).filter(o -> o.width() == Width.W64 && o.left() instanceof Reg
                && scope.known(o.right()).isConstant());
    }
}
