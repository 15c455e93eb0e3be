package xdp2rtl.schedule;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.GraphText;
import xdp2rtl.isa.CoreConfig;

/// Random graphs do the same as their bundles, on every number of lanes, and the proof holds for them.
class RandomGraphsTest {
    private static final int GRAPHS = Integer.getInteger("xdp2rtl.fuzz.graphs", 100);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void doTheSameAsTheirBundles(int lanes) { compare(CoreConfig.of("test", lanes, 16)); }

    /// Values go to the stack, and come back.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void doTheSameWithFewRegisters(int lanes) {
        compare(CoreConfig.of("test", lanes, 16).change().registersPerLane(8).build());
    }

    private static void compare(CoreConfig config) {
        List<String> failures = new ArrayList<>();
        int compared = 0;
        for (long seed = 0; seed < GRAPHS && failures.size() < 3; seed++) {
            Graph graph = RandomSsaGraph.of(seed);
            try {
                compared += compare(graph, config, seed) ? 1 : 0;
            } catch (RuntimeException e) {
                failures.add("seed " + seed + ": " + e + "\n"
                        + (GraphText.of(graph).length() < 4000 ? GraphText.of(graph) : ""));
            }
        }
        assertTrue(failures.isEmpty(), String.join("\n", failures));
        assertTrue(compared > GRAPHS * 9 / 10, "only " + compared + " graphs end in time");
    }

    private static boolean compare(Graph graph, CoreConfig config, long seed) {
        Schedule schedule = Scheduler.schedule("seed " + seed, graph, config);
        Random random = new Random(seed);
        for (int i = 0; i < 8; i++) {
            byte[] packet = new byte[64 + random.nextInt(40)];
            random.nextBytes(packet);
            Optional<String> expected = GraphOutcome.of(graph, packet);
            if (expected.isEmpty()) { return false; }
            Optional<String> got = GraphOutcome.of(SequentialBundles.of(schedule.bundles()), packet);
            if (!expected.equals(got)) {
                throw new IllegalStateException("expected " + expected + "\ngot      " + got);
            }
        }
        return true;
    }
}
