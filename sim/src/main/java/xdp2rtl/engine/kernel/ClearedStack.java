package xdp2rtl.engine.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import xdp2rtl.ebpf.AccessSize;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Immediate64;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.OperandWidth;
import xdp2rtl.ebpf.Registers;
import xdp2rtl.ebpf.SourceOperand;

/// Code whose functions clear their part of the stack before all else. Linux leaves open what is there, and lets
/// programs that root loads read it: the gaps of a structure that a compiler does not fill end up in maps.
///
/// What is inserted stands in front of a function's first slot: calls go to it, jumps back to that slot do not.
final class ClearedStack {
    private static final int WORD = 8;

    /// By the first slot of each function, the words that it clears, and those that it and all before it clear.
    private final NavigableMap<Integer, Integer> words = new TreeMap<>();
    private final NavigableMap<Integer, Integer> inserted = new TreeMap<>();

    private ClearedStack(List<Instruction> code, Map<Integer, Integer> depths) {
        int sum = 0;
        for (int start : starts(code)) {
            int own = (depths.getOrDefault(start, 0) + WORD - 1) / WORD;
            sum += own;
            words.put(start, own);
            inserted.put(start, sum);
        }
    }

    /// @param depths by the first slot of each function that the verifier kept, its bytes of stack
    /// @return empty if nothing is to be cleared, or a jump has no room for its new length
    static Optional<List<Instruction>> of(List<Instruction> code, Map<Integer, Integer> depths) {
        if (depths.values().stream().allMatch(depth -> depth == 0)) { return Optional.empty(); }
        return new ClearedStack(code, depths).cleared(code);
    }

    /// The first slots of the functions: where calls and their addresses lead.
    static List<Integer> starts(List<Instruction> code) {
        var starts = new TreeSet<>(List.of(0));
        int slot = 0;
        for (Instruction instruction : code) {
            slot += instruction.slots();
            if (instruction instanceof Instruction.Call(CallTarget.Local(int offset))) {
                starts.add(slot + offset);
            } else if (instruction instanceof Instruction.LoadImmediate(_, Immediate64.Code(int offset))) {
                starts.add(slot - 1 + offset);
            }
        }
        return List.copyOf(starts);
    }

    private Optional<List<Instruction>> cleared(List<Instruction> code) {
        var all = new ArrayList<Instruction>();
        int slot = 0;
        for (Instruction instruction : code) {
            for (int word = 1; word <= words.getOrDefault(slot, 0); word++) {
                all.add(new Instruction.Store(AccessSize.DW, Registers.FRAME_POINTER, -WORD * word,
                        new SourceOperand.Immediate(0)));
            }
            Optional<Instruction> moved = moved(instruction, slot);
            if (moved.isEmpty()) { return Optional.empty(); }
            all.add(moved.get());
            slot += instruction.slots();
        }
        return Optional.of(all);
    }

    private Optional<Instruction> moved(Instruction instruction, int slot) {
        int next = slot + instruction.slots();
        return switch (instruction) {
            case Instruction.Branch(var condition, var width, int left, var right, int offset) ->
                near(between(slot, next + offset) + offset)
                        .map(to -> new Instruction.Branch(condition, width, left, right, to));
            case Instruction.Jump(var width, int offset) -> {
                int to = between(slot, next + offset) + offset;
                yield width == OperandWidth.W32 ? Optional.of(new Instruction.Jump(width, to))
                        : near(to).map(_ -> new Instruction.Jump(width, to));
            }
            case Instruction.MayGoto(int offset) ->
                near(between(slot, next + offset) + offset).map(Instruction.MayGoto::new);
            case Instruction.LoadImmediate(int dst, Immediate64.Code(int offset)) -> {
                int start = slot + 1 + offset;
                yield Optional.of(new Instruction.LoadImmediate(dst, new Immediate64.Code(
                        between(slot, start) - words.get(start) + offset)));
            }
            case Instruction.Call(CallTarget.Local(int offset)) -> {
                int start = next + offset;
                yield Optional.of(new Instruction.Call(new CallTarget.Local(
                        between(slot, start) - words.get(start) + offset)));
            }
            case Instruction.LoadAcquire _, Instruction.StoreRelease _, Instruction.Call _, Instruction.Alu _,
                 Instruction.ByteSwap _, Instruction.LoadImmediate _, Instruction.Load _, Instruction.Store _,
                 Instruction.Atomic _, Instruction.Exit _, Instruction.PacketLoad _ ->
                Optional.of(instruction);
        };
    }

    /// The slots that come between two.
    private int between(int from, int to) {
        return inserted.floorEntry(to).getValue() - inserted.floorEntry(from).getValue();
    }

    private static Optional<Integer> near(int offset) {
        return offset == (short) offset ? Optional.of(offset) : Optional.empty();
    }
}
