package xdp2rtl.engine.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import xdp2rtl.engine.model.CoreModel;
import xdp2rtl.isa.Cause;
import xdp2rtl.isa.CoreConfig;

class RandomRunTest {
    private static final int RUNS = 80;

    @Test void equalSeedsGiveEqualRuns() {
        RandomRun one = RandomRun.of(CoreConfig.DEFAULT, 7, false);
        RandomRun other = RandomRun.of(CoreConfig.DEFAULT, 7, false);
        assertEquals(one.setup(), other.setup());
        assertEquals(one.packets().size(), other.packets().size());
    }

    /// What random programs are for: that every way of ending and long runs occur.
    @Test void randomProgramsReachEveryEnd() {
        Map<Cause, Integer> causes = new EnumMap<>(Cause.class);
        Set<Long> actions = new HashSet<>();
        long slots = 0;
        long packets = 0;
        long operations = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            RandomRun run = RandomRun.of(CoreConfig.DEFAULT, seed, seed % 2 == 0);
            CoreModel model = new CoreModel(CoreConfig.DEFAULT, run.setup(), run.maps());
            run.packets().forEach(model::offer);
            long[] requests = {0};
            model.onRetirement(retired -> requests[0] += retired.request() ? 1 : 0);
            while (!model.idle()) {
                var report = model.step();
                if (report.isPresent()) {
                    causes.merge(report.get().cause(), 1, Integer::sum);
                    actions.add(report.get().r0());
                    slots += report.get().slots();
                    packets++;
                }
                assertTrue(model.cycle() < 10_000_000, "seed " + seed + " does not end");
            }
            operations += requests[0];
        }
        assertEquals(Cause.values().length, causes.size(), causes.toString());
        assertTrue(slots > 8 * packets, slots + " bundles of " + packets + " packets");
        assertTrue(actions.containsAll(Set.of(0L, 1L, 2L, 3L, 4L)), actions.toString());
        assertTrue(operations > packets / 2, operations + " requests of " + packets + " packets");
    }
}
