package xdp2rtl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xdp2rtl.capture.CaptureReader;
import xdp2rtl.compile.Compiler;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.engine.model.SteadyState;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.loading.Sources;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;
import xdp2rtl.resolve.LinkedPrograms;

/// A packet of one beat comes and goes in each cycle, 250 M a second, where its program is one bundle; the hardware
/// takes what the model says.
@Tag("model")
class ActionRateTest {
    private static final Path SOURCE = Path.of("src/test/resources/xdp2rtl/bench/actions.bpf.c");
    private static final Path CAPTURE = Path.of("..", "examples", "xdp1", "saturated.pcap");

    @TempDir static Path folder;

    @ParameterizedTest
    @CsvSource({"tx,3", "redirect,4", "drop,1"})
    void aPacketGoesInEachCycle(String name, long action) {
        var object = ElfObject.read(Sources.compiled(SOURCE, folder.resolve("actions.bpf.o"), "v3"));
        var program = LinkedPrograms.of(object, name);
        var stimulus = Stimulus.of(program, CaptureReader.readAll(CAPTURE).stream()
                .map(frame -> Packet.of(frame.bytes().toArray())).toList());
        var compiled = Compiler.forCore(CoreConfig.DEFAULT).compile(program);
        var reports = SteadyState.reports(compiled, stimulus);
        assertTrue(reports.stream().allMatch(report -> report.r0() == action && report.slots() == 1));
        assertEquals(PacketTimes.of(reports), PacketTimes.hardware(compiled, stimulus).packets());
        assertEquals(1, SteadyState.of(compiled, stimulus, reports).cyclesPerPacket(), 0.001);
    }
}
