package xdp2rtl.helpers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xdp2rtl.compile.Compiler;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.engine.rtl.RtlEngine;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.loading.Sources;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;
import xdp2rtl.resolve.LiveCode;

/// Values of other CPUs (bpf_map_lookup_percpu_elem), of which one may be the program's own. Needs the right to load
/// programs: run as root, on a machine of at least two CPUs.
class CpuValuesTest {
    private static final Path SOURCE = Path.of("src/test/resources/xdp2rtl/helpers/cpus.bpf.c");
    private static final CoreConfig TWO = CoreConfig.of("two", 4, 2);

    @TempDir private static Path folder;

    @ParameterizedTest
    @CsvSource({"chosen, XDP_ABORTED XDP_DROP XDP_PASS", "fixed, XDP_PASS", "asked, XDP_PASS XDP_DROP XDP_TX",
            "summed, XDP_DROP XDP_PASS"})
    void linuxTheInterpreterAndBundlesAgree(String name, String actions) {
        for (String cpu : List.of("v2", "v3")) {
            Run linux = Agreement.agreed(stimulus(name, cpu, 2).on(TWO), new KernelEngine(), new Interpreter(),
                    new BundleEngine(Compiler.forCore(TWO)),
                    new BundleEngine(Compiler.forCore(CoreConfig.of("narrow", 1, 2))));
            assertEquals(List.of(actions.split(" ")).stream().sorted().toList(),
                    linux.outcomes().stream().filter(Outcome.Ran.class::isInstance).map(Outcome::action)
                            .map(XdpAction::text).distinct().sorted().toList());
        }
    }

    @ParameterizedTest
    @CsvSource({"fixed", "asked", "summed"})
    void soDoManyCpus(String name) {
        Agreement.agreed(stimulus(name, "v3", CoreConfig.DEFAULT.cpus()), new Interpreter(),
                new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT)));
    }

    @Tag("model")
    @ParameterizedTest
    @CsvSource({"fixed", "asked"})
    void theHardwareAgrees(String name) {
        var compiler = Compiler.forCore(CoreConfig.DEFAULT);
        Agreement.agreed(stimulus(name, "v3", CoreConfig.DEFAULT.cpus()), new BundleEngine(compiler),
                new RtlEngine(compiler, Optional.empty()));
    }

    @Test void coresShareNone() {
        var compiler = Compiler.forCore(CoreConfig.DEFAULT.withCores(2));
        String reason = compiler.compile(stimulus("fixed", "v3", 2).program()).places().first().orElseThrow().text();
        assertTrue(reason.contains("looks up a value of another CPU"), reason);
    }

    @Tag("model")
    @ParameterizedTest
    @CsvSource({"chosen", "fixed", "asked", "summed"})
    void theFirstCoreHasThemAll(String name) {
        CoreConfig cores = TWO.withCores(3);
        var compiler = Compiler.forCore(cores);
        Agreement.agreed(stimulus(name, "v3", 2).on(cores), new Interpreter(), new BundleEngine(compiler),
                new RtlEngine(compiler, Optional.empty()));
    }

    private static Stimulus stimulus(String name, String cpu, int cpus) {
        Path compiled = Sources.compiled(SOURCE, folder.resolve("cpus." + cpu + ".o"), cpu);
        Random random = new Random(11);
        List<Packet> packets = IntStream.range(0, 300).mapToObj(_ -> {
            byte[] bytes = new byte[20];
            random.nextBytes(bytes);
            for (int at = 5; at < 9; at++) {
                bytes[at] = (byte) random.nextInt(60);
            }
            return Packet.of(bytes);
        }).toList();
        Map<String, MapContents> all = Map.of("counts", contents(random, 4, 4, 2, cpus), "flows",
                contents(random, 5, 1, 1, cpus), "recent", contents(random, 5, 1, 1, cpus));
        var program = LiveCode.of(ElfObject.read(compiled).program(name));
        return Stimulus.of(program, packets).withMaps(program.maps().stream()
                .collect(Collectors.toMap(map -> map.name(), map -> all.get(map.name()))));
    }

    private static MapContents contents(Random random, int entries, int keyBytes, int words, int cpus) {
        return new MapContents(IntStream.range(0, entries).mapToObj(number -> {
            byte[] key = new byte[keyBytes];
            key[0] = (byte) number;
            return new MapContents.Entry(Bytes.of(key), IntStream.range(0, cpus).mapToObj(_ -> {
                ByteBuffer value = ByteBuffer.allocate(words * Long.BYTES);
                IntStream.range(0, words).forEach(_ -> value.put(random.nextInt(100) == 0 ? (byte) 0
                        : (byte) random.nextInt(100)).put(new byte[7]));
                return Bytes.of(value.array());
            }).toList());
        }).toList());
    }
}
