package xdp2rtl.helpers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
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
import xdp2rtl.port.Freedoms;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;
import xdp2rtl.resolve.LiveCode;

/// Programs in C that call a family of helpers in all its forms, on all engines: Linux's outcome is everybody's. Needs
/// the right to load programs: run as root.
class HelperProgramTest {
    private static final Path SOURCES = Path.of("src/test/resources/xdp2rtl/helpers");
    private static final Freedoms FREEDOMS = new Freedoms(123_456_789_012L, 4, 0);
    private static final int LONGEST = 700;

    @TempDir private static Path folder;

    @ParameterizedTest
    @CsvSource({"copies, known_length, XDP_PASS", "copies, unknown_length, XDP_TX XDP_DROP",
            "copies, in_two_words, XDP_ABORTED XDP_DROP XDP_PASS XDP_TX",
            "copies, long_copy, XDP_DROP XDP_PASS XDP_TX", "clocks, clocks, XDP_PASS", "events, sampled, XDP_PASS",
            "rings, copied, XDP_PASS", "rings, reserved, XDP_PASS XDP_DROP", "rings, filled, XDP_TX",
            "updates, locked, XDP_PASS XDP_TX", "updates, compared, XDP_PASS XDP_TX XDP_DROP",
            "rings, met, XDP_TX XDP_PASS", "lines, queued, XDP_PASS XDP_TX", "lines, stacked, XDP_PASS XDP_TX",
            "lines, filtered, XDP_DROP XDP_TX",
            "events, from_a_value, XDP_TX", "events, printed, XDP_DROP XDP_PASS",
            "events, texts, XDP_TX XDP_PASS", "events, many, XDP_TX XDP_PASS",
            "locks, limited, XDP_TX XDP_DROP XDP_PASS", "locks, filled, XDP_TX XDP_DROP XDP_PASS",
            "locks, counted, XDP_DROP", "loops, summed, XDP_TX XDP_PASS", "loops, bounds, XDP_DROP XDP_TX",
            "loops, entries, XDP_PASS XDP_TX XDP_DROP", "iterators, ranges, XDP_TX XDP_PASS",
            "iterators, ends, XDP_PASS", "iterators, stopped, XDP_TX XDP_DROP", "metadata, metadata, XDP_PASS",
            "iterators, ordered, XDP_TX XDP_PASS", "iterators, sections, XDP_TX XDP_PASS",
            "walks, sums, XDP_TX XDP_PASS", "walks, aged, XDP_TX XDP_PASS",
            "dynptrs, parts, XDP_TX XDP_PASS", "dynptrs, copied, XDP_TX XDP_PASS",
            "dynptrs, moved, XDP_TX XDP_PASS"})
    void linuxTheInterpreterAndBundlesAgree(String object, String name,
            String actions) {
        for (String cpu : List.of("v2", "v3")) {
            Run linux = Agreement.agreed(stimulus(object, name, cpu), new KernelEngine(), new Interpreter(),
                    new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT)),
                    new BundleEngine(Compiler.forCore(CoreConfig.of("two", 2, 4))));
            Set<String> taken = linux.outcomes().stream().filter(Outcome.Ran.class::isInstance).map(Outcome::action)
                    .map(XdpAction::text).collect(Collectors.toSet());
            assertEquals(Set.of(actions.split(" ")), taken);
        }
    }

    @Tag("model")
    @ParameterizedTest
    @CsvSource({"copies, known_length", "copies, unknown_length", "copies, in_two_words",
            "copies, long_copy", "clocks, clocks",
            "events, sampled",
            "rings, copied", "rings, reserved", "lines, queued", "lines, stacked", "lines, filtered",
            "events, from_a_value", "events, printed", "events, texts", "locks, limited",
            "locks, filled", "loops, entries", "iterators, ranges", "iterators, ordered", "dynptrs, copied",
            "dynptrs, moved",
            "walks, sums", "walks, aged", "walks, ordered"})
    void theHardwareAgrees(
            String object, String name) {
        var compiler = Compiler.forCore(CoreConfig.DEFAULT);
        Agreement.agreed(stimulus(object, name, "v3"), new BundleEngine(compiler),
                new RtlEngine(compiler, Optional.empty()));
    }

    private static Stimulus stimulus(String object, String name, String cpu) {
        Path compiled =
                Sources.compiled(SOURCES.resolve(object + ".bpf.c"), folder.resolve(object + "." + cpu + ".o"), cpu);
        return Stimulus.of(LiveCode.of(ElfObject.read(compiled).program(name)), packets()).withFreedoms(FREEDOMS);
    }

    /// From lengths that no program sees, every one where something in the programs ends.
    private static List<Packet> packets() {
        return Stream.iterate(10, length -> length < LONGEST,
                length -> length + (length < 100 || length >= 285 && length < 330 ? 1 : 37)).map(length -> {
                    byte[] bytes = new byte[length];
                    for (int i = 0; i < length; i++) {
                        bytes[i] = (byte) (i * 7 + length);
                    }
                    return Packet.of(bytes).at(FREEDOMS.nanoseconds() + length * 1_234_567_891L);
                }).toList();
    }
}
