package xdp2rtl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xdp2rtl.compile.Compiler;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.isa.CoreConfig;

/// bpf_csum_diff in each of its forms, on words at which carries come and go: what is added, what is taken away, and
/// both, of sizes that are known and that are not, with any seed.
class ChecksumTest {
    private static final long[] WORDS = {0, 1, 0xffff, 0x1_0000, 0xffff_0000L, 0xffff_ffffL, 0xfffe_ffffL, 0xffff_fffeL,
            0x7fff_8000L, 0x8000_7fffL, 0xfffe_0001L, 0x0001_fffeL};
    private static final int RUNS = 30;
    private static final int BYTES = 40;

    /// What is taken away and what is added, in bytes; behind 4 bytes of seed, the ones before the others.
    private record Form(int from, int to, boolean known) {
        /// The buffers on the stack; sizes that are not known come out of the input's last byte, which is 0.
        String text() {
            var copies = new StringBuilder();
            for (int i = 0; i <= (from + to) / 4; i++) {
                copies.append("r2 = *(u32 *)(r6 +%d)\n*(u32 *)(r10 -%d) = r2\n".formatted(4 + 4 * i, 32 - 4 * i));
            }
            return """
                r6 = r1
                %sr7 = *(u8 *)(r6 +%d)
                r7 &= 4
                r1 = r10
                r1 += -32
                r2 = %d
                r3 = r10
                r3 += %d
                r4 = %d
                r5 = *(u32 *)(r6 +0)
                %scall csum_diff
                exit
                """.formatted(copies, BYTES - 1, from, from - 32, to, known ? "" : "r2 += r7\nr4 += r7\n");
        }
    }

    private static Stream<Form> forms() {
        return IntStream.of(0, 4, 8, 12).boxed().flatMap(from -> IntStream.of(0, 4, 8, 16).boxed()
                .flatMap(to -> Stream.of(true, false).map(known -> new Form(from, to, known))));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void bundlesAddUpAsTheInterpreterDoes(Form form) {
        var program = Program.raw("checksum",
                InstructionEncoder.encode(Assembler.assemble("checksum", form.text())));
        var random = new Random(form.hashCode());
        try (var bundle = new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT));
                var interpreter = new Interpreter()) {
            for (int run = 0; run < RUNS; run++) {
                Bytes memory = memory(random);
                assertEquals(interpreter.result(program, memory), bundle.result(program, memory), memory::toString);
            }
        }
    }

    private static Bytes memory(Random random) {
        var memory = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < BYTES; at += Integer.BYTES) {
            long word = WORDS[random.nextInt(WORDS.length)] + (random.nextInt(4) == 0 ? random.nextInt(3) - 1 : 0);
            memory.putInt(at, (int) (random.nextInt(8) == 0 ? random.nextInt() : word));
        }
        return Bytes.of(memory.put(BYTES - 1, (byte) 0).array());
    }
}
