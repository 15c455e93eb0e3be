package xdp2rtl.conformance;

import java.util.ArrayList;
import java.util.List;

import xdp2rtl.ebpf.AccessSize;
import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.AtomicOperation;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Condition;
import xdp2rtl.ebpf.Immediate64;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.OperandWidth;
import xdp2rtl.ebpf.SourceOperand;

/// What remains of an instruction without registers, offsets and values: an opcode with the fields that change its
/// meaning.
final class InstructionKind {
    private InstructionKind() {}

    static String of(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Alu(var op, var width, _, var source) -> op + " " + width + " " + source(source);
            case Instruction.ByteSwap(var kind, int bits, _) -> kind + " " + bits;
            case Instruction.LoadImmediate(_, var value) -> "load immediate " + value.getClass().getSimpleName();
            case Instruction.Load(var size, boolean signed, _, _, _) -> "load " + size + " signed " + signed;
            case Instruction.Store(var size, _, _, var source) -> "store " + size + " " + source(source);
            case Instruction.Atomic(var op, boolean fetch, var size, _, _, _) ->
                "atomic " + op + " " + size + " fetch " + fetch;
            case Instruction.LoadAcquire(var size, _, _, _) -> "load acquire " + size;
            case Instruction.StoreRelease(var size, _, _, _) -> "store release " + size;
            case Instruction.MayGoto _ -> "may goto";
            case Instruction.Branch(var condition, var width, _, var right, _) ->
                "if " + condition + " " + width + " " + source(right);
            case Instruction.Jump(var width, _) -> "jump " + width;
            case Instruction.Call(var target) -> "call " + target.getClass().getSimpleName();
            case Instruction.Exit() -> "exit";
            case Instruction.PacketLoad _ -> "packet load";
        };
    }

    private static String source(SourceOperand source) {
        return source.getClass().getSimpleName();
    }

    /// The kinds that mean something in a function of a piece of memory: no maps, helpers or packet loads.
    static List<String> all() {
        var kinds = new ArrayList<String>();
        List<SourceOperand> sources = List.of(new SourceOperand.Register(1), new SourceOperand.Immediate(0));
        for (OperandWidth width : OperandWidth.values()) {
            kinds.add(of(new Instruction.Jump(width, 0)));
            for (SourceOperand source : sources) {
                for (AluOperation op : AluOperation.values()) {
                    addIfLegal(kinds, () -> new Instruction.Alu(op, width, 0, source));
                }
                for (Condition condition : Condition.values()) {
                    kinds.add(of(new Instruction.Branch(condition, width, 0, source, 0)));
                }
            }
        }
        for (AccessSize size : AccessSize.values()) {
            addIfLegal(kinds, () -> new Instruction.Load(size, true, 0, 1, 0));
            addIfLegal(kinds, () -> new Instruction.Load(size, false, 0, 1, 0));
            sources.forEach(source -> kinds.add(of(new Instruction.Store(size, 1, 0, source))));
            for (AtomicOperation op : AtomicOperation.values()) {
                addIfLegal(kinds, () -> new Instruction.Atomic(op, true, size, 1, 0, 2));
                addIfLegal(kinds, () -> new Instruction.Atomic(op, false, size, 1, 0, 2));
            }
        }
        for (var kind : Instruction.ByteSwap.Kind.values()) {
            List.of(16, 32, 64).forEach(bits -> kinds.add(of(new Instruction.ByteSwap(kind, bits, 0))));
        }
        kinds.add(of(new Instruction.LoadImmediate(0, new Immediate64.Constant(0))));
        kinds.add(of(new Instruction.Call(new CallTarget.Local(0))));
        kinds.add(of(new Instruction.Exit()));
        return kinds;
    }

    private interface Maker {
        Instruction make();
    }

    /// Records refuse what RFC 9669 has no form for.
    private static void addIfLegal(List<String> kinds, Maker maker) {
        Instruction instruction;
        try {
            instruction = maker.make();
        } catch (IllegalArgumentException e) {
            return;
        }
        kinds.add(of(instruction));
    }
}
