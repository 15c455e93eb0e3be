package xdp2rtl.btf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import xdp2rtl.diagnostic.InputError;

class BtfTest {
    private static final int INT = 1 << 24;
    private static final int POINTER = 2 << 24;
    private static final int ARRAY = 3 << 24;
    private static final int STRUCT = 4 << 24;
    private static final int TYPEDEF = 8 << 24;
    private static final int SIGNED = 1 << 24;

    /// Types as 32-bit words; every name is empty (0).
    private static Btf types(int... words) {
        var section = ByteBuffer.allocate(24 + words.length * 4 + 1).order(ByteOrder.LITTLE_ENDIAN);
        section.putShort((short) 0xeb9f).put((byte) 1).put((byte) 0).putInt(24).putInt(0)
                .putInt(words.length * 4).putInt(words.length * 4).putInt(1);
        for (int word : words) {
            section.putInt(word);
        }
        return Btf.parse(Slice.of(".BTF", section.array()));
    }

    @Test void readsTypesAndTheirSizes() {
        Btf btf = types(0, INT, 4, SIGNED | 32, 0, TYPEDEF, 1, 0, ARRAY, 0, 2, 1, 5, 0, POINTER, 3,
                0, STRUCT | 1, 24, 0, 3, 32);
        assertEquals(BtfType.Int.of("", 4, true), btf.resolve(2));
        assertEquals(4, btf.size(2));
        assertEquals(20, btf.size(3));
        assertEquals(8, btf.size(4));
        assertEquals(24, btf.size(5));
    }

    @Test void refusesTypesThatContainThemselves() {
        assertEquals(".BTF: type 1 is nested more than 32 levels deep",
                refusal(() -> types(0, TYPEDEF, 2, 0, TYPEDEF, 1).resolve(1)));
        assertEquals(".BTF: type 1 is nested more than 32 levels deep",
                refusal(() -> types(0, ARRAY, 0, 1, 1, 2).size(1)));
    }

    @Test void refusesSizesOutOfAllProportion() {
        assertEquals(".BTF: type 2 has 2147483647 elements of 4 bytes",
                refusal(() -> types(0, INT, 4, 32, 0, ARRAY, 0, 1, 1, Integer.MAX_VALUE).size(2)));
        assertEquals(".BTF: type 1 has 4294967295 bytes", refusal(() -> types(0, STRUCT, -1).size(1)));
        assertEquals(".BTF: scalar type 1 has 17 bytes", refusal(() -> types(0, INT, 17, 32)));
    }

    @Test void refusesWhatItDoesNotKnow() {
        assertEquals(".BTF: type 1 is of unknown kind 31", refusal(() -> types(0, 31 << 24, 0)));
        assertEquals(".BTF: it refers to type 9 of 2", refusal(() -> types(0, TYPEDEF, 9).resolve(1)));
        assertEquals(".BTF: type 0 (void) has no size", refusal(() -> types().size(0)));
        assertEquals(".BTF: it has only 8 bytes, but offset 8 is read", refusal(() -> types(0, INT)));
        assertEquals(".BTF: it has no BTF header of version 1",
                refusal(() -> Btf.parse(Slice.of(".BTF", new byte[24]))));
    }

    private static String refusal(Executable reading) {
        return assertThrows(InputError.class, reading).getMessage();
    }
}
