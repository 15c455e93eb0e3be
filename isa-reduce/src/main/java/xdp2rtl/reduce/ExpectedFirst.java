package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;

/// `if eq v0, 43144 goto b1; if ne v0, 129 goto b2[v0]; goto b1` to `b2(v1): if ne v1, 8 goto exit 2` becomes `if ne v0,
/// 8 goto b3; goto b2[v0]`, with the old tests in `b3`, from where what led to `b2` leaves at once: what a parser
/// expects behind its tags is asked first.
///
/// Sound because a value that is 8 is decided by all these tests as the new one says, and nothing is done between them.
/// Several ways meet in `b2`, so the test there stays for the others, and is decided on this one.
public final class ExpectedFirst implements Pass {
    /// Tests that one takes the place of, at least, that at the end of the way not counted.
    private static final int FEWEST = 2;

    private static final Target ELSEWHERE = new Target.Leave(0);

    @Override public String name() { return "expected test first"; }

    @Override public Graph apply(Graph graph) {
        GraphFlow flow = new GraphFlow(graph);
        for (int block : flow.order()) {
            List<Step> steps = graph.blocks().get(block).steps();
            int first = 0;
            while (!(steps.get(first).operation() instanceof Operation.Transfer)) {
                first++;
            }
            for (int i = first; i < steps.size(); i++) {
                if (tested(steps.get(i)) instanceof Reg value && steps.size() - i > FEWEST) {
                    Optional<Expected> expected = expected(graph, flow, steps.subList(i, steps.size()), value);
                    if (expected.isPresent()) { return ahead(graph, block, i, expected.get()); }
                }
            }
        }
        return graph;
    }

    /// A test that can be made first.
    ///
    /// @param unlike `value` is not what is expected, to the exit
    /// @param way    where it is tested now
    private record Expected(Reg value, Operation.Branch unlike, Target.ToBlock way) {}

    private static Operand tested(Step step) {
        return step.operation() instanceof Operation.Branch o && isEquality(o) ? o.left() : new Immediate(0);
    }

    private static boolean isEquality(Operation.Branch o) {
        return (o.cond() == Cond.EQ || o.cond() == Cond.NE) && o.right() instanceof Immediate;
    }

    /// What the tests lead to that ask nothing but what the value is.
    private static Optional<Expected> expected(Graph graph, GraphFlow flow, List<Step> tests, Reg value) {
        for (Step step : tests) {
            if (GraphFlow.target(step.operation()) instanceof Target.ToBlock way
                    && flow.into(way.block()).size() > 1 && !flow.hasBackEdge(way.block())
                    && graph.blocks().get(way.block()).steps().getFirst().operation() instanceof Operation.Branch there
                    && isEquality(there) && there.cond() == Cond.NE && there.target() instanceof Target.Leave
                    && is(value, there.left(), graph.blocks().get(way.block()).parameters(), way)) {
                Immediate number = (Immediate) there.right();
                if (way.equals(decided(tests, value, there.width(), number))) {
                    return Optional.of(new Expected(value,
                            new Operation.Branch(Cond.NE, there.width(), value, number, there.target()), way));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean is(Reg value, Operand there, List<Reg> parameters, Target.ToBlock way) {
        int index = there instanceof Reg reg ? parameters.indexOf(reg) : -1;
        return value.equals(index < 0 ? there : way.arguments().get(index));
    }

    /// Where the tests lead for this number, if two or more ask for it; elsewhere if not.
    private static Target decided(List<Step> tests, Reg value, Width width, Immediate number) {
        int asked = 0;
        for (Step step : tests) {
            switch (step.operation()) {
                case Operation.Branch o when o.left().equals(value) && isEquality(o) && o.width() == width -> {
                    asked++;
                    if (o.cond().holds(width, number.value(), ((Immediate) o.right()).value())) {
                        return asked < FEWEST ? ELSEWHERE : o.target();
                    }
                }
                case Operation other -> {
                    return other instanceof Operation.Jump jump && asked >= FEWEST ? jump.target() : ELSEWHERE;
                }
            }
        }
        return ELSEWHERE;
    }

    private static Graph ahead(Graph graph, int block, int at, Expected expected) {
        GraphDraft draft = new GraphDraft(graph);
        List<Step> steps = draft.blocks.get(block).steps;
        List<Step> tests = new ArrayList<>(steps.subList(at, steps.size()));
        int origin = tests.getFirst().origin();
        steps.subList(at, steps.size()).clear();
        steps.add(new Step(expected.unlike().withTarget(new Target.ToBlock(draft.blocks.size(), List.of())), origin));
        steps.add(new Step(new Operation.Jump(expected.way()), origin));
        List<Reg> parameters = graph.blocks().get(expected.way().block()).parameters();
        Operand there = ((Operation.Branch) graph.blocks().get(expected.way().block()).steps().getFirst().operation())
                .left();
        tests.replaceAll(step -> GraphFlow.target(step.operation()) instanceof Target.ToBlock to
                && to.block() == expected.way().block() && is(expected.value(), there, parameters, to)
                        ? new Step(GraphFlow.withTarget(step.operation(), expected.unlike().target()), step.origin())
                        : step);
        draft.blocks.add(new GraphDraft.Body(List.of(), tests));
        return draft.graph();
    }
}
