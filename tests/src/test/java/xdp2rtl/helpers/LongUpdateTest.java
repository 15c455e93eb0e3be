package xdp2rtl.helpers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xdp2rtl.compile.Compiler;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.engine.rtl.RtlEngine;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.loading.Sources;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;
import xdp2rtl.resolve.LiveCode;

/// Updates with values that no request to the map unit holds. Needs the right to load programs: run as root.
class LongUpdateTest {
    private static final Path SOURCE = Path.of("src/test/resources/xdp2rtl/helpers/long.bpf.c");
    private static final int KEY_BYTES = 96;

    @TempDir private static Path folder;

    @ParameterizedTest
    @CsvSource({"stored, XDP_DROP XDP_PASS XDP_TX", "from_the_stack, XDP_PASS XDP_TX"})
    void linuxTheInterpreterAndBundlesAgree(String name, String actions) {
        for (String cpu : List.of("v2", "v3")) {
            Run linux = Agreement.agreed(stimulus(name, cpu), new KernelEngine(), new Interpreter(),
                    new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT)),
                    new BundleEngine(Compiler.forCore(CoreConfig.of("two", 2, 3))));
            assertEquals(List.of(actions.split(" ")),
                    linux.outcomes().stream().filter(Outcome.Ran.class::isInstance).map(Outcome::action)
                            .map(XdpAction::text).distinct().sorted().toList());
        }
    }

    @Tag("model")
    @Test void theHardwareAgrees() {
        var compiler = Compiler.forCore(CoreConfig.DEFAULT);
        Agreement.agreed(stimulus("stored", "v3"), new BundleEngine(compiler),
                new RtlEngine(compiler, Optional.empty()));
    }

    private static Stimulus stimulus(String name, String cpu) {
        Path compiled = Sources.compiled(SOURCE, folder.resolve("long." + cpu + ".o"), cpu);
        Random random = new Random(5);
        List<Packet> packets = IntStream.range(0, 300).mapToObj(number -> {
            byte[] bytes = new byte[number % 7 == 0 ? 20 : KEY_BYTES];
            for (int at = 0; at < 8; at++) {
                bytes[at] = (byte) random.nextInt(name.equals("stored") ? 256 : at == 0 ? 10 : 1);
            }
            return Packet.of(bytes);
        }).toList();
        return Stimulus.of(LiveCode.of(ElfObject.read(compiled).program(name)), packets);
    }
}
