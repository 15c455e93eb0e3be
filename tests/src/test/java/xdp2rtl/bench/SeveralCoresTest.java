package xdp2rtl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.capture.FlowMix;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Verdict;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.model.SteadyState;
import xdp2rtl.engine.rtl.RtlEngine;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// Several cores behind one set of ports: the hardware takes the cycles of the model for every packet, and
/// what packets have written to the per-CPU maps of all cores adds up to what they write on one CPU.
@Tag("model")
@Execution(ExecutionMode.CONCURRENT)
class SeveralCoresTest {
    private static final Map<String, CoreConfig> CORES =
            Map.of("quad", CoreConfig.QUAD, "pair", CoreConfig.of("pair", 2, 8).withCores(2));

    private static final int FLOWS = 64;

    @ParameterizedTest(name = "{1} on {0}")
    @CsvSource({"pair, xdp1", "pair, xdp2", "pair, redirect_map", "pair, tx_ip_tunnel",
            "quad, xdp1", "quad, xdp2", "quad, redirect_map", "quad, router",
            "quad, rxq_info_tx"})
    void hardwareTakesTheCyclesOfTheModel(String core, String example) {
        ExampleFolder folder = new ExampleFolder(Path.of("..", "examples", example));
        Program program = folder.program();
        Stimulus saturated = folder.stimulus(program, "saturated.pcap");
        Compiled compiled = Compiler.forCore(CORES.get(core)).compile(program);

        PacketTimes.Seen hardware = PacketTimes.hardware(compiled, saturated);
        assertEquals(PacketTimes.of(SteadyState.reports(compiled, saturated)), hardware.packets());

        int rounds = hardware.packets().size() / saturated.packets().size();
        Run interpreted = new Interpreter()
                .run(new Stimulus(program, repeated(saturated.packets(), rounds), saturated.context(), saturated.maps(),
                        saturated.freedoms()));
        program.maps().stream().filter(MapSpec::isPerCpu)
                .forEach(map -> assertEquals(sums(interpreted.maps().get(map.name())),
                        sums(hardware.maps().get(map.name())), map.name()));
    }

    /// 64 flows of a firewall with one table: each packet when the model says, and in the end the flows of all cores.
    @ParameterizedTest
    @ValueSource(strings = {"pair", "quad"})
    void aFirewallHasOneTableOfFlows(String core) {
        ExampleFolder folder = new ExampleFolder(Path.of("..", "examples", "simple_firewall"));
        Program program = folder.program();
        Stimulus example = folder.stimulus(program, "saturated.pcap");
        List<Packet> packets =
                new FlowMix(List.of(FlowMix.Kind.UDP), List.of(60), FLOWS, 0, 100, 1).frames(1000).stream()
                        .map(frame -> new Packet(frame.bytes(), Optional.empty())).toList();
        var stimulus = new Stimulus(program, packets, example.context(), Map.of("ports", example.maps().get("ports")),
                example.freedoms());
        Compiled compiled = Compiler.forCore(CORES.get(core)).compile(program);

        PacketTimes.Seen hardware = PacketTimes.hardware(compiled, stimulus);
        assertEquals(
                PacketTimes.of(SteadyState.reports(compiled, stimulus)).stream().map(PacketTimes::atTheEnd).toList(),
                hardware.packets().stream().map(PacketTimes::atTheEnd).toList());
        MapContents flows = hardware.maps().get("flows");
        assertEquals(FLOWS, flows.entries().size());
        assertEquals(new Interpreter().run(stimulus).maps().get("flows"), flows);
    }

    /// As far as the input: a packet of one beat in each cycle.
    @Test void moreCoresAreFasterByAsMuch() {
        ExampleFolder folder = new ExampleFolder(Path.of("..", "examples", "xdp1"));
        Program program = folder.program();
        double[] cycles = List.of(1, 2, 4).stream()
                .map(cores -> Compiler.forCore(CoreConfig.DEFAULT.withCores(cores)).compile(program))
                .mapToDouble(compiled -> SteadyState.measure(compiled, folder.stimulus(program, "saturated.pcap"))
                        .cyclesPerPacket())
                .toArray();
        assertEquals(cycles[0] / 2, cycles[1], 0.05);
        assertEquals(Math.max(1, cycles[0] / 4), cycles[2], 0.05);
        assertTrue(CoreConfig.QUAD.clockMhz() / cycles[2] > 148.8,
                "xdp1 on four cores keeps up with 100 GbE: " + cycles[2]);
    }

    @Test void oneByOnePacketsRunAsOnOneCore() {
        ExampleFolder folder = new ExampleFolder(Path.of("..", "examples", "router"));
        Stimulus trace = folder.stimulus(folder.program(), "trace.pcap");
        Stimulus some = new Stimulus(trace.program(), trace.packets().subList(0, 300), trace.context(), trace.maps(),
                trace.freedoms());
        try (RtlEngine rtl = new RtlEngine(Compiler.forCore(CORES.get("pair")), Optional.empty())) {
            Verdict verdict = Comparison.of(List.of(new Interpreter().run(some), rtl.run(some)));
            assertTrue(verdict.agrees(), verdict.toString());
        }
    }

    private static List<Packet> repeated(List<Packet> packets, int times) {
        return Collections.nCopies(times, packets).stream().flatMap(List::stream).toList();
    }

    /// By key, the sum over the CPUs of the values as numbers.
    private static Map<Object, Long> sums(MapContents contents) {
        Map<Object, Long> sums = new TreeMap<>(Comparator.comparing(Object::toString));
        contents.entries().forEach(entry -> sums.put(entry.key(), entry.values().stream().mapToLong(value -> {
            long number = 0;
            for (int i = Math.min(8, value.length()) - 1; i >= 0; i--) {
                number = number << 8 | value.toArray()[i] & 0xff;
            }
            return number;
        }).sum()));
        return sums;
    }
}
