package xdp2rtl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.model.SteadyState;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.CoreReport;
import xdp2rtl.port.Stimulus;

/// The ten programs of hXDP's evaluation, packets waiting at the input all the time: the hardware takes the cycles that
/// the model says, for every packet, and neither cycles nor bundles are more than hXDP's.
@Tag("model")
class SaturatedTest {
    private static final CoreConfig CORE = CoreConfig.DEFAULT;

    static List<Published> programs() {
        return Published.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void hardwareTakesTheCyclesOfTheModelAndNotMoreThanPublished(Published published) {
        ExampleFolder folder = new ExampleFolder(Path.of("..", "examples", published.example()));
        Program program = folder.program();
        Stimulus saturated = folder.stimulus(program, "saturated.pcap");
        Compiled compiled = Compiler.forCore(CORE).compile(program);

        List<CoreReport> reports = SteadyState.reports(compiled, saturated);
        assertEquals(PacketTimes.of(reports), PacketTimes.hardware(compiled, saturated).packets());
        assertEquals(SteadyState.of(compiled, saturated, reports), SteadyState.measure(compiled, saturated));

        Measured measured = Measured.of(folder, CORE);
        assertTrue(new Bench.Row(published, measured).holds(), () -> published + " is better than " + measured);
    }
}
