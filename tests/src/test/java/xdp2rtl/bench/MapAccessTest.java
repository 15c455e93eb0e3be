package xdp2rtl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xdp2rtl.capture.CaptureReader;
import xdp2rtl.compile.Compiler;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.engine.model.SteadyState;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.loading.Sources;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;
import xdp2rtl.resolve.LinkedPrograms;

/// hXDP's micro-benchmark of map accesses, packets waiting at the input all the time: a lookup takes no more cycles
/// than the bundles of its packet, and the hardware takes what the model says.
@Tag("model")
class MapAccessTest {
    private static final Path SOURCE = Path.of("src/test/resources/xdp2rtl/bench/map_access.bpf.c");
    private static final Path CAPTURE = Path.of("..", "examples", "xdp1", "saturated.pcap");
    private static final CoreConfig CORE = CoreConfig.DEFAULT;

    @TempDir static Path folder;

    @ParameterizedTest
    @CsvSource({"1,3", "4,3", "8,3", "16,3", "32,4"})
    void aLookupCostsItsBundles(int keySize, int cycles) {
        var object = ElfObject.read(Sources.compiled(SOURCE, folder.resolve("map_access.bpf.o"), "v3"));
        var program = LinkedPrograms.of(object, "access_" + keySize);
        List<Packet> packets = CaptureReader.readAll(CAPTURE).stream()
                .map(frame -> Packet.of(frame.bytes().toArray())).toList();
        byte[] key = packets.getFirst().bytes().toArray();
        var entry = new MapContents.Entry(Bytes.of(Arrays.copyOf(key, keySize)),
                List.of(Bytes.of(new byte[8])));
        var stimulus = Stimulus.of(program, packets)
                .withMaps(Map.of("map_" + keySize, new MapContents(List.of(entry))));
        var compiled = Compiler.forCore(CORE).compile(program);
        var reports = SteadyState.reports(compiled, stimulus);
        assertTrue(reports.stream().allMatch(report -> report.r0() == 3), "every packet is sent back");
        assertEquals(PacketTimes.of(reports), PacketTimes.hardware(compiled, stimulus).packets());
        assertEquals(cycles, SteadyState.of(compiled, stimulus, reports).cyclesPerPacket(), 0.1);
    }
}
