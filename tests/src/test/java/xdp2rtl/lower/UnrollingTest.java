package xdp2rtl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.cycles.PathCycles;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Verdict;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;
import xdp2rtl.reduce.UnrollLoops;

/// Loops of a known number of turns become their turns, where these fit the program memory.
class UnrollingTest {
    /// Halfwords of the packet, whose sum says whether it passes.
    private static final Program SUM = Program.raw("sum", InstructionEncoder.encode(Assembler.assemble("sum", """
        r2 = *(u32 *)(r1 + 0)
        r3 = *(u32 *)(r1 + 4)
        r4 = r2
        r4 += 34
        r0 = 1
        if r4 > r3 goto out
        r5 = 0
        r6 = 17
        again:
        r4 = *(u16 *)(r2 + 0)
        r5 += r4
        r2 += 2
        r6 -= 1
        if r6 != 0 goto again
        r0 = 2
        if r5 & 1 goto out
        r0 = 3
        out:
        exit
        """)));

    @Test void theTurnsStandBehindEachOther() {
        Compiler compiler = Compiler.forCore(CoreConfig.DEFAULT);
        Compiled compiled = compiler.compile(SUM);
        assertTrue(isUnrolled(compiled));
        assertEquals(OptionalLong.of(compiled.schedule().bundles().size()), PathCycles.of(compiled).worst());
        agree(compiler);
    }

    @Test void aProgramThatThenDoesNotFitKeepsItsLoop() {
        Compiler compiler = Compiler.forCore(CoreConfig.DEFAULT.change().programBundles(8).build());
        Compiled compiled = compiler.compile(SUM);
        assertFalse(isUnrolled(compiled));
        assertTrue(compiled.schedule().bundles().size() <= 8);
        assertEquals(compiled.reduction().graph(), compiler.reduce(compiled, (_, _, _) -> {}).graph());
        agree(compiler);
    }

    private static boolean isUnrolled(Compiled compiled) {
        return compiled.reduction().steps().stream().anyMatch(step -> step.pass().equals(UnrollLoops.NAME));
    }

    private static void agree(Compiler compiler) {
        var packets = IntStream.range(0, 40).mapToObj(i -> {
            var bytes = new byte[i < 3 ? 30 + 2 * i : 60];
            new Random(i).nextBytes(bytes);
            return Packet.of(bytes);
        }).toList();
        var stimulus = Stimulus.of(SUM, packets);
        try (var interpreter = new Interpreter(); var bundle = new BundleEngine(compiler)) {
            Verdict verdict = Comparison.of(List.of(interpreter.run(stimulus), bundle.run(stimulus)));
            assertTrue(verdict.agrees(), verdict::toString);
        }
    }
}
