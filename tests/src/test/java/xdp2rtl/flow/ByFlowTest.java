package xdp2rtl.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.MapKind;
import xdp2rtl.port.Context;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// A table of flows on several cores at full speed holds what it holds in the interpreter: one entry for each flow, both
/// directions in one core.
class ByFlowTest {
    private static final int PACKETS = 600;
    private static final int FLOWS = 80;
    /// A core of few contexts: packets of one flow that run at once may change an entry in two steps.
    private static final CoreConfig CORES = CoreConfig.of("by flow", 2, 1).withCores(4);

    private static final MapSpec TABLE = MapSpec.of("flows", MapKind.LRU_HASH, 12, 8, 2048);

    /// Counts the packets of each flow, in both directions as one, by steps that are no addition.
    private static final String COUNT = """
            r7 = *(u32 *)(r1 +12)
            r6 = *(u32 *)(r1 +0)
            r2 = *(u32 *)(r1 +4)
            r3 = r6
            r3 += 60
            if r3 > r2 goto end
            r1 = *(u32 *)(r6 +26)
            r2 = *(u32 *)(r6 +30)
            r3 = *(u16 *)(r6 +34)
            r4 = *(u16 *)(r6 +36)
            if r7 == 1 goto inside
            r5 = r1
            r1 = r2
            r2 = r5
            r5 = r3
            r3 = r4
            r4 = r5
            inside:
            *(u32 *)(r10 -16) = r1
            *(u32 *)(r10 -12) = r2
            *(u16 *)(r10 -8) = r3
            *(u16 *)(r10 -6) = r4
            *(u64 *)(r10 -24) = 1
            r2 = r10
            r2 += -16
            r1 = map[0] ll
            call map_lookup_elem
            if r0 == 0 goto new
            r1 = *(u64 *)(r0 +0)
            r1 *= 3
            r1 += 1
            *(u64 *)(r0 +0) = r1
            r0 = r1
            exit
            new:
            r1 = map[0] ll
            r2 = r10
            r2 += -16
            r3 = r10
            r3 += -24
            r4 = 0
            call map_update_elem
            end:
            r0 = 1
            exit""";

    private static Stimulus stimulus() {
        return stimulus(TABLE);
    }

    private static Stimulus stimulus(MapSpec table) {
        Program raw = Program.raw("flows", InstructionEncoder.encode(Assembler.assemble("flows", COUNT)));
        var program = new Program(raw.source(), raw.code(), List.of(table), "GPL");
        var random = new Random(1);
        var packets = new ArrayList<Packet>();
        for (int i = 0; i < PACKETS; i++) {
            int flow = random.nextInt(FLOWS);
            boolean inside = random.nextBoolean();
            var bytes = new byte[60 + random.nextInt(100)];
            bytes[inside ? 26 : 30] = 10;
            bytes[inside ? 29 : 33] = (byte) (flow / 8);
            bytes[inside ? 30 : 26] = 20;
            bytes[inside ? 35 : 37] = (byte) (flow % 8);
            packets.add(new Packet(Bytes.of(bytes), Optional.of(new Context(inside ? 1 : 2, 0))));
        }
        return Stimulus.of(program, packets);
    }

    @Test void theModelHasWhatTheInterpreterHas() {
        Stimulus stimulus = stimulus();
        Compiled compiled = Compiler.forCore(CORES).compile(stimulus.program());
        assertEquals(
                "bytes 26-29 and 30-33 (IPv4 source, IPv4 destination) in either order, bytes 34-35 and 36-37 (source port behind IPv4, "
                        + "destination port behind IPv4) in either order",
                FieldText.of(compiled.places().fields()));
        CoresRun run = CoresRun.model(compiled, stimulus);
        assertEquals(new Interpreter().run(stimulus).maps(), run.maps());
        run.own().forEach(maps -> {
            int own = maps.get("flows").entries().size();
            assertTrue(own > 0 && own < FLOWS / 2, own + " flows in one core");
        });
    }

    /// On a board packets of all flows leave in the order of arrival.
    @Test void packetsOfAllFlowsCanStayInOrder() {
        Stimulus stimulus = stimulus();
        Compiled compiled = Compiler.forCore(CORES).forInOrder().compile(stimulus.program());
        CoresRun run = CoresRun.model(compiled, stimulus);
        Run expected = new Interpreter().run(stimulus);
        assertEquals(expected.maps(), run.maps());
        assertEquals(expected.outcomes().stream().map(Outcome::action).toList(), run.results());
    }

    @Test void oneByOneItIsAsOnOneCore() {
        Stimulus stimulus = stimulus();
        Verdict verdict = Comparison.of(List.of(new Interpreter().run(stimulus),
                new BundleEngine(Compiler.forCore(CORES)).run(stimulus)));
        assertTrue(verdict.agrees(), verdict.toString());
    }

    /// The first core has all entries of an LRU map then: 80 flows find room in a map of 96, of which a core has 24.
    @Test void oneByOneTheFirstCoreHasTheWholeOfAnLruMap() {
        Stimulus stimulus = stimulus(TABLE.withEntries(96));
        Run reference = new Interpreter().run(stimulus);
        assertTrue(reference.maps().get("flows").entries().size() > 24);
        Verdict verdict =
                Comparison.of(List.of(reference, new BundleEngine(Compiler.forCore(CORES)).run(stimulus)));
        assertTrue(verdict.agrees(), verdict.toString());
    }

    @Tag("model")
    @Test void theHardwareHasWhatTheInterpreterHas() {
        Stimulus stimulus = stimulus();
        Compiled compiled = Compiler.forCore(CORES).compile(stimulus.program());
        assertEquals(new Interpreter().run(stimulus).maps(), CoresRun.hardware(compiled, stimulus).maps());
    }

    @Tag("model")
    @Test void modelAndHardwareGoInLockStep() {
        Stimulus stimulus = stimulus();
        for (Compiler compiler : List.of(Compiler.forCore(CORES), Compiler.forCore(CORES).forInOrder())) {
            ProgramLockStep step =
                    ProgramLockStep.run(compiler.compile(stimulus.program()), stimulus, false, Optional.empty(), "");
            assertEquals(Optional.empty(), step.divergence());
            assertEquals(PACKETS, step.packets());
        }
    }
}
