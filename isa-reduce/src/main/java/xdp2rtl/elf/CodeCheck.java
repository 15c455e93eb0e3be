package xdp2rtl.elf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Immediate64;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.Placed;

/// The shape that every program has, checked once, so that no later stage meets a jump into nowhere.
final class CodeCheck {
    private CodeCheck() {}

    /// Cuts raw code into functions at the targets of its local calls.
    static List<Subprogram> functions(String name, List<Placed> code) {
        if (code.isEmpty()) { return List.of(); }
        NavigableSet<Integer> starts = new TreeSet<>(Set.of(0));
        for (Placed placed : code) {
            callTarget(placed).ifPresent(starts::add);
        }
        int end = code.getLast().next();
        var functions = new ArrayList<Subprogram>();
        for (int start : starts) {
            if (start < 0 || start >= end) {
                throw new InputError(name, "a local call leads to slot " + start + ", outside of the code");
            }
            Integer next = starts.higher(start);
            functions.add(new Subprogram(start == 0 ? "main" : "function_" + start, start,
                    next == null ? end : next));
        }
        return functions;
    }

    static void check(SourceMap source, List<Placed> code) {
        if (code.isEmpty()) { throw new InputError(source.where(0), "the program has no instructions"); }
        Set<Integer> starts = new HashSet<>();
        code.forEach(placed -> starts.add(placed.slot()));
        Set<Integer> entries = new HashSet<>();
        source.functions().forEach(function -> entries.add(function.start()));
        if (!starts.containsAll(entries)) {
            throw new InputError(source.where(0), "a function starts inside an instruction");
        }
        var rest = source.functions().iterator();
        Subprogram function = rest.next();
        for (Placed placed : code) {
            if (placed.slot() >= function.end()) {
                function = rest.next();
            }
            check(source, placed, function, starts, entries);
        }
    }

    private static void check(SourceMap source, Placed placed, Subprogram function, Set<Integer> starts,
            Set<Integer> entries) {
        jumpTarget(placed).ifPresent(target -> {
            if (target < function.start() || target >= function.end() || !starts.contains(target)) {
                throw refusal(source, placed, "jumps to slot %d, which is not an instruction of %s".formatted(
                        target, function.name()));
            }
        });
        callTarget(placed).ifPresent(target -> {
            if (!entries.contains(target)) {
                throw refusal(source, placed, "leads to slot %d, where no function starts".formatted(target));
            }
        });
        if (placed.next() == function.end() && !ends(placed.instruction())) {
            throw refusal(source, placed, "runs over the end of " + function.name());
        }
    }

    private static boolean ends(Instruction instruction) {
        return instruction instanceof Instruction.Exit || instruction instanceof Instruction.Jump;
    }

    private static OptionalInt jumpTarget(Placed placed) {
        return switch (placed.instruction()) {
            case Instruction.Branch branch -> OptionalInt.of(placed.target(branch.offset()));
            case Instruction.Jump jump -> OptionalInt.of(placed.target(jump.offset()));
            case Instruction.MayGoto(int offset) -> OptionalInt.of(placed.target(offset));
            case Instruction.LoadAcquire _, Instruction.StoreRelease _, Instruction.Alu _, Instruction.ByteSwap _,
                 Instruction.LoadImmediate _, Instruction.Load _, Instruction.Store _, Instruction.Atomic _,
                 Instruction.Call _, Instruction.Exit _, Instruction.PacketLoad _ ->
                OptionalInt.empty();
        };
    }

    /// Where a function starts that is called, or whose address is taken.
    private static OptionalInt callTarget(Placed placed) {
        if (placed.instruction() instanceof Instruction.LoadImmediate(_, Immediate64.Code(int offset))) {
            return OptionalInt.of(placed.target(offset));
        }
        return placed.instruction() instanceof Instruction.Call(CallTarget.Local(int offset))
                ? OptionalInt.of(placed.target(offset)) : OptionalInt.empty();
    }

    private static InputError refusal(SourceMap source, Placed placed, String what) {
        return new InputError(source.where(placed.slot()), "`" + placed.instruction() + "` " + what);
    }
}
