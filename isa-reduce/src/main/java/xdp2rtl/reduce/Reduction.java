package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.GraphCheck;

/// The passes in their order, run until none finds anything or the bound is reached.
public final class Reduction {
    /// Rounds over the list; programs settle in three to six.
    private static final int ROUNDS = 12;

    /// The list that every round goes through.
    public static final List<Pass> PASSES = List.of(
            new PhiElimination(), new Simplify(), new CommonSubexpressions(), new WidenLoads(), new GatherBytes(),
            new SinkOffsets(), new MapAdditions(), new MergeStores(),
            new StoreForwarding(), new FoldSums(), new TreeHeight(), new DeadCode(), new BlockMerging(),
            new IfConversion(),
            new MergeConditions(), new MergeTests(), new ExpectedFirst(),
            new UnrollLoops(), new SpecialiseBlocks());

    private Reduction() {}

    /// What one run of a pass did: operations before and after it.
    public record Step(String pass, int before, int after) {}

    /// A reduced graph and how it came about.
    ///
    /// @param before operations in the graph that was given
    /// @param after  operations in the result
    /// @param passes what each round went through
    public record Report(Graph graph, int before, int after, List<Step> steps, List<Pass> passes) {
        public Report {
            steps = List.copyOf(steps);
            passes = List.copyOf(passes);
        }

        /// Operations that all runs of a pass removed; negative if it added some.
        public int removedBy(String pass) {
            int removed = 0;
            for (Step step : steps) {
                removed += step.pass.equals(pass) ? step.before - step.after : 0;
            }
            return removed;
        }
    }

    public static Graph reduce(Graph graph) { return report(graph).graph(); }

    public static Report report(Graph graph) { return report(graph, PASSES); }

    /// Whoever wants to see what a run of a pass has changed.
    @FunctionalInterface public interface Watch {
        void changed(Pass pass, Graph before, Graph after);
    }

    /// Runs another list; every result is checked.
    public static Report report(Graph graph, List<Pass> passes) {
        return report(graph, passes, (_, _, _) -> {});
    }

    /// The same, watched.
    public static Report report(Graph graph, List<Pass> passes, Watch watch) {
        List<Step> steps = new ArrayList<>();
        Graph now = GraphCheck.require("the builder", graph);
        for (int round = 0; round < ROUNDS; round++) {
            Graph start = now;
            for (Pass pass : passes) {
                if (round >= pass.rounds()) {
                    continue;
                }
                Graph next = pass.apply(now);
                if (!next.blocks().equals(now.blocks())) {
                    GraphCheck.require(pass.name(), next);
                    steps.add(new Step(pass.name(), operations(now), operations(next)));
                    watch.changed(pass, now, next);
                }
                now = next;
            }
            if (now.blocks().equals(start.blocks())) {
                break;
            }
        }
        return new Report(now, operations(graph), operations(now), steps, passes);
    }

    /// Operations in a graph.
    public static int operations(Graph graph) {
        int count = 0;
        for (Block block : graph.blocks()) {
            count += block.steps().size();
        }
        return count;
    }
}
