package xdp2rtl.reduce;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.GraphText;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Target;

/// Prints what the reduction makes of the corpus. With a name as argument: the listing of that program too.
final class Progress {
    private Progress() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, Corpus.Case> all = Corpus.examples();
        all.putAll(Corpus.filters());
        System.out.printf("%-40s %6s %6s %6s %6s %6s %7s%n", "program", "before", "after", "blocks", "height",
            "rounds", "ms");
        for (var entry : all.entrySet()) {
            long start = System.nanoTime();
            Reduction.Report report = Reduction.report(entry.getValue().graph());
            long ms = (System.nanoTime() - start) / 1_000_000;
            int rounds = report.steps().isEmpty() ? 0 : report.steps().getLast().round() + 1;
            System.out.printf("%-40s %6d %6d %6d %6d %6d %7d%n", entry.getKey(), report.before(),
                report.after(),
                              report.graph().blocks().size(), height(report.graph()), rounds, ms);
            if (arguments.length > 0 && entry.getKey().contains(arguments[0])) {
                if (arguments.length > 1) {
                    System.out.println(GraphText.of(entry.getValue().graph()));
                }
                System.out.println(GraphText.of(Numbering.compact(report.graph())));
                for (Reduction.Step step : report.steps()) {
                    System.out.println("  " + step);
                }
            }
        }
    }

    /// The longest chain of operations that wait for one another, over all paths without loops; effects and
    /// branches in order.
    static int height(Graph graph) {
        Flow flow = new Flow(graph);
        Map<Reg, Integer> ready = new HashMap<>();
        int[] start = new int[graph.blocks().size()];
        int longest = 0;
        for (int id : flow.order()) {
            Block block = graph.blocks().get(id);
            for (Reg parameter : block.parameters()) {
                ready.put(parameter, start[id]);
            }
            int end = start[id];
            for (Step step : block.steps()) {
                int at = step.operation().hasEffect() ? start[id] : 0;
                for (Reg use : Flow.uses(step.operation())) {
                    at = Math.max(at, ready.getOrDefault(use, 0));
                }
                int done = at + 1;
                step.operation().writes().ifPresent(reg -> ready.put(reg, done));
                if (step.operation().hasEffect()) {
                    end = Math.max(end, at);
                    longest = Math.max(longest, done);
                }
                if (Flow.target(step.operation()) instanceof Target.ToBlock to) {
                    start[to.block()] = Math.max(start[to.block()], end);
                }
            }
        }
        return longest;
    }
}
