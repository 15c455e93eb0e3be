package xdp2rtl.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import xdp2rtl.bench.ExampleFolder;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.engine.model.ContextPhase;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.Stimulus;

/// The facts of a report add up.
final class ReportFactsTest {
    private static final double EXACT = 1e-9;
    private static ReportFacts facts;

    @BeforeAll static void gather() {
        var example = new ExampleFolder(Path.of("..", "examples", "katran_like"));
        var program = example.program();
        Stimulus stimulus = example.stimulus(program, "trace.pcap");
        Compiled compiled = Compiler.forCore(CoreConfig.DEFAULT).compile(program);
        facts = ReportFacts.of(compiled, stimulus, TraceRun.of(compiled, stimulus),
                new ReportFacts.Given(CoreConfig.DEFAULT, Optional.empty(), new TraceOrigin("trace.pcap", false),
                        new EngineVerdict(List.of(), true, ""), new Remarks("", "", ""), List.of(example.path())));
    }

    @Test void heatOfAllLinesIsThatOfAPacket() {
        double lines = facts.sources().stream().mapToDouble(SourceFile::heat).sum();
        assertEquals(facts.cycles().mean(), lines + facts.nowhere(), EXACT);
    }

    @Test void bundlesAndReasonsTakeThatToo() {
        assertEquals(facts.cycles().mean(),
                facts.schedule().bundles().stream().mapToDouble(ScheduledBundle::issues).sum(), EXACT);
        assertEquals(facts.cycles().mean(),
                facts.schedule().shares().values().stream().mapToDouble(Double::doubleValue).sum(), EXACT);
    }

    @Test void everyPacketLeavesOnOneWay() {
        assertEquals(1, facts.stopped() + facts.ways().stream().mapToDouble(WayOut::share).sum(), EXACT);
    }

    @Test void controlFlowKeepsItsPackets() {
        for (FlowNode node : facts.flow()) {
            double out = node.edges().stream().mapToDouble(FlowNode.Edge::packets).sum();
            double in = facts.flow().stream().flatMap(from -> from.edges().stream())
                    .filter(edge -> edge.to().equals(Optional.of(node.first()))).mapToDouble(FlowNode.Edge::packets)
                    .sum();
            assertEquals(node.packets(), out, EXACT);
            assertEquals(node.packets(), in + (node.first() == 0 ? 1 : 0), EXACT);
        }
    }

    @Test void contextsAreAlwaysAboutSomething() {
        assertEquals(1, facts.occupancy().phases().values().stream().mapToDouble(Double::doubleValue).sum(), EXACT);
        double perCycle = facts.occupancy().of(ContextPhase.ISSUING) * CoreConfig.DEFAULT.contexts();
        assertEquals(facts.occupancy().issue(), perCycle, EXACT);
        assertEquals(facts.cycles().steady().latency(),
                facts.latencies().saturated().stream().mapToLong(Long::longValue).average().orElseThrow(), EXACT);
    }

    @Test void chainsAndUnitsAreWhatTheyAreSaidToBe() {
        int chains = 0;
        for (ScheduledBundle bundle : facts.schedule().bundles()) {
            for (Optional<ScheduledBundle.Slot> slot : bundle.slots()) {
                if (slot.isPresent() && slot.get().reason().reason() == Reason.CHAIN) {
                    SlotPlace by = slot.get().reason().by().orElseThrow();
                    var before = facts.schedule().bundles().get(by.bundle()).slots().get(by.lane()).orElseThrow();
                    assertTrue(slot.get().operation().reads().contains(before.operation().writes().orElseThrow()));
                    chains++;
                }
                if (slot.isPresent() && slot.get().reason().reason() == Reason.UNIT) {
                    int from = slot.get().reason().by().orElseThrow().bundle();
                    for (int lane : CoreConfig.DEFAULT.lanesWith(slot.get().operation().unit().orElseThrow())) {
                        assertTrue(facts.schedule().bundles().get(from).slots().get(lane).isPresent());
                    }
                }
            }
        }
        assertTrue(chains > 20);
    }

    @Test void mapsTakeWhatTheLayoutSays() {
        long bytes = facts.maps().stream().mapToLong(MapPlace::bytes).sum();
        assertEquals(facts.compiled().layout().usedBytes(), 16 + bytes);
    }

    @Test void sourceIsFoundBesideTheObject() {
        assertTrue(facts.sources().getFirst().read().isPresent());
    }
}
