package xdp2rtl.ebpf;

import static xdp2rtl.ebpf.FieldRule.ANY;
import static xdp2rtl.ebpf.FieldRule.READ;
import static xdp2rtl.ebpf.FieldRule.WRITE;
import static xdp2rtl.ebpf.FieldRule.ZERO;
import static xdp2rtl.ebpf.FieldRule.only;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/// The opcode table of RFC 9669 (its appendix A) with what Linux has added since, written once for decoding: class,
/// code, source bit, field rules. [InstructionEncoder] is its inverse.
final class FormTable {
    static final int LD = 0x00;
    static final int LDX = 0x01;
    static final int ST = 0x02;
    static final int STX = 0x03;
    static final int ALU = 0x04;
    static final int JMP = 0x05;
    static final int JMP32 = 0x06;
    static final int ALU64 = 0x07;
    /// The source bit: the second operand is a register.
    static final int X = 0x08;
    static final int END = 0xd0;
    static final int CALL = 0x80;
    static final int EXIT = 0x90;
    static final int ABS = 0x20;
    static final int IND = 0x40;
    static final int MEM = 0x60;
    static final int MEMSX = 0x80;
    static final int ATOMIC = 0xc0;
    /// A jump on what the kernel counts.
    static final int MAY_GOTO = 0xe0;
    /// Immediates of atomics that are a load and a store.
    static final int LOAD_ACQUIRE = 0x100;
    static final int STORE_RELEASE = 0x110;
    /// In the immediate of an atomic: the old value comes back.
    static final int FETCH = 0x01;

    private final List<Form> rows = new ArrayList<>();

    private FormTable() {}

    static List<Form> rows() {
        var table = new FormTable();
        table.arithmetic();
        table.byteSwaps();
        table.jumps();
        table.calls();
        table.memory();
        table.atomics();
        table.orderedAccesses();
        table.loadImmediates();
        table.packetLoads();
        return List.copyOf(table.rows);
    }

    private void row(int opcode, FieldRule dst, FieldRule src, FieldRule offset, FieldRule imm,
            Function<Slot, Instruction> instruction) {
        rows.add(new Form(opcode, dst, src, offset, imm, ZERO, instruction));
    }

    private void arithmetic() {
        for (OperandWidth width : OperandWidth.values()) {
            int type = aluClass(width);
            for (AluOperation op : AluOperation.values()) {
                FieldRule offset = only(op.offset());
                if (op == AluOperation.NEG) {
                    row(type | op.code(), WRITE, ZERO, offset, ZERO,
                            s -> new Instruction.Alu(op, width, s.dst(), new SourceOperand.Immediate(0)));
                    continue;
                }
                if (op == AluOperation.MOVSX32 && width == OperandWidth.W32) {
                    continue;
                }
                if (!op.isSignExtendingMove()) {
                    row(type | op.code(), WRITE, ZERO, offset, ANY,
                            s -> new Instruction.Alu(op, width, s.dst(), immediate(s)));
                }
                row(type | X | op.code(), WRITE, READ, offset, ZERO,
                        s -> new Instruction.Alu(op, width, s.dst(), register(s)));
            }
        }
    }

    private void byteSwaps() {
        for (int bits : new int[]{16, 32, 64}) {
            for (var kind : Instruction.ByteSwap.Kind.values()) {
                row(swapOpcode(kind), WRITE, ZERO, ZERO, only(bits),
                        s -> new Instruction.ByteSwap(kind, bits, s.dst()));
            }
        }
    }

    private void jumps() {
        row(JMP, ZERO, ZERO, ANY, ZERO, s -> new Instruction.Jump(OperandWidth.W64, s.offset()));
        row(JMP32, ZERO, ZERO, ZERO, ANY, s -> new Instruction.Jump(OperandWidth.W32, s.imm()));
        row(JMP | MAY_GOTO, ZERO, ZERO, ANY, ZERO, s -> new Instruction.MayGoto(s.offset()));
        for (OperandWidth width : OperandWidth.values()) {
            int type = jumpClass(width);
            for (Condition condition : Condition.values()) {
                row(type | condition.code(), READ, ZERO, ANY, ANY,
                        s -> new Instruction.Branch(condition, width, s.dst(), immediate(s), s.offset()));
                row(type | X | condition.code(), READ, READ, ANY, ZERO,
                        s -> new Instruction.Branch(condition, width, s.dst(), register(s), s.offset()));
            }
        }
    }

