package xdp2rtl.helpers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.compile.Compiler;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.engine.rtl.RtlEngine;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.loading.Sources;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;
import xdp2rtl.resolve.LiveCode;

/// Values that no request to the map unit could hold, which programs look up, change and delete. Needs the right to
/// load programs: run as root.
class LargeValuesTest {
    private static final Path SOURCE = Path.of("src/test/resources/xdp2rtl/helpers/values.bpf.c");

    @TempDir private static Path folder;

    @Test void allEnginesHaveThem() {
        Run linux = Agreement.agreed(stimulus(), new KernelEngine(), new Interpreter(),
                new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT)),
                new BundleEngine(Compiler.forCore(CoreConfig.of("two", 2, 4))));
        assertEquals(3, linux.outcomes().stream().map(outcome -> outcome.action()).distinct().count());
    }

    @Tag("model")
    @Test void theHardwareHasThem() {
        var compiler = Compiler.forCore(CoreConfig.DEFAULT);
        Agreement.agreed(stimulus(), new BundleEngine(compiler), new RtlEngine(compiler, Optional.empty()));
    }

    private static Stimulus stimulus() {
        Path compiled = Sources.compiled(SOURCE, folder.resolve("values.o"), "v3");
        Random random = new Random(7);
        List<Packet> packets = IntStream.range(0, 200).mapToObj(_ -> {
            byte[] bytes = new byte[20];
            random.nextBytes(bytes);
            bytes[5] = (byte) random.nextInt(40);
            return Packet.of(bytes);
        }).toList();
        return Stimulus.of(LiveCode.of(ElfObject.read(compiled).program("answered")), packets)
                .withMaps(Map.of("answers", contents(random, Long.BYTES, 1408),
                        "counts", contents(random, Integer.BYTES, 2000)));
    }

    private static MapContents contents(Random random, int keyBytes, int valueBytes) {
        return new MapContents(IntStream.range(1, 7).mapToObj(number -> {
            byte[] key = new byte[keyBytes];
            key[0] = (byte) number;
            byte[] value = new byte[valueBytes];
            random.nextBytes(value);
            return MapContents.Entry.of(Bytes.of(key), Bytes.of(value));
        }).toList());
    }
}
