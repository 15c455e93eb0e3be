package xdp2rtl.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Field;
import xdp2rtl.isa.Opcode;
import xdp2rtl.isa.Operation;

class DecodingTest {
    /// Random slots of every operation code: what decodes, encodes to bits that decode to the same.
    @Test void isTheInverseOfEncodingForEveryOperationCode() {
        Random random = new Random(1);
        Set<Opcode> seen = EnumSet.noneOf(Opcode.class);
        for (int i = 0; i < 200_000; i++) {
            Opcode opcode = Opcode.values()[i % Opcode.values().length];
            BigInteger slot = new BigInteger(Field.SLOT_BITS - 1, random).andNot(Field.OP.at(-1)).or(Field.OP.at(opcode.ordinal()));
            Optional<Operation> operation;
            try {
                operation = Decoding.decode(slot, 2);
            } catch (IllegalArgumentException _) {
                continue;
            }
            if (operation.isPresent() && Encoding.obstacle(operation.get()).isEmpty()) {
                assertEquals(operation, Decoding.decode(Encoding.encode(operation.get()), 2));
            }
            seen.add(opcode);
        }
        assertEquals(EnumSet.allOf(Opcode.class), seen);
    }

    @Test void rejectsAnOperationCodeThatDoesNotExist() {
        var error = assertThrows(IllegalArgumentException.class, () -> Decoding.decode(Field.OP.at(63), 0));
        assertTrue(error.getMessage().contains("OP"), error.getMessage());
    }
}
