package xdp2rtl.btf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import xdp2rtl.diagnostic.InputError;

class SliceTest {
    private static final Slice WHOLE = Slice.of("file",
            new byte[]{1, 2, 3, (byte) 0x84, 'h', 'i', 0, 8, 'x'});

    @Test void readsLittleEndianNumbers() {
        assertEquals(0x84, WHOLE.u8(3));
        assertEquals(0x8403, WHOLE.u16(2));
        assertEquals(0x84030201, WHOLE.s32(0));
        assertEquals(0x84030201L, WHOLE.u32(0));
        assertEquals(0x0800_6968_8403_0201L, WHOLE.s64(0));
        assertEquals("hi", WHOLE.text(4));
    }

    @Test void countsOffsetsOfAPartFromItsStart() {
        Slice part = WHOLE.part("part", 2, 3);
        assertEquals(3, part.length());
        assertEquals(0x8403, part.u16(0));
        assertEquals("part: it has only 3 bytes, but offset 2 is read", refusal(() -> part.u16(2)));
    }

    @Test void refusesWhatLiesOutside() {
        assertEquals("file: it has only 9 bytes, but offset 8 is read", refusal(() -> WHOLE.u16(8)));
        assertEquals("file: it has only 9 bytes, but offset -1 is read", refusal(() -> WHOLE.u8(-1)));
        assertEquals("file: it has only 9 bytes, but offset 9223372036854775807 is read",
                refusal(() -> WHOLE.s64(Long.MAX_VALUE)));
        assertEquals("file: the text at offset 7 does not end", refusal(() -> WHOLE.text(7)));
    }

    @Test void refusesPartsThatReachOutside() {
        assertEquals("part: 9 bytes at offset 1 are not inside the 9 bytes of file",
                refusal(() -> WHOLE.part("part", 1, 9)));
        assertEquals("part: 18446744073709551615 bytes at offset 1 are not inside the 9 bytes of file",
                refusal(() -> WHOLE.part("part", 1, -1)));
        assertEquals("part: 2 bytes at offset 18446744073709551615 are not inside the 9 bytes of file",
                refusal(() -> WHOLE.part("part", -1, 2)));
    }

    private static String refusal(Executable reading) {
        return assertThrows(InputError.class, reading).getMessage();
    }
}
