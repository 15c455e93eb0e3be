package xdp2rtl.verifier;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.OperandWidth;

/// What arithmetic makes of ranges holds what it makes of every number in them.
class RangeTest {
    private static final int TRIES = 20_000;
    private static final long[] BORDERS = {0, 1, 2, 3, 7, 8, 31, 32, 63, 64, 255, 256, 0x7fff, 0x8000, 0xffff,
            Integer.MAX_VALUE, 1L << 31, 0xffff_ffffL, 1L << 32, 1L << 62, Long.MAX_VALUE};

    @ParameterizedTest
    @EnumSource(AluOperation.class)
    void everyResultIsInTheRange(AluOperation op) {
        var random = new Random(op.ordinal());
        for (int i = 0; i < TRIES; i++) {
            Range left = range(random);
            Range right = range(random);
            for (OperandWidth width : OperandWidth.values()) {
                Range result = Range.apply(op, width, left, right);
                long a = inside(random, left);
                long b = inside(random, right);
                value(op, width, a, b).ifPresent(value -> assertTrue(result.low() <= value && value <= result.high(),
                        () -> "%s %s: %d of %s, %d of %s: %d is not in %s".formatted(op, width, a, left, b, right,
                                value, result)));
            }
        }
    }

    private static Range range(Random random) {
        long a = number(random);
        long b = random.nextInt(4) == 0 ? a : number(random);
        return new Range(Math.min(a, b), Math.max(a, b));
    }

    private static long number(Random random) {
        long border = BORDERS[random.nextInt(BORDERS.length)];
        return switch (random.nextInt(4)) {
            case 0 -> -border;
            case 1 -> random.nextLong() >> random.nextInt(64);
            default -> border;
        };
    }

    /// One of its ends, or a number between them.
    private static long inside(Random random, Range range) {
        long between = range.low() + Math.floorMod(random.nextLong(), Math.max(1, range.high() - range.low()));
        long[] some = LongStream.of(range.low(), range.high(), between).filter(one -> range.low() <= one
                && one <= range.high()).toArray();
        return some[random.nextInt(some.length)];
    }

    /// As RFC 9669 has it; nothing for what has no 32-bit form.
    private static Optional<Long> value(AluOperation op, OperandWidth width, long a, long b) {
        if (width == OperandWidth.W64) { return Optional.of(wide(op, a, b)); }
        if (op == AluOperation.MOVSX32) { return Optional.empty(); }
        long x = (int) a;
        long y = (int) b;
        boolean unsigned = Arrays.asList(AluOperation.DIV, AluOperation.MOD, AluOperation.RSH).contains(op);
        long result = op == AluOperation.LSH || op == AluOperation.RSH || op == AluOperation.ARSH
                ? wide(op, unsigned ? x & 0xffff_ffffL : x, y & 31)
                : unsigned ? wide(op, x & 0xffff_ffffL, y & 0xffff_ffffL) : wide(op, x, y);
        return Optional.of(result & 0xffff_ffffL);
    }

    private static long wide(AluOperation op, long a, long b) {
        return switch (op) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> b == 0 ? 0 : Long.divideUnsigned(a, b);
            case SDIV -> b == 0 ? 0 : a / b;
            case OR -> a | b;
            case AND -> a & b;
            case LSH -> a << b;
            case RSH -> a >>> b;
            case NEG -> -a;
            case MOD -> b == 0 ? a : Long.remainderUnsigned(a, b);
            case SMOD -> b == 0 ? a : a % b;
            case XOR -> a ^ b;
            case MOV -> b;
            case MOVSX8 -> (byte) b;
            case MOVSX16 -> (short) b;
            case MOVSX32 -> (int) b;
            case ARSH -> a >> b;
        };
    }
}
