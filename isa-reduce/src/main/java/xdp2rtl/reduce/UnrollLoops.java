package xdp2rtl.reduce;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import xdp2rtl.graph.Graph;
import xdp2rtl.isa.Operation;

/// `b1(v1): v2 = load1 packet[v1]; v3 = add v1, 1; if lt v3, 4 goto b1[v3]` becomes four times its steps.
///
/// Sound because a copy does what the loop does, and what stays in the last copy goes on in the loop itself. The ways
/// that the counter decides are constants then, so the loop and what counts its turns are left to be taken away; loads of
/// several turns stand in one bundle. Loops inside are unrolled first.
public final class UnrollLoops implements Pass {
    public static final String NAME = "unroll loops";

    /// Operations of all copies of a loop at most, jumps from one block to the next not counted.
    private static final int GROWTH = 128;

    @Override public String name() { return NAME; }

    /// One loop in each.
    @Override public int rounds() { return 4; }

    @Override public Graph apply(Graph graph) {
        GraphFlow flow = new GraphFlow(graph);
        List<Loop> loops = Loop.of(flow);
        for (Loop loop : loops) {
            boolean inner = loops.stream().noneMatch(it -> it.head() != loop.head() && loop.blocks().get(it.head()));
            int most = GROWTH / size(graph, loop);
            OptionalInt turns = inner ? new LoopTurns(graph, flow).of(loop, most) : OptionalInt.empty();
            if (turns.isPresent()) { return unrolled(LoopValues.closed(graph, flow, loop), loop, turns.getAsInt()); }
        }
        return graph;
    }

    private static int size(Graph graph, Loop loop) {
        return Math.toIntExact(loop.blocks().stream().mapToObj(graph.blocks()::get)
                .flatMap(block -> block.steps().stream())
                .filter(step -> !(step.operation() instanceof Operation.Jump)).count());
    }

    /// The last copy is made first, so that there is where the one before it leads to.
    private static Graph unrolled(Graph graph, Loop loop, int turns) {
        GraphDraft draft = new GraphDraft(graph);
        int head = loop.head();
        for (int turn = turns; turn > 0; turn--) {
            head = BlockCopies.copy(draft, graph, loop.blocks(), Map.of(loop.head(), head))[loop.head()];
        }
        for (GraphFlow.Edge entry : loop.entries()) {
            BlockCopies.redirect(draft, entry, head);
        }
        return draft.graph();
    }
}
