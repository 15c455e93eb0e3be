package xdp2rtl.ebpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;

import xdp2rtl.diagnostic.InputError;

class AssemblerTest {

    @Test void readsWhatEveryFormPrints() throws IOException {
        try (var stream = DecoderTest.class.getResourceAsStream("rfc9669.txt")) {
            new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> line.split(" +", 2))
                    .forEach(row -> assertEquals(row[0],
                            HexFormat.of().formatHex(InstructionEncoder.encode(Assembler.assemble("table", row[1]))),
                            row[1]));
        }
    }

    @Test void countsTheSlotsOfLabels() {
        List<Instruction> code = Assembler.assemble("test", """
                start:
                  r1 = 0x1122334455667788 ll   ; two slots
                  if r1 == 0 goto end
                  goto start
                end:
                  exit
                """);
        assertEquals(1, ((Instruction.Branch) code.get(1)).offset());
        assertEquals(-4, ((Instruction.Jump) code.get(2)).offset());
    }

    @Test void takesHexadecimalNumbersAsSignedOrUnsigned() {
        assertEquals(Assembler.assemble("a", "r1 = -1"), Assembler.assemble("b", "r1 = 0xffffffff"));
    }

    @Test void namesTheLineThatIsNotAnInstruction() {
        InputError error = assertThrows(InputError.class, () -> Assembler.assemble("test", "exit\nr1 = = 2\n"));
        assertEquals("test: line 2: `r1 = = 2` is not an instruction", error.getMessage());
    }
}
