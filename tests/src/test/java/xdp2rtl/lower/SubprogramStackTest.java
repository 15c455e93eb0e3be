package xdp2rtl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import xdp2rtl.compile.Compiler;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.isa.CoreConfig;

/// A function's stack is zero whenever it begins, though frames share their place. Linux's verifier lets such reads
/// pass and leaves open what they see, so the kernel is not asked.
class SubprogramStackTest {
    /// Adds the argument to what an unknown one of its eight slots holds, which it has not written.
    private static final String UNKNOWN_SLOT = """
        r3 = r1
        r3 &= 56
        r4 = r10
        r4 -= r3
        r0 = *(u64 *)(r4 - 8)
        r0 += r1
        *(u64 *)(r4 - 8) = r0
        exit
        """;

    @Test void ofAFunctionThatIsCalledInALoop() {
        agree(2, "r6 = 3\nagain:\nr1 = 2\ncall function\nr6 += -1\nif r6 != 0 goto again\nexit\n"
                + "function:\nr0 = *(u64 *)(r10 - 8)\nr0 += r1\n*(u64 *)(r10 - 8) = r0\nexit\n");
        agree(9, "r6 = 3\nagain:\nr1 = 9\ncall function\nr6 += -1\nif r6 != 0 goto again\nexit\nfunction:\n"
                + UNKNOWN_SLOT);
    }

    @Test void ofFunctionsThatAreCalledOneAfterTheOther() {
        agree(18, "r1 = *(u8 *)(r1 + 0)\nr7 = r1\ncall one\nr6 = r0\nr1 = r7\ncall two\nr0 += r6\nexit\n"
                + "one:\n" + UNKNOWN_SLOT + "two:\n" + UNKNOWN_SLOT);
    }

    private static void agree(long expected, String text) {
        Program program = Program.raw("test", InstructionEncoder.encode(Assembler.assemble("test", text)));
        Bytes memory = Bytes.of(new byte[]{9});
        try (var interpreter = new Interpreter(); var bundle = new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT))) {
            assertEquals(OptionalLong.of(expected), interpreter.result(program, memory), "interpreter");
            assertEquals(OptionalLong.of(expected), bundle.result(program, memory), "bundle");
        }
    }
}
