package xdp2rtl.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import xdp2rtl.depend.Frequencies;
import xdp2rtl.depend.Liveness;
import xdp2rtl.graph.Graph;
import xdp2rtl.isa.CoreConfig;

class BoundTest {
    private static final CoreConfig CORE = CoreConfig.of("test", 4, 16);
    /// The lane of the packet stores, that of maps and requests, all lanes.
    private static final int STORES = 4;
    private static final int MAPS = 8;
    private static final int ANY = 15;

    @Test void aChainBinds() {
        assertEquals(new PathBound(3, Limit.CHAIN), PathBound.of(List.of(item(ANY, 0, 2), item(ANY, 2, 0)), CORE));
    }

    @Test void lanesBind() {
        assertEquals(new PathBound(3, Limit.LANES), PathBound.of(times(9, item(ANY, 0, 0)), CORE));
    }

    /// Maps and requests share a lane.
    @Test void aUnitBinds() {
        assertEquals(new PathBound(5, new Limit("map/request")), PathBound.of(times(5, item(MAPS, 0, 0)), CORE));
    }

    /// Three stores that have to wait for one row and leave two behind them: six, although there are only three.
    @Test void headsAndTailsAddToAUnit() {
        assertEquals(new PathBound(6, new Limit("packet store/stack")),
                PathBound.of(times(3, item(STORES, 1, 2)), CORE));
    }

    /// No order that is tried goes below the bound that any search finds, and the solver's order is one of the program's.
    @Test void boundsHoldOnRandomGraphs() {
        int proved = 0;
        for (int seed = 0; seed < 12; seed++) {
            Graph graph = RandomSsaGraph.of(seed);
            ScheduleReport usual = Scheduler.schedule("usual", graph, CORE).report();
            ScheduleReport exact = Scheduler.schedule("exact", graph, CORE, new Guide(0.5)).report();
            assertTrue(usual.expectedBound() <= usual.expected() + 1e-6, () -> "bound above " + usual);
            assertTrue(exact.expectedBound() <= exact.expected() + 1e-6, () -> "bound above " + exact);
            proved += exact.proved() == 1 ? 1 : 0;
        }
        assertTrue(proved > 0, "no program is proved");
    }

    /// What costs as much as is allowed is no result, so that a search never takes a dearer one.
    @Test void nothingReachesItsLimit() {
        for (int seed = 0; seed < 20; seed++) {
            Graph graph = RandomSsaGraph.of(seed);
            var frequencies = new Frequencies(graph);
            var task =
                    new Task(graph, CORE, frequencies, new Liveness(graph), Partition.of(graph, frequencies, 0), true);
            Region region = RegionBuilder.build(task, 0, RegionBuilder.PhiLowering.COPIED_TWICE);
            var ranking = new Ranking(region, CORE);
            var policy = new Policy(Policy.Focus.SUM, false, false, true);
            double cost = new RegionScheduler(task, region, new Needs(region), ranking, policy)
                    .schedule(Double.MAX_VALUE).orElseThrow().cost();
            assertTrue(new RegionScheduler(task, region, new Needs(region), ranking, policy).schedule(cost).isEmpty(),
                    "seed " + seed + " costs its limit");
        }
    }

    private static PathBound.Item item(int lanes, int head, int tail) { return new PathBound.Item(lanes, head, tail); }

    private static List<PathBound.Item> times(int count, PathBound.Item item) {
        return IntStream.range(0, count).mapToObj(_ -> item).collect(Collectors.toList());
    }
}
