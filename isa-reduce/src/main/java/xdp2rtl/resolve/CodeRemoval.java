package xdp2rtl.resolve;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Immediate64;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.Placed;
import xdp2rtl.ebpf.OperandWidth;
import xdp2rtl.elf.CLine;
import xdp2rtl.elf.InnerMaps;
import xdp2rtl.elf.Linkage;
import xdp2rtl.elf.Program;
import xdp2rtl.elf.SourceMap;
import xdp2rtl.elf.Subprogram;
import xdp2rtl.elf.TailTarget;
import xdp2rtl.linux.MapKind;

/// Writes a program anew with the instructions that are reached. A branch that goes one way becomes a jump or nothing,
/// a jump to what comes next nothing; functions and maps that nobody is left to use are gone.
final class CodeRemoval {
    private final Program program;
    private final BitSet taken;
    private final BitSet passed;
    /// By old slot, what is kept, jumps and calls still with their old distances.
    private final NavigableMap<Integer, Instruction> kept = new TreeMap<>();
    private final Map<Integer, Integer> newSlots = new HashMap<>();
    private final List<Integer> maps;

    /// @param reached places of instructions in the program's code
    /// @param taken   of branches that go to their targets
    /// @param passed  of branches that go on to the next instruction
    CodeRemoval(Program program, BitSet reached, BitSet taken, BitSet passed) {
        this.program = program;
        this.taken = taken;
        this.passed = passed;
        var used = new TreeSet<Integer>();
        for (int place = program.code().size() - 1; place >= 0; place--) {
            if (reached.get(place)) {
                keep(program.code().get(place), place, used);
            }
        }
        InnerMaps.addTo(used, program.maps());
        maps = List.copyOf(used);
        int slot = 0;
        for (var entry : kept.entrySet()) {
            newSlots.put(entry.getKey(), slot);
            slot += entry.getValue().slots();
        }
    }

    private void keep(Placed placed, int place, TreeSet<Integer> used) {
        switch (placed.instruction()) {
            case Instruction.Branch branch when taken.get(place) && passed.get(place) ->
                kept.put(placed.slot(), branch);
            case Instruction.Branch branch when taken.get(place) ->
                jump(placed, new Instruction.Jump(OperandWidth.W64, branch.offset()));
            case Instruction.Branch _ when passed.get(place) -> {}
            // No run comes here, and none may go on.
            case Instruction.Branch _ -> kept.put(placed.slot(), new Instruction.Jump(OperandWidth.W64, -1));
            case Instruction.Jump jump -> jump(placed, jump);
            case Instruction.LoadImmediate(int dst, Immediate64.Map(int map)) when !(program.maps().get(map)
                    .type() instanceof MapKind) ->
                // Nothing uses it, or it would have been refused; it is not null.
                kept.put(placed.slot(), new Instruction.LoadImmediate(dst, new Immediate64.Constant(1)));
            case Instruction.LoadImmediate load -> {
                map(load).ifPresent(used::add);
                kept.put(placed.slot(), load);
            }
            case Instruction.MayGoto _, Instruction.LoadAcquire _, Instruction.StoreRelease _, Instruction.Alu _,
                 Instruction.ByteSwap _, Instruction.Load _, Instruction.Store _, Instruction.Atomic _,
                 Instruction.Call _, Instruction.Exit _, Instruction.PacketLoad _ ->
                kept.put(placed.slot(), placed.instruction());
        }
    }

    /// What follows has been kept already.
    private void jump(Placed placed, Instruction.Jump jump) {
        int target = placed.target(jump.offset());
        if (target <= placed.slot() || !kept.ceilingKey(target).equals(kept.ceilingKey(placed.next()))) {
            kept.put(placed.slot(), jump);
        }
    }

