package xdp2rtl.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Verdict;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.lockstep.ProgramLockStep;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.engine.model.SteadyState;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.MapKind;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// Programs that cannot be divided among several cores do there what they do on one: the first core gets all packets,
/// and has the whole of each map.
class FirstCoreTest {
    private static final int PACKETS = 400;
    /// Of one context, so that packets come one after the other.
    private static final CoreConfig ONE = CoreConfig.of("first", 2, 1);
    private static final CoreConfig CORES = ONE.withCores(3);

    private static final List<MapSpec> MAPS = List.of(MapSpec.of("state", MapKind.ARRAY, 4, 8, 1),
            MapSpec.of("lengths", MapKind.LRU_HASH, 4, 8, 10), MapSpec.of("few", MapKind.HASH, 4, 8, 20),
            MapSpec.of("line", MapKind.QUEUE, 0, 8, 4), MapSpec.of("own", MapKind.PERCPU_HASH, 4, 8, 64));

    /// r7 is the packet's length, which is on the stack in two places.
    private static final String LENGTH = """
            r6 = *(u32 *)(r1 +0)
            r7 = *(u32 *)(r1 +4)
            r7 -= r6
            *(u32 *)(r10 -4) = r7
            *(u64 *)(r10 -16) = r7
            *(u32 *)(r10 -20) = 0
            """;
    private static final String COUNTED = """
            r2 = r10
            r2 += -4
            r1 = map[%1$d] ll
            call map_lookup_elem
            if r0 == 0 goto new
            r1 = *(u64 *)(r0 +0)
            r1 *= 3
            r1 += 1
            *(u64 *)(r0 +0) = r1
            r0 = r1
            r0 &= 3
            exit
            new:
            r1 = map[%1$d] ll
            r2 = r10
            r2 += -4
            r3 = r10
            r3 += -16
            r4 = 0
            call map_update_elem
            r0 &= 3
            exit""";

    /// What keeps the cores from sharing the work.
    private enum Kind {
        /// Every packet reads and writes one number.
        STATE("""
                r2 = r10
                r2 += -20
                r1 = map[0] ll
                call map_lookup_elem
                if r0 == 0 goto end
                r1 = *(u64 *)(r0 +0)
                r1 *= 3
                r1 += r7
                *(u64 *)(r0 +0) = r1
                r0 = r1
                r0 &= 3
                exit
                end:
                r0 = 0
                exit"""),
        /// No field of packets is in the keys. Of an LRU map a core of several would have a part only.
        EVICTING(COUNTED.formatted(1)),
        /// More keys than there is room for.
        FILLED(COUNTED.formatted(2)),
        PER_CPU(COUNTED.formatted(4)),
        /// There are no keys.
        QUEUE("""
                r1 = map[3] ll
                r2 = r10
                r2 += -16
                r3 = 2
                call map_push_elem
                r7 &= 1
                if r7 == 0 goto end
                r1 = map[3] ll
                r2 = r10
                r2 += -16
                call map_pop_elem
                end:
                r0 = *(u64 *)(r10 -16)
                r0 &= 3
                exit""");

        private final String code;

        Kind(String code) { this.code = code; }

        Stimulus stimulus() {
            Program raw = Program.raw("first", InstructionEncoder.encode(Assembler.assemble("first", LENGTH + code)));
            var program = new Program(raw.source(), raw.code(), MAPS, "GPL");
            var random = new Random(2);
            var packets = new ArrayList<Packet>();
            for (int i = 0; i < PACKETS; i++) {
                var bytes = new byte[60 + random.nextInt(30)];
                random.nextBytes(bytes);
                packets.add(new Packet(Bytes.of(bytes), Optional.empty()));
            }
            return Stimulus.of(program, packets);
        }
    }

    private static List<Long> results(Run run) {
        return run.outcomes().stream().map(Outcome::action).toList();
    }

    private static void agrees(Stimulus stimulus, CoresRun seen) {
        Run expected = new Interpreter().run(stimulus);
        assertTrue(expected.outcomes().stream().map(Outcome::action).distinct().count() > 1);
        assertEquals(results(expected), seen.results());
        assertEquals(expected.maps(), seen.maps());
    }

    @ParameterizedTest
    @EnumSource void theModelDoesWhatTheInterpreterDoes(Kind kind) {
        Stimulus stimulus = kind.stimulus();
        Compiled compiled = Compiler.forCore(CORES).compile(stimulus.program());
        assertTrue(compiled.places().first().isPresent());
        agrees(stimulus, CoresRun.model(compiled, stimulus));
        Verdict verdict = Comparison.of(List.of(new Interpreter().run(stimulus),
                new BundleEngine(Compiler.forCore(CORES)).run(stimulus)));
        assertTrue(verdict.agrees(), verdict.toString());
    }

    @Tag("model")
    @ParameterizedTest
    @EnumSource void soDoesTheHardware(Kind kind) {
        Stimulus stimulus = kind.stimulus();
        agrees(stimulus, CoresRun.hardware(Compiler.forCore(CORES).compile(stimulus.program()), stimulus));
    }

    @Tag("model")
    @ParameterizedTest
    @EnumSource void modelAndHardwareGoInLockStep(Kind kind) {
        Stimulus stimulus = kind.stimulus();
        Compiled compiled =
                Compiler.forCore(CoreConfig.of("first of 2", 2, 5).withCores(2)).compile(stimulus.program());
        ProgramLockStep step = ProgramLockStep.run(compiled, stimulus, false, Optional.empty(), "");
        assertEquals(Optional.empty(), step.divergence());
        assertEquals(PACKETS, step.packets());
    }

    /// Room for what one core alone takes: the whole of each map.
    @Test void theFirstCoreHasAsMuchAsOneAlone() {
        Program program = Kind.EVICTING.stimulus().program();
        assertEquals(Compiler.forCore(ONE).compile(program).layout().totalBytes(),
                Compiler.forCore(CORES).compile(program).layout().totalBytes());
    }

    /// It waits for nothing but what one alone would wait for.
    @Test void itIsAsFastAsOneAlone() {
        Stimulus stimulus = Kind.STATE.stimulus();
        double alone = SteadyState.measure(Compiler.forCore(ONE).compile(stimulus.program()), stimulus)
                .cyclesPerPacket();
        assertEquals(alone, SteadyState.measure(Compiler.forCore(CORES).compile(stimulus.program()), stimulus)
                .cyclesPerPacket(), 0.01 * alone);
    }
}
