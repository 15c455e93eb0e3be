package xdp2rtl.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import xdp2rtl.ebpf.AccessSize;
import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Condition;
import xdp2rtl.ebpf.Immediate64;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.InstructionDecoder;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.ebpf.OperandWidth;
import xdp2rtl.ebpf.Placed;
import xdp2rtl.ebpf.SourceOperand;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.elf.SourceMap;
import xdp2rtl.elf.Subprogram;
import xdp2rtl.linux.Helper;

/// Writes eBPF by hand, with labels.
final class CodeWriter {
    private record Pending(int place, int label) {}

    private final List<Instruction> code = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private final Map<Integer, Integer> places = new HashMap<>();
    private final List<Integer> functions = new ArrayList<>(List.of(0));
    private int labels;

    CodeWriter add(Instruction instruction) {
        code.add(instruction);
        return this;
    }

    CodeWriter alu(AluOperation op, OperandWidth width, int dst,
            SourceOperand source) {
        return add(new Instruction.Alu(op, width, dst, source));
    }

    CodeWriter alu(AluOperation op, int dst,
            int immediate) {
        return alu(op, OperandWidth.W64, dst, new SourceOperand.Immediate(immediate));
    }

    CodeWriter aluReg(AluOperation op, int dst,
            int src) {
        return alu(op, OperandWidth.W64, dst, new SourceOperand.Register(src));
    }

    CodeWriter mov(int dst, int immediate) { return alu(AluOperation.MOV, dst, immediate); }

    CodeWriter copy(int dst, int src) { return aluReg(AluOperation.MOV, dst, src); }

    CodeWriter constant(int dst, long value) {
        return add(new Instruction.LoadImmediate(dst, new Immediate64.Constant(value)));
    }

    CodeWriter map(int dst, int map) {
        return add(new Instruction.LoadImmediate(dst, new Immediate64.Map(map)));
    }

    CodeWriter load(AccessSize size, int dst, int base,
            int offset) {
        return add(new Instruction.Load(size, false, dst, base, offset));
    }

    CodeWriter store(AccessSize size, int base, int offset, int src) {
        return add(new Instruction.Store(size, base, offset, new SourceOperand.Register(src)));
    }

    CodeWriter storeImmediate(AccessSize size, int base, int offset, int value) {
        return add(new Instruction.Store(size, base, offset, new SourceOperand.Immediate(value)));
    }

    CodeWriter call(Helper helper) {
        return add(new Instruction.Call(new CallTarget.HelperNumber(helper.number())));
    }

    CodeWriter exit() { return add(new Instruction.Exit()); }

    int label() { return labels++; }

    CodeWriter at(int label) {
        places.put(label, code.size());
        return this;
    }

    /// A function starts here.
    CodeWriter function(int label) {
        functions.add(code.size());
        return at(label);
    }

    CodeWriter branch(Condition condition, OperandWidth width, int left, SourceOperand right, int label) {
        pending.add(new Pending(code.size(), label));
        return add(new Instruction.Branch(condition, width, left, right, 0));
    }

    CodeWriter branch(Condition condition, int left, int right, int label) {
        return branch(condition, OperandWidth.W64, left, new SourceOperand.Immediate(right), label);
    }

    CodeWriter callFunction(int label) {
        pending.add(new Pending(code.size(), label));
        return add(new Instruction.Call(new CallTarget.Local(0)));
    }

    Program program(List<MapSpec> maps) {
        int[] slots = new int[code.size() + 1];
        for (int i = 0; i < code.size(); i++) {
            slots[i + 1] = slots[i] + code.get(i).slots();
        }
        for (Pending jump : pending) {
            int offset = slots[places.get(jump.label())] - slots[jump.place()] - 1;
            code.set(jump.place(), switch (code.get(jump.place())) {
                case Instruction.Branch b -> new Instruction.Branch(
                        b.condition(), b.width(), b.left(), b.right(), offset);
                case Instruction.Call _ -> new Instruction.Call(new CallTarget.Local(offset));
                default -> throw new IllegalStateException("no jump");
            });
        }
        List<Placed> placed = InstructionDecoder.decode("test", InstructionEncoder.encode(code));
        List<Subprogram> parts = new ArrayList<>();
        for (int i = 0; i < functions.size(); i++) {
            int end = i + 1 < functions.size() ? functions.get(i + 1) : code.size();
            parts.add(new Subprogram(i == 0 ? "main" : "function_" + i, slots[functions.get(i)], slots[end]));
        }
        return new Program(new SourceMap("test", "xdp", parts, new TreeMap<>()), placed, maps, "GPL");
    }
}
