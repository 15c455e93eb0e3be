package xdp2rtl.helpers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xdp2rtl.compile.Compiler;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.engine.lockstep.ProgramLockStep;
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

/// Packets in fragments on every engine, on frames of all sizes: Linux's outcome is everybody's.
class FragmentsTest {
    private static final Path SOURCE = Path.of("src/test/resources/xdp2rtl/helpers/fragments.bpf.c");
    /// Where the linear part and the fragments of an arriving packet end.
    private static final int[] ENDS = {3520, 7616, 11712, 15808};
    private static final int PACKETS = 300;

    @TempDir private static Path folder;

    private static Program program(String name) {
        return LiveCode
                .of(ElfObject.read(Sources.compiled(SOURCE, folder.resolve("fragments.o"), "v3")).program(name));
    }

    private static CoreConfig core(int kib) {
        return CoreConfig.of("frames", 4, 4).change().frameBytes(kib << 10).build();
    }

    private static Stimulus stimulus(Program program, CoreConfig core, int packets) {
        Random random = new Random(11);
        return Stimulus.of(program, IntStream.range(0, packets).mapToObj(_ -> packet(random)).toList()).on(core);
    }

    /// Its orders, and bytes that tell places apart; lengths and moves about the ends of fragments.
    private static Packet packet(Random random) {
        byte[] bytes = new byte[Math.max(16, length(random))];
        random.nextBytes(bytes);
        var orders = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        orders.putInt(0, move(bytes.length, random)).putInt(4, random.nextInt(8) == 0 ? random.nextInt(4000)
                : random.nextInt(-230, 300)).putInt(8, move(bytes.length, random));
        orders.putShort(12, (short) place(bytes.length, random)).putShort(14, (short) place(bytes.length, random));
        return Packet.of(bytes);
    }

    private static int length(Random random) {
        int end = ENDS[random.nextInt(ENDS.length)];
        return switch (random.nextInt(6)) {
            case 0 -> 16 + random.nextInt(200);
            case 1 -> random.nextInt(16, 15_900);
            case 2 -> end;
            default -> end + random.nextInt(-60, 60);
        };
    }

    private static int move(int length, Random random) {
        int end = ENDS[random.nextInt(ENDS.length)];
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt();
            case 1 -> 14 - length;
            case 2, 3 -> random.nextInt(-60, 60);
            default -> end - length + random.nextInt(-3, 4);
        };
    }

    private static int place(int length, Random random) {
        return random.nextInt(5) == 0 ? random.nextInt(1 << 16)
                : Math.clamp(ENDS[random.nextInt(ENDS.length)] - random.nextInt(60), 16, Math.max(16, length - 37));
    }

    private static void requireActions(Run run, String actions) {
        Set<String> taken = run.outcomes().stream().filter(Outcome.Ran.class::isInstance).map(Outcome::action)
                .map(XdpAction::text).collect(Collectors.toSet());
        assertEquals(Set.of(actions.split(" ")), taken);
    }

    @ParameterizedTest
    @CsvSource({"moved, 4, XDP_PASS", "moved, 8, XDP_PASS XDP_TX", "moved, 16, XDP_PASS XDP_TX",
            "copied, 4, XDP_TX XDP_PASS", "copied, 8, XDP_TX XDP_PASS XDP_DROP", "copied, 16, XDP_TX XDP_PASS XDP_DROP",
            "sampled, 4, XDP_TX XDP_PASS", "sampled, 8, XDP_TX XDP_PASS", "sampled, 16, XDP_TX XDP_PASS",
            "parts, 16, XDP_TX XDP_PASS XDP_DROP", "whole, 16, XDP_TX XDP_PASS"})
    void linuxTheInterpreterAndBundlesAgree(String name, int kib, String actions) {
        Stimulus stimulus = stimulus(program(name), core(kib), PACKETS);
        requireActions(Agreement.agreed(stimulus, new KernelEngine(), new Interpreter(),
                new BundleEngine(Compiler.forCore(core(kib))),
                new BundleEngine(Compiler.forCore(CoreConfig.HXDP.change().frameBytes(kib << 10).build()))), actions);
    }

    @Test void packetsAreAsLongAsAFrameHolds() {
        for (int kib : CoreConfig.FRAME_KIB) {
            int longest = (kib << 10) - 576;
            var packets = Stream.of(longest, longest + 1, 3520, 3521).map(bytes -> Packet.of(new byte[bytes])).toList();
            List<Boolean> runs = kib == 4 ? List.of(true, false, true, false) : List.of(true, false, true, true);
            assertEquals(runs, new Interpreter().run(Stimulus.of(program("moved"), packets).on(core(kib))).outcomes()
                    .stream().map(Outcome.Ran.class::isInstance).toList());
            assertEquals(List.of(kib == 4, false, true, false),
                    new Interpreter().run(Stimulus.of(program("whole"), packets).on(core(kib))).outcomes().stream()
                            .map(Outcome.Ran.class::isInstance).toList());
        }
    }

    @Tag("model")
    @ParameterizedTest
    @CsvSource({"moved, 8", "copied, 8"})
    void theHardwareAgrees(String name, int kib) {
        Agreement.agreed(stimulus(program(name), core(kib), PACKETS), new Interpreter(),
                new RtlEngine(Compiler.forCore(core(kib)), Optional.empty()));
    }

    @Tag("model")
    @ParameterizedTest
    @CsvSource({"moved, 16", "copied, 16", "sampled, 16", "whole, 16"})
    void theHardwareKeepsStepWithTheModel(String name, int kib) {
        Stimulus stimulus = stimulus(program(name), core(kib), PACKETS);
        var compiler = Compiler.forCore(core(kib));
        var step = ProgramLockStep.run(compiler.compile(stimulus.program()), stimulus, false, Optional.empty(), name);
        assertTrue(step.divergence().isEmpty(), () -> step.divergence().toString());
    }
}
