package xdp2rtl.depend;

import java.util.List;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// How often the blocks of a program are expected to run for one packet, from its shape alone: a branch goes where more
/// work lies ahead, because what ends early is the exception; a loop turns several times.
public final class Frequencies {
    /// The chance of another turn where a branch could end the loop.
    private static final double STAYS_IN_LOOP = 0.85;
    /// Rounds in which what loops send back is added up; by then it has settled.
    private static final int ROUNDS = 40;

    private final Graph graph;
    private final int[] place;
    private final int[] work;
    private final double[] of;

    public Frequencies(Graph graph) {
        this.graph = graph;
        int count = graph.blocks().size();
        place = new int[count];
        work = new int[count];
        of = new double[count];
        List<Integer> order = Edges.reversePostorder(graph);
        for (int i = 0; i < order.size(); i++) {
            place[order.get(i)] = i;
        }
        for (int block : order.reversed()) {
            Block b = graph.blocks().get(block);
            work[block] = b.steps().size() + Edges.of(b).stream().filter(to -> !isBack(block, to.block()))
                    .mapToInt(to -> work[to.block()]).max().orElse(0);
        }
        for (int round = 0; round < ROUNDS; round++) {
            double[] next = new double[count];
            next[0] = 1;
            for (int block : order) {
                double here = next[block] + backInto(block);
                next[block] = here;
                flow(block, here, next);
            }
            System.arraycopy(next, 0, of, 0, count);
        }
    }

    /// Expected runs of a block for one packet.
    public double of(int block) { return of[block]; }

    /// Whether the edge closes a cycle.
    public boolean isBack(int from, int to) { return place[to] <= place[from]; }

    /// The share of a block's runs that go along the branch, jump or exit at a place among its steps.
    public double share(int block, int step) {
        List<Step> steps = graph.blocks().get(block).steps();
        double all = 0;
        boolean back = false;
        for (Step s : steps) {
            if (s.operation() instanceof Operation.Transfer) {
                all += isBack(block, s) ? 0 : weight(s);
                back |= isBack(block, s);
            }
        }
        Step asked = steps.get(step);
        if (isBack(block, asked)) { return all == 0 ? 1 : STAYS_IN_LOOP; }
        return (back ? 1 - STAYS_IN_LOOP : 1) * weight(asked) / all;
    }

    private void flow(int block, double runs, double[] next) {
        List<Step> steps = graph.blocks().get(block).steps();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).operation() instanceof Operation.Targeted o && o.target() instanceof Target.ToBlock to
                    && !isBack(block, to.block())) {
                next[to.block()] += runs * share(block, i);
            }
        }
    }

    /// What came along the cycle-closing edges in the round before.
    private double backInto(int header) {
        double runs = 0;
        for (Block from : graph.blocks()) {
            for (int i = 0; i < from.steps().size(); i++) {
                if (of[from.id()] > 0 && from.steps().get(i).operation() instanceof Operation.Targeted o
                        && o.target() instanceof Target.ToBlock to && to.block() == header
                        && isBack(from.id(), header)) {
                    runs += of[from.id()] * share(from.id(), i);
                }
            }
        }
        return runs;
    }

    private boolean isBack(int block, Step step) {
        return step.operation() instanceof Operation.Targeted o && o.target() instanceof Target.ToBlock to
                && isBack(block, to.block());
    }

    private double weight(Step step) {
        return step.operation() instanceof Operation.Targeted o && o.target() instanceof Target.ToBlock to
                ? 1 + work[to.block()] : 1;
    }
}
