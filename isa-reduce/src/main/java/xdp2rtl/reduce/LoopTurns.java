package xdp2rtl.reduce;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// How often a loop goes round at most: what counts its turns is computed, turn by turn, as the loop would.
///
/// Followed are values that come from constants alone: parameters of the head that every way in gives a constant, and
/// what the blocks that all turns pass compute from them. A loop ends in the turn in which none of the ways out of one of
/// these blocks can stay in it.
final class LoopTurns {
    private final Graph graph;
    private final GraphFlow flow;
    private final boolean[] known;
    private final long[] value;

    LoopTurns(Graph graph, GraphFlow flow) {
        this.graph = graph;
        this.flow = flow;
        known = new boolean[graph.values()];
        value = new long[graph.values()];
    }

    /// How often its head is passed at most each time a loop is entered; nothing where that is not known, or may be more than
    /// `most`.
    OptionalInt of(Loop loop, int most) {
        int found = 0;
        for (GraphFlow.Edge entry : loop.entries()) {
            Arrays.fill(known, false);
            if (!enter(loop, List.of(entry))) { return OptionalInt.empty(); }
            OptionalInt turns = entered(loop, most);
            if (turns.isEmpty()) { return turns; }
            found = Math.max(found, turns.getAsInt());
        }
        return OptionalInt.of(found);
    }

    private OptionalInt entered(Loop loop, int most) {
        List<Integer> spine = loop.spine(flow);
        for (int turn = 1; turn <= most; turn++) {
            for (int block : spine) {
                if (!stays(loop, block)) { return OptionalInt.of(turn); }
            }
            if (!enter(loop, loop.back())) { return OptionalInt.empty(); }
        }
        return OptionalInt.empty();
    }

    /// Takes the head's parameters from these edges, as far as all give the same; gives whether anything is new to the head.
    private boolean enter(Loop loop, List<GraphFlow.Edge> edges) {
        List<Reg> parameters = graph.blocks().get(loop.head()).parameters();
        OptionalLong[] given = new OptionalLong[parameters.size()];
        for (int i = 0; i < given.length; i++) {
            int place = i;
            List<OptionalLong> all = edges.stream().map(edge -> of(argument(edge, place))).distinct().toList();
            given[i] = all.size() == 1 ? all.getFirst() : OptionalLong.empty();
        }
        boolean changed = false;
        for (int i = 0; i < given.length; i++) {
            int number = parameters.get(i).number();
            changed |= given[i].isPresent() && !given[i].equals(of(parameters.get(i)));
            define(number, given[i]);
        }
        return changed;
    }

    private Operand argument(GraphFlow.Edge edge, int place) {
        Operation from = graph.blocks().get(edge.from()).steps().get(edge.step()).operation();
        return ((Target.ToBlock) GraphFlow.target(from)).arguments().get(place);
    }

    /// Whether the block may lead on in the loop. To go back to the head of a loop inside does not lead on: it leads here
    /// again, with the same values of those that are followed.
    private boolean stays(Loop loop, int block) {
        boolean may = false;
        for (Step step : graph.blocks().get(block).steps()) {
            Operation operation = step.operation();
            operation.writes().ifPresent(dst -> define(dst.number(),
                    operation instanceof Operation.Compute compute ? compute.fold(this::of) : OptionalLong.empty()));
            if (operation instanceof Operation.Targeted targeted) {
                Optional<Boolean> taken = targeted instanceof Operation.Branch branch ? branch.fold(this::of)
                        : Optional.of(true);
                may |= taken.orElse(true) && targeted.target() instanceof Target.ToBlock to
                        && loop.blocks().get(to.block())
                        && (to.block() == loop.head() || !flow.dominates(to.block(), block));
                if (taken.orElse(false)) { return may; }
            }
        }
        return may;
    }

    private void define(int number, OptionalLong result) {
        known[number] = result.isPresent();
        value[number] = result.orElse(0);
    }

    private OptionalLong of(Operand operand) {
        return switch (operand) {
            case Immediate(int constant) -> OptionalLong.of(constant);
            case Reg(int number) -> known[number] ? OptionalLong.of(value[number]) : OptionalLong.empty();
            case Length _ -> OptionalLong.empty();
        };
    }
}