    private static Optional<Integer> map(Instruction.LoadImmediate load) {
        return switch (load.value()) {
            case Immediate64.Map(int map) -> Optional.of(map);
            case Immediate64.MapValue(int map, _) -> Optional.of(map);
            case Immediate64.Constant _, Immediate64.MapByDescriptor _, Immediate64.MapValueByDescriptor _,
                 Immediate64.Variable _, Immediate64.Code _ ->
                Optional.empty();
        };
    }

    Program program() {
        if (kept.size() == program.code().size() && maps.size() == program.maps().size()
                && program.code().stream().allMatch(placed -> placed.instruction().equals(kept.get(placed.slot())))) {
            return program;
        }
        var code = new ArrayList<Placed>();
        var lines = new TreeMap<Integer, CLine>();
        kept.forEach((old, instruction) -> {
            int slot = newSlots.get(old);
            code.add(new Placed(slot, moved(instruction, old, slot)));
            program.line(old).ifPresent(line -> lines.put(slot, line));
        });
        SourceMap source = program.source();
        return new Program(new SourceMap(source.object(), source.section(), functions(), lines), code,
                maps.stream().map(program.maps()::get).toList(), program.license(),
                new Linkage(new TreeMap<>(), Optional.empty(), Optional.of(program.whole()), targets(),
                        program.linkage().leftOut(),
                        program.linkage().egress()));
    }

    private List<TailTarget> targets() {
        return program.linkage().targets().stream()
                .filter(target -> program.functions().stream()
                        .anyMatch(function -> function.start() == target.start()
                                && !kept.subMap(function.start(), true, function.end(), false).isEmpty()))
                .map(target -> new TailTarget(target.name(), target(target.start()), target.alone())).toList();
    }

    private List<Subprogram> functions() {
        var functions = new ArrayList<Subprogram>();
        for (Subprogram function : program.functions()) {
            var own = kept.subMap(function.start(), true, function.end(), false);
            if (!own.isEmpty()) {
                int last = own.lastKey();
                functions.add(new Subprogram(function.name(), newSlots.get(own.firstKey()),
                        newSlots.get(last) + own.get(last).slots()));
            }
        }
        return functions;
    }

    private Instruction moved(Instruction instruction, int old, int slot) {
        int next = old + instruction.slots();
        return switch (instruction) {
            case Instruction.Branch branch -> new Instruction.Branch(branch.condition(), branch.width(), branch.left(),
                    branch.right(), target(next + branch.offset()) - slot - 1);
            case Instruction.Jump jump -> new Instruction.Jump(jump.width(), target(next + jump.offset()) - slot - 1);
            case Instruction.MayGoto(int offset) -> new Instruction.MayGoto(target(next + offset) - slot - 1);
            case Instruction.LoadImmediate(int dst, Immediate64.Code(int offset)) ->
                new Instruction.LoadImmediate(dst, new Immediate64.Code(target(old + 1 + offset) - slot - 1));
            case Instruction.Call(CallTarget.Local(int offset)) ->
                new Instruction.Call(new CallTarget.Local(target(next + offset) - slot - 1));
            case Instruction.LoadImmediate(int dst, Immediate64.Map(int map)) ->
                new Instruction.LoadImmediate(dst, new Immediate64.Map(maps.indexOf(map)));
            case Instruction.LoadImmediate(int dst, Immediate64.MapValue(int map, int offset)) ->
                new Instruction.LoadImmediate(dst, new Immediate64.MapValue(maps.indexOf(map), offset));
            case Instruction.LoadAcquire _, Instruction.StoreRelease _, Instruction.Alu _, Instruction.ByteSwap _,
                 Instruction.LoadImmediate _, Instruction.Load _, Instruction.Store _, Instruction.Atomic _,
                 Instruction.Call _, Instruction.Exit _, Instruction.PacketLoad _ ->
                instruction;
        };
    }

    /// Where the first instruction is that is kept at or behind an old slot.
    private int target(int old) {
        return newSlots.get(kept.ceilingKey(old));
    }
}
