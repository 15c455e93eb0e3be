package xdp2rtl.reduce;

import java.util.List;
import org.junit.jupiter.api.Test;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.GraphCheck;
import xdp2rtl.maps.MapLayout;

/// Random graphs do the same after each pass. `-Dseed=` repeats one.
final class ReductionFuzzTest {
    private static final int GRAPHS = 400;

    @Test void keepsWhatRandomGraphsDo() {
        long only = Long.getLong("seed", -1);
        for (long seed = only < 0 ? 0 : only; seed < (only < 0 ? GRAPHS : only + 1); seed++) {
            check(seed);
        }
    }

    static void check(long seed) {
        Executions runs = new Executions(new MapLayout(0, List.of(), 128, 128, 1), 8);
        Graph now = GraphCheck.require("seed " + seed, RandomGraph.of(seed));
        for (int round = 0; round < 2; round++) {
            for (Pass pass : Reduction.PASSES) {
                Graph next = GraphCheck.require(pass.name() + " on seed " + seed, pass.apply(now));
                runs.same(pass.name() + " on graph " + seed, now, next, seed);
                now = next;
            }
        }
    }

    /// Runs until it is stopped, from the seed given.
    public static void main(String[] arguments) {
        for (long seed = Long.parseLong(arguments[0]); seed < Long.parseLong(arguments[1]); seed++) {
            check(seed);
        }
    }
}
