package xdp2rtl.helpers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.compile.Compiler;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Verdict;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.loading.Sources;
import xdp2rtl.port.OpenChoice;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;
import xdp2rtl.resolve.LiveCode;

/// In which order Linux goes over a hash map, it leaves open: our engines have one order, and Linux is compared as long as
/// no order shows. Needs the right to load programs: run as root.
class EntryOrderTest {
    @TempDir private static Path folder;

    private static Stimulus stimulus(String name) {
        Path object = Sources.compiled(Path.of("src/test/resources/xdp2rtl/helpers/walks.bpf.c"),
                folder.resolve("walks.o"), "v3");
        List<Packet> packets = IntStream.range(0, 300).mapToObj(i -> Packet.of(new byte[20 + i * 7 % 900])).toList();
        return Stimulus.of(LiveCode.of(ElfObject.read(object).program(name)), packets);
    }

    @Test void linuxIsComparedUntilTheOrderShows() {
        Stimulus stimulus = stimulus("ordered");
        try (var kernel = new KernelEngine();
                var interpreter = new Interpreter();
                var bundle = new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT));
                var other = new BundleEngine(Compiler.forCore(CoreConfig.of("two", 2, 4)))) {
            Run ours = interpreter.run(stimulus);
            Verdict verdict = Comparison.of(
                    List.of(kernel.run(stimulus), ours, bundle.run(stimulus), other.run(stimulus)));
            assertTrue(verdict.agrees(), verdict::toString);
            assertEquals(OpenChoice.Kind.ENTRY_ORDER, verdict.open().kind());
            assertTrue(verdict.linuxUntil().getAsInt() > 0 && verdict.linuxUntil().getAsInt() < 30, verdict::toString);
            assertTrue(verdict.toString().endsWith("where it shows in which order the entries of a hash map come, "
                    + "which Linux leaves open"), verdict::toString);
        }
    }

    @Test void sumsShowNoOrder() {
        try (var interpreter = new Interpreter()) {
            assertEquals(OptionalInt.empty(), interpreter.run(stimulus("sums")).open().first());
            assertEquals(OptionalInt.empty(), interpreter.run(stimulus("aged")).open().first());
        }
    }
}
