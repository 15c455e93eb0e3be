package xdp2rtl.cycles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.bench.ExampleFolder;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.engine.model.SteadyState;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.CoreReport;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

class TraceCyclesTest {
    @ParameterizedTest
    @CsvSource({"1514, 1538", "60, 84", "61, 85", "14, 84"})
    void aPacketTakesItsCheckSequencePreambleAndGapOnTheWire(int captured, int wire) {
        assertEquals(wire, TraceCycles.onTheWire(Packet.of(new byte[captured])));
    }

    /// Whatever is measured, the rate is not above what the slots of a packet allow, nor above a packet of one beat in
    /// each cycle.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void noRateIsAboveWhatTheSlotsAllow(int cores) {
        var folder = new ExampleFolder(Path.of("..", "examples", "xdp1"));
        Program program = folder.program();
        Stimulus saturated = folder.stimulus(program, "saturated.pcap");
        Compiled compiled = Compiler.forCore(CoreConfig.DEFAULT.withCores(cores)).compile(program);
        List<CoreReport> reports = SteadyState.reports(compiled, saturated);
        double slots = reports.stream().mapToInt(CoreReport::slots).average().orElseThrow();
        double measured = SteadyState.of(compiled, saturated, reports).cyclesPerPacket();
        double least = Math.max(slots / cores, 1);
        assertTrue(measured >= least && measured < least * 1.02, "%f cycles, %f slots".formatted(measured, slots));
    }

    @Test void theMeanOfATraceIsNotAboveItsCycles() {
        var folder = new ExampleFolder(Path.of("..", "examples", "simple_firewall"));
        Program program = folder.program();
        Stimulus saturated = folder.stimulus(program, "saturated.pcap");
        Compiler compiler = Compiler.forCore(CoreConfig.DEFAULT);
        try (var engine = new BundleEngine(compiler)) {
            TraceCycles cycles = TraceCycles.of(compiler.compile(program), saturated, engine.run(saturated));
            assertTrue(cycles.steady().cyclesPerPacket() >= cycles.mean(), cycles.toString());
        }
    }
}