    private void calls() {
        row(JMP | CALL, ZERO, only(0), ZERO, ANY,
                s -> new Instruction.Call(new CallTarget.HelperNumber(s.imm())));
        row(JMP | CALL, ZERO, only(1), ZERO, ANY, s -> new Instruction.Call(new CallTarget.Local(s.imm())));
        row(JMP | CALL, ZERO, only(2), ANY, ANY,
                s -> new Instruction.Call(new CallTarget.KernelFunction(s.imm(), s.offset())));
        row(JMP | EXIT, ZERO, ZERO, ZERO, ZERO, _ -> new Instruction.Exit());
    }

    private void memory() {
        for (AccessSize size : AccessSize.values()) {
            row(LDX | MEM | size.code(), WRITE, READ, ANY, ZERO,
                    s -> new Instruction.Load(size, false, s.dst(), s.src(), s.offset()));
            if (size != AccessSize.DW) {
                row(LDX | MEMSX | size.code(), WRITE, READ, ANY, ZERO,
                        s -> new Instruction.Load(size, true, s.dst(), s.src(), s.offset()));
            }
            row(ST | MEM | size.code(), READ, ZERO, ANY, ANY,
                    s -> new Instruction.Store(size, s.dst(), s.offset(), immediate(s)));
            row(STX | MEM | size.code(), READ, READ, ANY, ZERO,
                    s -> new Instruction.Store(size, s.dst(), s.offset(), register(s)));
        }
    }

    private void atomics() {
        for (AccessSize size : List.of(AccessSize.W, AccessSize.DW)) {
            for (AtomicOperation op : AtomicOperation.values()) {
                for (boolean fetch : op.alwaysFetches() ? List.of(true) : List.of(false, true)) {
                    FieldRule src = fetch && op != AtomicOperation.CMPXCHG ? WRITE : READ;
                    row(STX | ATOMIC | size.code(), READ, src, ANY, only(op.code() | (fetch ? FETCH : 0)),
                            s -> new Instruction.Atomic(op, fetch, size, s.dst(), s.offset(), s.src()));
                }
            }
        }
    }

    private void orderedAccesses() {
        for (AccessSize size : AccessSize.values()) {
            row(STX | ATOMIC | size.code(), WRITE, READ, ANY, only(LOAD_ACQUIRE),
                    s -> new Instruction.LoadAcquire(size, s.dst(), s.src(), s.offset()));
            row(STX | ATOMIC | size.code(), READ, READ, ANY, only(STORE_RELEASE),
                    s -> new Instruction.StoreRelease(size, s.dst(), s.offset(), s.src()));
        }
    }

    private void loadImmediates() {
        wide(0, ANY, s -> new Immediate64.Constant((long) s.next() << 32 | s.imm() & 0xffff_ffffL));
        wide(1, ZERO, s -> new Immediate64.MapByDescriptor(s.imm()));
        wide(2, ANY, s -> new Immediate64.MapValueByDescriptor(s.imm(), s.next()));
        wide(3, ANY, s -> new Immediate64.Variable(s.imm(), s.next()));
        wide(4, ZERO, s -> new Immediate64.Code(s.imm()));
        wide(5, ZERO, s -> new Immediate64.Map(s.imm()));
        wide(6, ANY, s -> new Immediate64.MapValue(s.imm(), s.next()));
    }

    private void wide(int src, FieldRule next, Function<Slot, Immediate64> value) {
        rows.add(new Form(Slot.LOAD_IMMEDIATE, WRITE, only(src), ZERO, ANY, next,
                s -> new Instruction.LoadImmediate(s.dst(), value.apply(s))));
    }

    private void packetLoads() {
        for (AccessSize size : List.of(AccessSize.B, AccessSize.H, AccessSize.W)) {
            row(LD | ABS | size.code(), ZERO, ZERO, ZERO, ANY,
                    s -> new Instruction.PacketLoad(size, OptionalInt.empty(), s.imm()));
            row(LD | IND | size.code(), ZERO, READ, ZERO, ANY,
                    s -> new Instruction.PacketLoad(size, OptionalInt.of(s.src()), s.imm()));
        }
    }

    static int aluClass(OperandWidth width) {
        return width == OperandWidth.W64 ? ALU64 : ALU;
    }

    static int jumpClass(OperandWidth width) {
        return width == OperandWidth.W64 ? JMP : JMP32;
    }

    static int swapOpcode(Instruction.ByteSwap.Kind kind) {
        return switch (kind) {
            case LE -> ALU | END;
            case BE -> ALU | END | X;
            case SWAP -> ALU64 | END;
        };
    }

    private static SourceOperand register(Slot slot) {
        return new SourceOperand.Register(slot.src());
    }

    private static SourceOperand immediate(Slot slot) {
        return new SourceOperand.Immediate(slot.imm());
    }
}
