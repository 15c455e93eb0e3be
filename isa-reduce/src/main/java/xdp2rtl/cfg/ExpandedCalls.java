package xdp2rtl.cfg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Immediate64;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.Placed;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.elf.Subprogram;
import xdp2rtl.linux.ArgumentKind;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.Kfunc;
import xdp2rtl.linux.MapKind;

/// Calls of Linux that are functions of eBPF here ([KernelCode]): loops that call a function of the program back, and
/// the kernel's own functions. Types, lowering and passes then know them as what they are.
final class ExpandedCalls {
    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final int FLAGS = 4;

    private final Program program;
    private final CallConstants constants;
    private final List<Placed> code;
    private final Map<Integer, Subprogram> functions = new HashMap<>();
    private final Map<String, Subprogram> byText = new HashMap<>();

    /// @param text     in which `call pc+0` calls the program's function
    /// @param function where that starts; 0 for none
    private record Expansion(String name, String text, int function) {}

    private ExpandedCalls(Program program) {
        this.program = program;
        this.constants = new CallConstants(program);
        this.code = new ArrayList<>(program.code());
        for (Placed placed : program.code()) {
            expansion(placed).ifPresent(expansion -> functions.put(placed.slot(), function(expansion)));
        }
    }

    static ExpandedCalls of(Program program) { return new ExpandedCalls(program); }

    /// The program's code, and behind it that of the functions.
    List<Placed> code() { return code; }

    /// By the slot of a call, the function that it calls. A call that is not among them has arguments for which there
    /// is none.
    Map<Integer, Subprogram> functions() { return functions; }

    private Optional<Expansion> expansion(Placed placed) {
        return switch (placed.instruction()) {
            case Instruction.Call(CallTarget.Kfunc(Kfunc function)) ->
                Optional.of(new Expansion(function.text(), KernelCode.of(function), 0));
            case Instruction.Call(CallTarget.HelperNumber(int number)) when number == Helper.LOOP.number() ->
                called(placed, SECOND).flatMap(function -> flags(placed)
                        .map(flags -> new Expansion("bpf_loop", KernelCode.loop(flags), function)));
            case Instruction.Call(CallTarget.HelperNumber(int number)) when number
                    == Helper.FOR_EACH_MAP_ELEM.number() ->
                called(placed, SECOND).flatMap(function -> flags(placed).flatMap(flags -> map(placed)
                        .map(map -> new Expansion("bpf_for_each_map_elem", map.isArray()
                                ? KernelCode.forEachElement(map.maxEntries(), flags)
                                : KernelCode.forEachEntry(map.keySize(), flags), function))));
            case Instruction.Call(CallTarget.HelperNumber(int number)) ->
                Helper.of(number).flatMap(helper -> KernelCode.of(helper)
                        .map(text -> new Expansion("bpf_" + helper.text(), text, 0)));
            case Instruction.Call _, Instruction.MayGoto _, Instruction.Alu _, Instruction.ByteSwap _,
                 Instruction.LoadImmediate _, Instruction.Load _, Instruction.LoadAcquire _, Instruction.Store _,
                 Instruction.StoreRelease _, Instruction.Atomic _, Instruction.Branch _, Instruction.Jump _,
                 Instruction.Exit _, Instruction.PacketLoad _ ->
                Optional.empty();
        };
    }

    private Optional<Integer> called(Placed call, int register) {
        return constants.of(call.slot(), register).filter(Immediate64.Code.class::isInstance)
                .map(value -> ((Immediate64.Code) value).offset());
    }

    private Optional<Long> flags(Placed call) {
        return constants.of(call.slot(), FLAGS).filter(Immediate64.Constant.class::isInstance)
                .map(value -> ((Immediate64.Constant) value).value());
    }

    /// The map in R1.
    private Optional<MapSpec> map(Placed call) {
        return constants.of(call.slot(), FIRST).filter(Immediate64.Map.class::isInstance)
                .map(value -> program.maps().get(((Immediate64.Map) value).index()))
                .filter(map -> map.type() instanceof MapKind kind && ArgumentKind.WALKED_MAP.maps().contains(kind));
    }

    private Subprogram function(Expansion expansion) {
        return byText.computeIfAbsent(expansion.function() + expansion.text(), _ -> appended(expansion));
    }

    private Subprogram appended(Expansion expansion) {
        int start = code.getLast().next();
        int slot = start;
        for (Instruction instruction : Assembler.assemble(expansion.name(), expansion.text())) {
            boolean back = instruction instanceof Instruction.Call(CallTarget.Local _);
            var placed = new Placed(slot, back ? new Instruction.Call(
                    new CallTarget.Local(expansion.function() - slot - 1)) : instruction);
            code.add(placed);
            slot = placed.next();
        }
        return new Subprogram(expansion.name(), start, slot);
    }
}
