package xdp2rtl.ebpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Instructions to little-endian bytes; the inverse of [InstructionDecoder].
public final class InstructionEncoder {
    private InstructionEncoder() {}

    /// 8 bytes a slot, little-endian.
    public static byte[] encode(List<Instruction> instructions) {
        int slots = instructions.stream().mapToInt(Instruction::slots).sum();
        var code = ByteBuffer.allocate(slots * Slot.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (Instruction instruction : instructions) {
            Slot slot = slot(instruction);
            code.put((byte) slot.opcode()).put((byte) (slot.src() << 4 | slot.dst()))
                    .putShort((short) slot.offset()).putInt(slot.imm());
            if (slot.slots() == 2) {
                code.putInt(0).putInt(slot.next());
            }
        }
        return code.array();
    }

    private static Slot slot(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Alu(var op, var width, int dst, var source) ->
                withSource(FormTable.aluClass(width) | op.code(), dst, source, op.offset());
            case Instruction.ByteSwap(var kind, int bits, int dst) ->
                one(FormTable.swapOpcode(kind), dst, 0, 0, bits);
            case Instruction.LoadImmediate(int dst, var value) -> wide(dst, value);
            case Instruction.Load(var size, boolean signed, int dst, int base, int offset) ->
                one(FormTable.LDX | (signed ? FormTable.MEMSX : FormTable.MEM) | size.code(),
                        dst, base, offset, 0);
            case Instruction.Store(var size, int base, int offset, SourceOperand.Register(int src)) ->
                one(FormTable.STX | FormTable.MEM | size.code(), base, src, offset, 0);
            case Instruction.Store(var size, int base, int offset, SourceOperand.Immediate(int value)) ->
                one(FormTable.ST | FormTable.MEM | size.code(), base, 0, offset, value);
            case Instruction.Atomic(var op, boolean fetch, var size, int base, int offset, int src) ->
                one(FormTable.STX | FormTable.ATOMIC | size.code(), base, src, offset,
                        op.code() | (fetch ? FormTable.FETCH : 0));
            case Instruction.LoadAcquire(var size, int dst, int base, int offset) ->
                one(FormTable.STX | FormTable.ATOMIC | size.code(), dst, base, offset, FormTable.LOAD_ACQUIRE);
            case Instruction.StoreRelease(var size, int base, int offset, int src) ->
                one(FormTable.STX | FormTable.ATOMIC | size.code(), base, src, offset, FormTable.STORE_RELEASE);
            case Instruction.MayGoto(int offset) -> one(FormTable.JMP | FormTable.MAY_GOTO, 0, 0, offset, 0);
            case Instruction.Branch(var condition, var width, int left, var right, int offset) ->
                withSource(FormTable.jumpClass(width) | condition.code(), left, right, offset);
            case Instruction.Jump(var width, int offset) -> width == OperandWidth.W64
                    ? one(FormTable.JMP, 0, 0, offset, 0)
                    : one(FormTable.JMP32, 0, 0, 0, offset);
            case Instruction.Call(CallTarget.HelperNumber(int number)) ->
                one(FormTable.JMP | FormTable.CALL, 0, 0, 0, number);
            case Instruction.Call(CallTarget.Local(int offset)) ->
                one(FormTable.JMP | FormTable.CALL, 0, 1, 0, offset);
            case Instruction.Call(CallTarget.Kfunc(var function)) -> throw new IllegalArgumentException(
                    "%s has a number in one kernel's types only".formatted(function.text()));
            case Instruction.Call(CallTarget.KernelFunction(int type, int module)) ->
                one(FormTable.JMP | FormTable.CALL, 0, 2, module, type);
            case Instruction.Exit() -> one(FormTable.JMP | FormTable.EXIT, 0, 0, 0, 0);
            case Instruction.PacketLoad(var size, var index, int offset) -> index.isPresent()
                    ? one(FormTable.LD | FormTable.IND | size.code(), 0, index.getAsInt(), 0, offset)
                    : one(FormTable.LD | FormTable.ABS | size.code(), 0, 0, 0, offset);
        };
    }

    private static Slot wide(int dst, Immediate64 value) {
        return switch (value) {
            case Immediate64.Constant(long constant) -> wide(dst, 0, (int) constant, (int) (constant >> 32));
            case Immediate64.MapByDescriptor(int descriptor) -> wide(dst, 1, descriptor, 0);
            case Immediate64.MapValueByDescriptor(int descriptor, int offset) ->
                wide(dst, 2, descriptor, offset);
            case Immediate64.Variable(int type, int module) -> wide(dst, 3, type, module);
            case Immediate64.Code(int offset) -> wide(dst, 4, offset, 0);
            case Immediate64.Map(int index) -> wide(dst, 5, index, 0);
            case Immediate64.MapValue(int index, int offset) -> wide(dst, 6, index, offset);
        };
    }

    private static Slot wide(int dst, int src, int imm, int next) {
        return new Slot(Slot.LOAD_IMMEDIATE, dst, src, 0, imm, next);
    }

    private static Slot withSource(int opcode, int dst, SourceOperand source, int offset) {
        return switch (source) {
            case SourceOperand.Register(int number) -> one(opcode | FormTable.X, dst, number, offset, 0);
            case SourceOperand.Immediate(int value) -> one(opcode, dst, 0, offset, value);
        };
    }

    private static Slot one(int opcode, int dst, int src, int offset, int imm) {
        requireShort(offset);
        return new Slot(opcode, dst, src, offset, imm, 0);
    }

    private static void requireShort(int offset) {
        if (offset != (short) offset) {
            throw new IllegalArgumentException("offset " + offset + " does not fit 16 bits");
        }
    }
}
