package xdp2rtl.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import xdp2rtl.check.ScheduleCheck;
import xdp2rtl.graph.Graph;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Operation;

/// Schedules of random graphs with one slot moved, doubled or dropped: what the proof still accepts does the same as
/// before.
class DamagedSchedulesTest {
    private static final int GRAPHS = 60;

    @Test void areRejectedUnlessTheyDoTheSame() {
        int rejected = 0;
        int accepted = 0;
        for (long seed = 0; seed < GRAPHS; seed++) {
            Graph graph = RandomSsaGraph.of(seed);
            Schedule schedule = Scheduler.schedule("seed " + seed, graph, CoreConfig.of("test", 4, 16));
            Random random = new Random(seed);
            for (int i = 0; i < 20; i++) {
                List<Bundle> damaged = damage(schedule.bundles(), random);
                try {
                    ScheduleCheck.check(graph, new Schedule(schedule.config(), damaged, schedule.sources(),
                            schedule.entries(), schedule.report()));
                } catch (IllegalStateException _) {
                    rejected++;
                    continue;
                }
                accepted++;
                byte[] packet = new byte[64 + random.nextInt(40)];
                random.nextBytes(packet);
                Optional<String> before = GraphOutcome.of(graph, packet);
                if (before.isPresent()) {
                    assertEquals(before, GraphOutcome.of(SequentialBundles.of(damaged), packet), "seed " + seed);
                }
            }
        }
        // Many damages hit empty slots.
        assertTrue(rejected > GRAPHS * 5 && accepted > GRAPHS, rejected + " rejected, " + accepted + " accepted");
    }

    private static List<Bundle> damage(List<Bundle> bundles, Random random) {
        List<List<Optional<Operation>>> slots = new ArrayList<>();
        bundles.forEach(bundle -> slots.add(new ArrayList<>(bundle.slots())));
        int from = random.nextInt(bundles.size());
        int lane = random.nextInt(bundles.getFirst().slots().size());
        int to = Math.min(bundles.size() - 1, from + 1);
        Optional<Operation> moved = slots.get(from).get(lane);
        if (random.nextInt(3) > 0) {
            slots.get(from).set(lane, slots.get(to).get(lane));
        }
        if (random.nextInt(3) > 0) {
            slots.get(to).set(lane, moved);
        }
        int kept = random.nextInt(3) == 0 ? 1 << lane : 0;
        List<Bundle> damaged = new ArrayList<>();
        for (int i = 0; i < bundles.size(); i++) {
            damaged.add(
                    new Bundle(slots.get(i), bundles.get(i).waits(), bundles.get(i).kept() ^ (i == from ? kept : 0)));
        }
        return damaged;
    }
}
