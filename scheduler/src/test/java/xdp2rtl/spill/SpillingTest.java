package xdp2rtl.spill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.GraphCheck;
import xdp2rtl.schedule.GraphOutcome;
import xdp2rtl.schedule.RandomSsaGraph;

/// Random graphs do the same with few values in registers.
class SpillingTest {
    private static final int GRAPHS = Integer.getInteger("xdp2rtl.fuzz.graphs", 100);

    @ParameterizedTest
    @ValueSource(ints = {5, 9, 12})
    void doTheSame(int most) {
        int spilled = 0;
        int fewer = 0;
        for (long seed = 0; seed < GRAPHS; seed++) {
            Graph graph = RandomSsaGraph.of(seed);
            Graph ordered = GraphCheck.require("the order", ShortLives.of(graph));
            Optional<Graph> few = Spilling.apply(ordered, most);
            if (few.isPresent() && few.get() != ordered) {
                spilled++;
                fewer += most(few.get()) < most(graph) ? 1 : 0;
            }
            Random random = new Random(seed);
            for (int i = 0; i < 8; i++) {
                byte[] packet = new byte[64 + random.nextInt(40)];
                random.nextBytes(packet);
                Optional<String> expected = GraphOutcome.of(graph, packet);
                assertEquals(expected, GraphOutcome.of(ordered, packet), "seed " + seed);
                if (few.isPresent()) {
                    assertEquals(expected, GraphOutcome.of(few.get(), packet), "seed " + seed);
                }
            }
        }
        assertTrue(spilled > GRAPHS / 8 && fewer > spilled * 9 / 10, spilled + " spilled, " + fewer + " have fewer");
    }

    private static int most(Graph graph) {
        Pressure pressure = new Pressure(graph);
        return graph.blocks().stream().flatMap(block -> pressure.points(block).stream())
                .mapToInt(point -> point.live().cardinality()).max().orElse(0);
    }
}
