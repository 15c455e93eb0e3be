package xdp2rtl.cfg;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.ebpf.AluOperation;
import xdp2rtl.ebpf.AtomicOperation;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Immediate64;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.OperandWidth;
import xdp2rtl.ebpf.Placed;
import xdp2rtl.ebpf.Registers;
import xdp2rtl.ebpf.SourceOperand;
import xdp2rtl.elf.Program;
import xdp2rtl.elf.Subprogram;

/// Which functions, maps and numbers are certain to be in the registers of a function, whoever calls it: what it has
/// put there itself, on every way.
final class CallConstants {
    private final Program program;
    private final Map<Integer, Placed> code = new HashMap<>();
    /// By slot, what registers hold in front of the instruction.
    private final Map<Integer, Map<Integer, Immediate64>> before = new HashMap<>();

    CallConstants(Program program) {
        this.program = program;
        program.code().forEach(placed -> code.put(placed.slot(), placed));
        program.functions().forEach(this::follow);
    }

    /// What is certain to be in a register in front of an instruction. Of functions the offset is the slot at which one
    /// starts.
    Optional<Immediate64> of(int slot, int register) {
        return Optional.ofNullable(before.getOrDefault(slot, Map.of()).get(register));
    }

    private void follow(Subprogram function) {
        before.put(function.start(), Map.of());
        Deque<Integer> open = new ArrayDeque<>(List.of(function.start()));
        while (!open.isEmpty()) {
            Placed placed = code.get(open.remove());
            Map<Integer, Immediate64> after = after(placed, before.get(placed.slot()));
            for (int next : next(placed)) {
                Map<Integer, Immediate64> known = before.get(next);
                if (known == null) {
                    before.put(next, after);
                    open.add(next);
                } else if (!after.entrySet().containsAll(known.entrySet())) {
                    var both = new HashMap<>(known);
                    both.entrySet().retainAll(after.entrySet());
                    before.put(next, both);
                    open.add(next);
                }
            }
        }
    }

    private static List<Integer> next(Placed placed) {
        return switch (placed.instruction()) {
            case Instruction.Branch branch -> List.of(placed.target(branch.offset()), placed.next());
            case Instruction.MayGoto(int offset) -> List.of(placed.target(offset), placed.next());
            case Instruction.Jump jump -> List.of(placed.target(jump.offset()));
            case Instruction.Exit _ -> List.of();
            case Instruction.Alu _, Instruction.ByteSwap _, Instruction.LoadImmediate _, Instruction.Load _,
                 Instruction.LoadAcquire _, Instruction.Store _, Instruction.StoreRelease _, Instruction.Atomic _,
                 Instruction.Call _, Instruction.PacketLoad _ ->
                List.of(placed.next());
        };
    }

    private Map<Integer, Immediate64> after(Placed placed, Map<Integer, Immediate64> known) {
        var after = new HashMap<>(known);
        switch (placed.instruction()) {
            case Instruction.LoadImmediate(int dst, Immediate64.Code(int offset)) ->
                after.put(dst, new Immediate64.Code(placed.target(offset)));
            case Instruction.LoadImmediate(int dst, var value) -> after.put(dst, value);
            case Instruction.Alu(var op, var width, int dst, SourceOperand.Immediate(int value)) -> {
                after.remove(dst);
                if (op == AluOperation.MOV) {
                    after.put(dst, new Immediate64.Constant(width == OperandWidth.W64 ? value : value & 0xffff_ffffL));
                }
            }
            case Instruction.Alu(var op, var width, int dst, SourceOperand.Register(int source)) -> {
                after.remove(dst);
                if (op == AluOperation.MOV && width == OperandWidth.W64 && known.containsKey(source)) {
                    after.put(dst, known.get(source));
                }
            }
            case Instruction.ByteSwap swap -> after.remove(swap.dst());
            case Instruction.Load load -> after.remove(load.dst());
            case Instruction.LoadAcquire load -> after.remove(load.dst());
            case Instruction.Atomic atomic when atomic.fetch() ->
                after.remove(atomic.op() == AtomicOperation.CMPXCHG ? Registers.RESULT : atomic.src());
            case Instruction.Call _, Instruction.PacketLoad _ -> {
                for (int register = Registers.RESULT; register <= Registers.LAST_ARGUMENT; register++) {
                    after.remove(register);
                }
            }
            case Instruction.Atomic _, Instruction.Store _, Instruction.StoreRelease _, Instruction.Branch _,
                 Instruction.MayGoto _, Instruction.Jump _, Instruction.Exit _ ->
                {}
        }
        return after;
    }
}
