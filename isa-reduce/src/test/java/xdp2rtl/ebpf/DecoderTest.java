package xdp2rtl.ebpf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import xdp2rtl.diagnostic.InputError;

class DecoderTest {

    private record Row(byte[] bytes, String text) {}

    private static List<Row> table() throws IOException {
        try (var stream = DecoderTest.class.getResourceAsStream("rfc9669.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" +", 2))
                    .map(parts -> new Row(HexFormat.of().parseHex(parts[0]), parts[1])).toList();
        }
    }

    private static byte[] encode(List<Placed> code) {
        return InstructionEncoder.encode(code.stream().map(Placed::instruction).toList());
    }

    @TestFactory Stream<DynamicTest> decodesPrintsAndEncodesEveryRowOfTheTable() throws IOException {
        return table().stream().map(row -> DynamicTest.dynamicTest(row.text(), () -> {
            List<Placed> code = InstructionDecoder.decode("table", row.bytes());
            assertEquals(1, code.size());
            assertEquals(row.text(), code.getFirst().instruction().toString());
            assertEquals(row.bytes().length / 8, code.getFirst().instruction().slots());
            assertArrayEquals(row.bytes(), encode(code));
        }));
    }

    @Test void refusesEveryOpcodeOutsideTheTable() throws IOException {
        Set<Integer> known = table().stream().map(row -> row.bytes()[0] & 0xff)
                .collect(Collectors.toCollection(TreeSet::new));
        for (int opcode = 0; opcode < 256; opcode++) {
            if (known.contains(opcode) || opcode == 0x8d) {
                continue;
            }
            assertEquals("p: slot 0: opcode 0x%02x is not an instruction of RFC 9669".formatted(opcode),
                    refusal("%02x00000000000000".formatted(opcode)));
        }
    }

    @Test void namesInstructionsOfOtherTimes() {
        assertEquals(
                "p: slot 0: callx, a call through a register, is not an instruction of RFC 9669. Compile with -O2, and inline what is called through a pointer",
                refusal("8d00000000000000"));
        assertEquals(
                "p: slot 0: addr_space_cast, which makes a pointer into an arena, is not supported; the card shares no "
                        + "memory with processes. Keep the data in a map of type ARRAY",
                refusal("bf12010001000000"));
    }

    /// Whatever decodes has one encoding: no field is dropped, none is invented.
    @Test void encodesWhateverItDecodesToTheSameBytes() {
        var random = new Random(9669);
        int accepted = 0;
        for (int i = 0; i < 400_000; i++) {
            byte[] bytes = sparse(random);
            try {
                assertArrayEquals(bytes, encode(InstructionDecoder.decode("p", bytes)));
                accepted++;
            } catch (InputError e) {
                assertEquals("p: slot 0", e.where());
            }
        }
        assertEquals(true, accepted > 20_000, accepted + " accepted");
    }

    /// Random bytes with so many zero fields that a good share means something.
    private static byte[] sparse(Random random) {
        int opcode = random.nextInt(256);
        byte[] bytes = new byte[opcode == 0x18 ? 16 : 8];
        bytes[0] = (byte) opcode;
        bytes[1] = (byte) (random.nextInt(12) | (random.nextBoolean() ? random.nextInt(12) << 4 : 0));
        for (int i = 2; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : 0);
        }
        return bytes;
    }

    @Test void refusesFieldsThatMustBeZero() {
        assertEquals("p: slot 0: opcode 0x07 has 2 in its source register, which must be 0",
                refusal("0721000001000000"));
        assertEquals("p: slot 0: opcode 0x0f has 1 in its immediate, which must be 0",
                refusal("0f21000001000000"));
        assertEquals("p: slot 0: opcode 0x95 has 1 in its immediate, which must be 0",
                refusal("9500000001000000"));
        assertEquals("p: slot 0: opcode 0x85 has 1 in its offset, which must be 0",
                refusal("8500010001000000"));
    }

    @Test void refusesFieldsWithAnUnknownMeaning() {
        assertEquals("p: slot 0: opcode 0x37 has 2 in its offset, which must be 0 or 1",
                refusal("3701020001000000"));
        assertEquals("p: slot 0: opcode 0xbc has 32 in its offset, which must be 0 or 8 or 16",
                refusal("bc21200000000000"));
        assertEquals("p: slot 0: opcode 0xd4 has 8 in its immediate, which must be 16 or 32 or 64",
                refusal("d401000008000000"));
        assertEquals("p: slot 0: opcode 0xdb has 2 in its immediate, which must be 0 or 1 or 64 or 65 "
                + "or 80 or 81 or 160 or 161 or 225 or 241 or 256 or 272", refusal("db21000002000000"));
        assertEquals("p: slot 0: opcode 0x18 has 7 in its source register, which must be 0 or 1 or 2 or "
                + "3 or 4 or 5 or 6", refusal("18710000000000000000000000000000"));
        assertEquals("p: slot 0: opcode 0x85 has 3 in its source register, which must be 0 or 1 or 2",
                refusal("8530000001000000"));
    }

    @Test void refusesRegistersThatDoNotExistOrCannotBeWritten() {
        assertEquals("p: slot 0: opcode 0xbf has 11 in its source register, which must be 0 to 10",
                refusal("bfb1000000000000"));
        assertEquals("p: slot 0: opcode 0xb7 has 10 in its destination register, which must be 0 to 9",
                refusal("b70a000000000000"));
    }

    @Test void refusesIncompleteInstructions() {
        assertEquals("p: 9 bytes are not a whole number of 8-byte instructions",
                refusal("950000000000000000"));
        assertEquals("p: slot 0: the second half of a 64-bit immediate load is missing",
                refusal("1801000000000000"));
        assertEquals("p: slot 0: the second half of a 64-bit immediate load has fields that must be 0",
                refusal("18010000000000009500000000000000"));
        assertEquals("p: slot 0: opcode 0x18 has 1 in its second immediate, which must be 0",
                refusal("18510000000000000000000001000000"));
    }

    @Test void countsTwoSlotsForA64BitImmediate() {
        byte[] code = HexFormat.of().parseHex("b700000000000000" + "18010000010000000000000000000000"
                + "9500000000000000");
        assertEquals(List.of(0, 1, 3), InstructionDecoder.decode("p", code).stream().map(Placed::slot).toList());
    }

    @Test void namesTheSlotOfABadInstruction() {
        byte[] code = Arrays.copyOf(HexFormat.of().parseHex("18010000010000000000000000000000"), 24);
        code[16] = (byte) 0xff;
        assertEquals("p: slot 2: opcode 0xff is not an instruction of RFC 9669",
                assertThrows(InputError.class, () -> InstructionDecoder.decode("p", code)).getMessage());
    }

    private static String refusal(String hex) {
        return assertThrows(InputError.class, () -> InstructionDecoder.decode("p", HexFormat.of().parseHex(hex)))
                .getMessage();
    }
}
