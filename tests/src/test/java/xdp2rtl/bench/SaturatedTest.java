package xdp2rtl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Stimulus;
import xdp2rtl.engine.bundle.BundleEngine;
import xdp2rtl.engine.bundle.CorePacket;
import xdp2rtl.engine.bundle.CoreReport;
import xdp2rtl.engine.bundle.MapStore;
import xdp2rtl.engine.bundle.SteadyState;
import xdp2rtl.engine.rtl.RtlCore;
import xdp2rtl.engine.rtl.RtlModels;
import xdp2rtl.host.HostMaps;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.verilator.Observation;
import xdp2rtl.verilator.VerilatedCore;

/// The ten programs of hXDP's evaluation, packets waiting at the input all the time: the hardware takes the cycles that the
/// model says, for every packet, and neither cycles nor bundles are more than hXDP's.
class SaturatedTest {
    private static final CoreConfig CORE = CoreConfig.DEFAULT;

    static List<Published> programs() {
        return Published.ALL;
    }

    /// What can be seen of a packet's time.
    private record Times(int context, int slots, long arrived, long reported) {}

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void hardwareTakesTheCyclesOfTheModelAndNotMoreThanPublished(Published published) {
        ExampleFolder folder = new ExampleFolder(Path.of("..", "examples", published.example()));
        Program program = folder.program();
        Stimulus saturated = folder.stimulus(program, "saturated.pcap");
        Compiled compiled = Compiler.forCore(CORE).compile(program);

        List<CoreReport> reports = SteadyState.reports(compiled, saturated);
        assertEquals(reports.stream().map(report ->
            new Times(report.context(), report.slots(), report.arrived(), report.reported())).toList(),
            hardware(compiled, saturated));
        assertEquals(SteadyState.of(compiled.config(), reports), SteadyState.measure(compiled, saturated));

        Measured measured = Measured.of(folder, CORE);
        assertTrue(new Bench.Row(published, measured).holds(), () -> published + " is better than " + measured);
    }

    private static List<Times> hardware(Compiled compiled, Stimulus stimulus) {
        List<CorePacket> packets = SteadyState.packets(compiled.config(), stimulus);
        MapStore maps = new MapStore(compiled.config().mapBytes());
        new HostMaps(compiled.layout(), BundleEngine.memory(maps)).fill(stimulus);
        try (VerilatedCore model = RtlModels.of(compiled.config(), false).open(Optional.empty())) {
            RtlCore core = new RtlCore(model, compiled.config());
            core.load(BundleEngine.setup(compiled, stimulus.freedoms(), false));
            core.fill(maps);
            core.offer(packets);
            core.start();
            core.run();
            Observation seen = core.ports().take();
            return IntStream.range(0, packets.size()).mapToObj(i -> {
                var report = seen.reports().get(i);
                return new Times(report.context(), report.slots(), seen.arrivals().get(i), report.cycle());
            }).toList();
        }
    }
}
