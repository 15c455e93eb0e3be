package xdp2rtl.helpers;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.compile.Compiler;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.engine.Engine;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.engine.rtl.RtlEngine;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.loading.Sources;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

/// Programs that keep more values than cores have registers, on cores of every number of lanes. Needs the right to load
/// programs: run as root.
class FewRegistersTest {
    private static final Path SOURCE = Path.of("src/test/resources/xdp2rtl/helpers/registers.bpf.c");

    @TempDir private static Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sums", "words", "turned"})
    void linuxTheInterpreterAndBundlesAgree(String name) {
        agree(name, Stream.concat(Stream.of(new KernelEngine(), new Interpreter()), Stream.of(1, 2, 4, 8)
                .flatMap(lanes -> Stream.of(8, 16, 32).filter(registers -> lanes * registers >= 16)
                        .map(registers -> bundles(lanes, registers))))
                .toList());
    }

    @Tag("model")
    @ParameterizedTest
    @ValueSource(strings = {"sums", "words", "turned"})
    void theHardwareAgrees(String name) {
        var compiler = Compiler.forCore(CoreConfig.SMALL);
        agree(name, List.of(new BundleEngine(compiler), new RtlEngine(compiler, Optional.empty())));
    }

    private static Engine bundles(int lanes, int registers) {
        return new BundleEngine(Compiler.forCore(CoreConfig.of(lanes + " x " + registers, lanes, 4).change()
                .registersPerLane(registers).programBundles(2048).build()));
    }

    private static void agree(String name, List<Engine> engines) {
        Path compiled = Sources.compiled(SOURCE, folder.resolve("registers.o"), "v3");
        Stimulus stimulus = Stimulus.of(ElfObject.read(compiled).program(name), packets());
        Agreement.agreed(stimulus, engines.toArray(Engine[]::new));
    }

    private static List<Packet> packets() {
        return Stream.of(60, 199, 200, 201, 511, 512, 513, 599, 600, 601, 700, 701).map(length -> {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = (byte) (i * 37 + length * (1 + i / 256));
            }
            return Packet.of(bytes);
        }).toList();
    }
}
