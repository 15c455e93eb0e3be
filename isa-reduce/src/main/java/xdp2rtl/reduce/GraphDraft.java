package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Map;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// A graph while a pass rewrites it. [#graph] drops the blocks that nothing reaches and numbers the others
/// densely, in their order.
final class GraphDraft {
    /// One block: what a [Block] holds, but changeable.
    static final class Body {
        final List<Reg> parameters;
        List<Step> steps;

        Body(List<Reg> parameters, List<Step> steps) {
            this.parameters = new ArrayList<>(parameters);
            this.steps = new ArrayList<>(steps);
        }

        Operation last() { return steps.getLast().operation(); }
    }

    final List<Body> blocks = new ArrayList<>();
    private final Set<Integer> stack;
    private int values;

    GraphDraft(Graph graph) {
        stack = graph.stack();
        values = graph.values();
        for (Block block : graph.blocks()) {
            blocks.add(new Body(block.parameters(), block.steps()));
        }
    }

    Reg fresh() { return new Reg(values++); }

    int values() { return values; }

    Graph graph() {
        int[] place = new int[blocks.size()];
        mark(place);
        int count = 0;
        for (int block = 0; block < place.length; block++) {
            place[block] = place[block] == 0 ? -1 : count++;
        }
        List<Block> kept = new ArrayList<>(count);
        for (int block = 0; block < place.length; block++) {
            if (place[block] >= 0) {
                Body body = blocks.get(block);
                List<Step> steps = new ArrayList<>(body.steps.size());
                for (Step step : body.steps) {
                    steps.add(moved(step, place));
                }
                kept.add(new Block(place[block], body.parameters, steps));
            }
        }
        return new Graph(kept, values, stack);
    }

    private void mark(int[] reached) {
        List<Integer> work = new ArrayList<>(List.of(0));
        reached[0] = 1;
        while (!work.isEmpty()) {
            for (Step step : blocks.get(work.removeLast()).steps) {
                if (GraphFlow.target(step.operation()) instanceof Target.ToBlock to && reached[to.block()] == 0) {
                    reached[to.block()] = 1;
                    work.add(to.block());
                }
            }
        }
    }

    private static Step moved(Step step, int[] place) {
        if (GraphFlow.target(step.operation()) instanceof Target.ToBlock to && place[to.block()] != to.block()) {
            return new Step(GraphFlow.withTarget(step.operation(),
                    new Target.ToBlock(place[to.block()], to.arguments())), step.origin());
        }
        return step;
    }

    /// Replaces every use of every register that `operands` names (by its number), in
    /// operands, bases and arguments. What it names must not itself be named.
    void replaceUses(Map<Reg, Reg> operands) {
        for (Body body : blocks) {
            body.steps.replaceAll(step -> {
                Operation operation = step.operation();
                return GraphFlow.uses(operation).stream().anyMatch(operands::containsKey)
                        ? new Step(operation.rename(use -> operands.getOrDefault(use, use), def -> def), step.origin())
                        : step;
            });
        }
    }

    static List<Operand> without(List<Operand> arguments, boolean[] gone) {
        List<Operand> kept = new ArrayList<>(arguments.size());
        for (int i = 0; i < arguments.size(); i++) {
            if (!gone[i]) {
                kept.add(arguments.get(i));
            }
        }
        return kept;
    }
}
