package xdp2rtl.ebpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

import xdp2rtl.diagnostic.InputError;
import xdp2rtl.linux.Obstacle;

/// Bytes to instructions. What RFC 9669 has no form for is refused, and so is a field that the form does not
/// use and that is not zero: a later instruction set may give it a meaning. Jump targets are not looked at
/// here.
public final class InstructionDecoder {

    /// Opcodes that newer kernels know beyond RFC 9669, or that it retires, so that a refusal can name them.
    private static final int CALL_REGISTER = 0x8d;
    private static final Map<Integer, String> BEYOND = Map.of(
            CALL_REGISTER, "callx, a call through a register,");
    /// A move of 64 bits with this offset is a cast between address spaces.
    private static final int MOVE = 0xbf;
    private static final int CAST = 1;

    private InstructionDecoder() {}

    /// All instructions of a program in little-endian bytes.
    /// @param name what the bytes are, for messages
    /// @throws InputError naming the slot, if any of them is not an instruction
    public static List<Placed> decode(String name, byte[] code) {
        if (code.length % Slot.BYTES != 0) {
            throw new InputError(name, code.length + " bytes are not a whole number of 8-byte instructions");
        }
        return decode(code, slot -> "%s: slot %d".formatted(name, slot));
    }

    /// The same with a place of the caller's for messages.
    public static List<Placed> decode(byte[] code, IntFunction<String> where) {
        var buffer = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
        int count = code.length / Slot.BYTES;
        var instructions = new ArrayList<Placed>(count);
        for (int at = 0; at < count;) {
            Slot slot = slot(where, buffer, at);
            instructions.add(new Placed(at, instruction(where, at, slot)));
            at += slot.slots();
        }
        return List.copyOf(instructions);
    }

    private static Slot slot(IntFunction<String> where, ByteBuffer code, int at) {
        Slot first = half(code, at);
        if (first.slots() == 1) { return first; }
        if ((at + 2) * Slot.BYTES > code.capacity()) {
            throw refusal(where, at, "the second half of a 64-bit immediate load is missing");
        }
        Slot second = half(code, at + 1);
        if (second.opcode() != 0 || second.dst() != 0 || second.src() != 0 || second.offset() != 0) {
            throw refusal(where, at, "the second half of a 64-bit immediate load has fields that must be 0");
        }
        return new Slot(first.opcode(), first.dst(), first.src(), first.offset(), first.imm(), second.imm());
    }

    private static Slot half(ByteBuffer code, int at) {
        int base = at * Slot.BYTES;
        int registers = code.get(base + 1) & 0xff;
        return new Slot(code.get(base) & 0xff, registers & 0xf, registers >> 4, code.getShort(base + 2),
                code.getInt(base + 4), 0);
    }

    private static Instruction instruction(IntFunction<String> where, int at, Slot slot) {
        if (slot.opcode() == MOVE && slot.offset() == CAST) {
            throw new InputError(where.apply(at),
                    "addr_space_cast, which makes a pointer into an arena, is not supported",
                    Obstacle.ARENAS.why(), Obstacle.ARENAS.remedy());
        }
        List<Form> forms = Form.BY_OPCODE.getOrDefault(slot.opcode(), List.of());
        if (forms.isEmpty()) {
            String known = BEYOND.getOrDefault(slot.opcode(), "opcode 0x%02x".formatted(slot.opcode()));
            throw new InputError(where.apply(at), known + " is not an instruction of RFC 9669", "",
                    slot.opcode() == CALL_REGISTER ? "Compile with -O2, and inline what is called through a pointer"
                            : "");
        }
        for (Slot.Field field : Slot.Field.values()) {
            int value = slot.field(field);
            List<Form> left = forms.stream().filter(form -> form.rule(field).accepts(value)).toList();
            if (left.isEmpty()) {
                String allowed = forms.stream().map(form -> form.rule(field).toString()).distinct()
                        .collect(Collectors.joining(" or "));
                throw refusal(where, at, "opcode 0x%02x has %d in its %s, which must be %s".formatted(
                        slot.opcode(), value, field, allowed));
            }
            forms = left;
        }
        return forms.getFirst().instruction().apply(slot);
    }

    private static InputError refusal(IntFunction<String> where, int slot, String what) {
        return new InputError(where.apply(slot), what);
    }
}
