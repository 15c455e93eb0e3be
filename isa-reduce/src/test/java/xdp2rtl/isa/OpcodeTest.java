package xdp2rtl.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import xdp2rtl.isa.Opcode.Source;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;

/// The table of operation codes, and that [Encoding] and [Decoding] are each other's inverse.
class OpcodeTest {
    private static final int LANE = 2;

    private final Random random = new Random(1);

    @Test void everyOperationHasACode() {
        Set<Class<?>> coded = Stream.of(Opcode.values()).flatMap(code -> code.opClass().operation().stream())
                .collect(Collectors.toSet());
        assertEquals(records(Operation.class).collect(Collectors.toSet()), coded);
    }

    @Test void everyClassHasACode() {
        assertEquals(EnumSet.allOf(OpClass.class),
                Stream.of(Opcode.values()).map(Opcode::opClass).collect(Collectors.toSet()));
    }

    /// Two codes of one class that take the same operands could not be told apart when an operation is encoded.
    @Test void theCodesOfAClassDifferInTheirOperands() {
        for (Opcode code : Opcode.values()) {
            for (Optional<Operand> a : operands(code.a())) {
                for (Optional<Operand> b : operands(code.b())) {
                    assertEquals(Optional.of(code), Opcode.of(code.opClass(), a, b));
                }
            }
        }
    }

    /// Each group of [Operation] is closed: a switch over the groups is one over all operations, once each.
    @Test void everyOperationIsInOneGroup() {
        List<Class<?>> grouped = Stream.of(Operation.Compute.class, Operation.Access.class, Operation.MapAdd.class,
                Operation.Transfer.class, Operation.ContextAccess.class, Operation.Push.class, Operation.Request.class)
                .flatMap(OpcodeTest::records).toList();
        assertEquals(records(Operation.class).collect(Collectors.toSet()), new HashSet<>(grouped));
        assertEquals(grouped.size(), new HashSet<>(grouped).size());
    }

    /// Every code with every form of its operands: random bits in the other fields decode to an operation of the code's
    /// class, and its bits have the code, the operands and decode to it.
    @Test void everyCodeWithEveryFormOfItsOperandsComesBack() {
        Map<Opcode, Set<List<Class<?>>>> forms = new EnumMap<>(Opcode.class);
        for (Opcode code : Opcode.values()) {
            for (int i = 0; i < 500; i++) {
                Optional<Operation> operation = decode(slot(code));
                if (code == Opcode.NOP) {
                    assertEquals(Optional.empty(), operation);
                    continue;
                }
                if (operation.isEmpty() || Encoding.obstacle(operation.get()).isPresent()) {
                    continue;
                }
                assertEquals(code.opClass(), OpClass.of(operation.get()));
                BigInteger bits = Encoding.encode(operation.get());
                assertEquals(code, Opcode.values()[Field.OP.of(bits)], () -> operation.get().toString());
                assertEquals(operation, Decoding.decode(bits, LANE));
                assertEquals(bits, Encoding.encode(Decoding.decode(bits, LANE).orElseThrow()));
                assertEquals(code.opClass().writesRegister(), operation.get().writes().isPresent());
                operation.get().writes().ifPresent(dst -> assertEquals(LANE, dst.lane()));
                forms.computeIfAbsent(code, _ -> new HashSet<>())
                        .add(operation.get().sources().stream().<Class<?>>map(Object::getClass).toList());
            }
        }
        for (Opcode code : Opcode.values()) {
            if (code.opClass() == OpClass.NONE) {
                continue;
            }
            Set<List<Class<?>>> expected = new HashSet<>();
            for (Optional<Operand> a : operands(code.a())) {
                for (Optional<Operand> b : operands(code.b())) {
                    expected.add(Stream.of(a, b).flatMap(Optional::stream).<Class<?>>map(Object::getClass).toList());
                }
            }
            if (code == Opcode.ATOMIC_I) {
                // Of an immediate value and an immediate address only one has a place.
                expected.remove(List.<Class<?>>of(Immediate.class));
            }
            if (code.opClass() == OpClass.ALU) {
                // A move reads its right operand only.
                expected.add(List.of(code.b() == Source.REGISTER ? Reg.class : Immediate.class));
            }
            assertEquals(expected, forms.get(code), code.toString());
        }
    }

