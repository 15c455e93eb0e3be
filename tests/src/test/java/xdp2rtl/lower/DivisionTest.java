package xdp2rtl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.compile.Compiler;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.isa.CoreConfig;

/// Division by constants as the core does it, against numbers of any length: where quotients change, and at the ends of
/// what is divided. Each product, sum and shift of it is in some run.
class DivisionTest {
    private static final String DIVIDE = """
        r6 = *(u64 *)(r1 +0)
        r2 = r6
        %1$s
        r2 /= r9
        r3 = r6
        r3 %%= r9
        w4 = w6
        w4 /= w9
        w5 = w6
        w5 %%= w9
        r0 = r2
        r0 ^= r3
        r0 *= 31
        r0 ^= r4
        r0 *= 31
        r0 ^= r5
        exit
        """;

    @ParameterizedTest
    @ValueSource(longs = {3, 7, 10, 60, 641, 65_537, 1_000_000_000, 0x7fff_ffffL, 0x8000_0001L, 0xffff_ffffL,
            0x1_0000_0001L, 1_000_000_000_007L, Long.MAX_VALUE, (1L << 62) + 1})
    void quotientsAndRemaindersAreExact(long divisor) {
        var program = Program.raw("divide",
                InstructionEncoder.encode(Assembler.assemble("divide", DIVIDE.formatted("r9 = " + divisor + " ll"))));
        try (var bundle = new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT))) {
            for (long number : numbers(divisor)) {
                var memory = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
                assertEquals(expected(number, divisor), bundle.result(program, Bytes.of(memory)).orElseThrow(),
                        () -> Long.toUnsignedString(number));
            }
        }
    }

    private static Set<Long> numbers(long divisor) {
        long most = Long.divideUnsigned(-1, divisor) * divisor;
        long most32 = 0xffff_ffffL / divisor * divisor;
        var numbers = new LinkedHashSet<Long>();
        LongStream.of(0, divisor, 2 * divisor, 1000 * divisor, most, most32, 1L << 32, 1L << 63, 0x1234_5678_9abc_def0L)
                .forEach(number -> LongStream.rangeClosed(number - 1, number + 1).forEach(numbers::add));
        return numbers;
    }

    private static long expected(long number, long divisor) {
        BigInteger[] wide = unsigned(number).divideAndRemainder(unsigned(divisor));
        BigInteger low = unsigned(divisor & 0xffff_ffffL);
        BigInteger[] narrow = unsigned(number & 0xffff_ffffL).divideAndRemainder(low);
        long result = wide[0].longValue() ^ wide[1].longValue();
        result = result * 31 ^ narrow[0].longValue();
        return result * 31 ^ narrow[1].longValue();
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }
}
