package xdp2rtl.core.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.hdl.Design;
import xdp2rtl.hdl.HdlTool;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.DivideOp;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Width;

/// Every operation of every unit, at the borders of its operands and on random ones, against the Java of the
/// instruction set.
@Tag("model")
class UnitsTest {
    private static final int DIVIDER = 8;
    private static final long[] BORDERS =
            {0, 1, 2, -1, -2, 31, 32, 63, 64, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL, 0x1_0000_0000L,
                    Long.MAX_VALUE, Long.MIN_VALUE, 0xffff_ffff_8000_0000L, 0x8000, 0xffff, 0x80,
                    0x0123_4567_89ab_cdefL, 0xfedc_ba98_7654_3210L};

    @TempDir Path directory;
    private final Random random = new Random(1);
    private final List<String> vectors = new ArrayList<>();

    @Test void unitsComputeWhatTheInstructionSetSays() throws IOException {
        for (long a : BORDERS) {
            for (long b : BORDERS) computations(a, b);
        }
        for (int i = 0; i < 300; i++) computations(random.nextLong(), random.nextLong() >> random.nextInt(64));
        for (int i = 0; i < 4000; i++) accesses(random.nextLong(), random.nextLong());
        Files.write(directory.resolve("vectors.txt"), vectors);
        var result = HdlTool.simulate(Design.of(new Units()), "UnitsBench.cpp", directory);
        assertEquals(new HdlTool.Result(0, "agrees\n"), result);
    }

    private void computations(long a, long b) {
        int otherwise = random.nextInt();
        vector(Units.Unit.CHOOSE, 0, Width.W64, a, b, otherwise, a != 0 ? b : otherwise);
        for (var width : Width.values()) {
            for (var op : AluOp.values())
                vector(op.folds() ? Units.Unit.FOLD : Units.Unit.ALU, op.ordinal(), width, a, b, 0,
                        op.apply(width, a, b));
            for (var cond : Cond.values())
                vector(Units.Unit.COMPARE, cond.ordinal(), width, a, b, 0, cond.holds(width, a, b) ? 1 : 0);
            vector(Units.Unit.MULTIPLY, 0, width, a, b, 0, width == Width.W64 ? a * b : a * b & 0xffff_ffffL);
            var op = DivideOp.values()[random.nextInt(DivideOp.values().length)];
            line(DIVIDER, op.ordinal(), width, a, b, 0, 0, Size.B1, false, false, op.apply(width, a, b), 0);
        }
    }

    private void accesses(long even, long odd) {
        int start = random.nextInt(16);
        var size = Size.values()[random.nextInt(Size.values().length)];
        boolean signed = random.nextBoolean();
        boolean swapped = random.nextBoolean();
        byte[] bytes = new byte[16];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (even >>> 8 * i);
            bytes[8 + i] = (byte) (odd >>> 8 * i);
        }
        int first = swapped ? start + 8 - size.bytes() : start;
        long loaded = 0;
        byte[] line = new byte[16];
        for (int i = 0; i < size.bytes(); i++) {
            int at = swapped ? first + size.bytes() - 1 - i : first + i;
            loaded |= (bytes[at % 16] & 0xffL) << 8 * i;
            line[at % 16] = (byte) (even >>> 8 * i);
        }
        int unused = 64 - 8 * size.bytes();
        long extended = signed ? loaded << unused >> unused : loaded;
        var load = random.nextBoolean() ? Units.Unit.LOAD : Units.Unit.LATE_LOAD;
        line(load.ordinal(), 0, Width.W64, even, odd, 0, start, size, signed, swapped, extended, 0);
        line(Units.Unit.STORE.ordinal(), 0, Width.W64, even, odd, 0, start, size, signed, swapped, word(line, 0),
                word(line, 8));
    }

    private static long word(byte[] line, int from) {
        long word = 0;
        for (int i = 7; i >= 0; i--) word = word << 8 | line[from + i] & 0xff;
        return word;
    }

    private void vector(Units.Unit unit, int code, Width width, long a, long b, int otherwise, long expected) {
        line(unit.ordinal(), code, width, a, b, otherwise, 0, Size.B1, false, false, expected, 0);
    }

    private void line(int unit, int code, Width width, long a, long b, int otherwise, int start, Size size,
            boolean signed,
            boolean swapped, long result, long second) {
        vectors.add("%x %x %x %x %x %x %x %x %x %x %x %x".formatted(unit, code, width.ordinal(), a, b, otherwise, start,
                size.ordinal(),
                signed ? 1 : 0, swapped ? 1 : 0, result, second));
    }
}