    @Test void aMoveOfARegisterMayNameAnyLeftOperand() {
        for (Operand left : List.of(new Immediate(0), new Immediate(7), new Reg(3))) {
            BigInteger bits =
                    Encoding.encode(new Operation.Alu(AluOp.MOV, Width.W64, Reg.of(LANE, 1), left, new Reg(9)));
            assertEquals(
                    Optional.of(new Operation.Alu(AluOp.MOV, Width.W64, Reg.of(LANE, 1), new Immediate(0), new Reg(9))),
                    Decoding.decode(bits, LANE));
        }
    }

    @Test void anOperandThatNoCodeHasIsRefused() {
        var error =
                assertThrows(IllegalArgumentException.class, () -> Encoding.encode(new Operation.Exit(new Length())));
        assertEquals("Exit[action=length]: no operation code has these operands", error.getMessage());
    }

    /// The numbers that 12 bits hold come back; the next ones have no place.
    @Test void nearNumbersHaveBorders() {
        for (int near : List.of(-2048, 2047)) {
            for (Operation operation : List.of(store(near), addition(near))) {
                assertEquals(Optional.empty(), Encoding.obstacle(operation));
                assertEquals(Optional.of(operation), Decoding.decode(Encoding.encode(operation), LANE));
            }
        }
        for (int far : List.of(-2049, 2048)) {
            assertTrue(Encoding.obstacle(store(far)).isPresent());
            assertTrue(Encoding.obstacle(addition(far)).isPresent());
        }
    }

    @Test void oneImmediateServesBothOperands() {
        for (List<Integer> pair : List.of(List.of(1, 2), List.of(2, 1), List.of(2, 2))) {
            var low = new Immediate(pair.getFirst());
            var high = new Immediate(pair.getLast());
            boolean fits = low.equals(high);
            assertEquals(fits, Encoding.obstacle(new Operation.Push(1, low, high)).isEmpty());
            assertEquals(fits, Encoding.obstacle(new Operation.MapRequest(MapOp.LOOKUP, 1, 0, low, high)).isEmpty());
        }
    }

    private static Operation store(int offset) {
        return new Operation.Store(Space.PACKET, Size.B4, false, Optional.empty(), offset, new Immediate(7), 0);
    }

    private static Operation addition(int value) {
        return new Operation.MapAdd(Size.B8, Optional.empty(), 16, new Immediate(value), 0);
    }

    @Test void aCodeThatDoesNotExistIsRefused() {
        var error = assertThrows(IllegalArgumentException.class, () -> Decoding.decode(Field.OP.at(63), 0));
        assertTrue(error.getMessage().contains("OP"), error.getMessage());
    }

    private BigInteger slot(Opcode code) {
        BigInteger noise = new BigInteger(Field.SLOT_BITS, random).andNot(Field.OP.at(-1)).andNot(Field.WAIT.at(-1));
        return noise.or(Field.OP.at(code.ordinal()));
    }

    /// Empty where a field has a code without a meaning.
    private static Optional<Operation> decode(BigInteger slot) {
        try {
            return Decoding.decode(slot, LANE);
        } catch (IllegalArgumentException meaningless) {
            assertFalse(meaningless.getMessage().startsWith("OP "), meaningless.getMessage());
            return Optional.empty();
        }
    }

    /// One operand of each kind that can stand at a place.
    private static List<Optional<Operand>> operands(Source source) {
        Optional<Operand> register = Optional.of(new Reg(5));
        Optional<Operand> immediate = Optional.of(new Immediate(6));
        return switch (source) {
            case NONE -> List.of(Optional.empty());
            case REGISTER -> List.of(register);
            case IMMEDIATE, NEAR -> List.of(immediate);
            case LENGTH -> List.of(Optional.of(new Length()));
            case RESULT -> List.of(Optional.of(Reg.RESULT));
            case EITHER -> List.of(register, immediate);
            case AUX_BASE, DST_BASE -> List.of(register, Optional.empty());
        };
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord() ? Stream.of(type)
                : Stream.of(type.getPermittedSubclasses()).flatMap(OpcodeTest::records).distinct();
    }
}
