package xdp2rtl.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Immediate64;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.Placed;
import xdp2rtl.elf.CLine;
import xdp2rtl.elf.Linkage;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.elf.SourceMap;
import xdp2rtl.elf.Subprogram;
import xdp2rtl.elf.TailTarget;
import xdp2rtl.linux.MapKind;

/// Makes a program that leaves a copy of each packet that it aborts: with XDP_ABORTED, or with an action that Linux does
/// not know. The program becomes a function of another, which looks at what it returns and sends the packet, as it then
/// is, to a PERF_EVENT_ARRAY; what xdpdump does with fexit, where there is no tracing. Programs that tail calls lead to
/// return there too. What the core ends by itself leaves no copy.
public final class AbortedRecords {
    /// Of the map that has the records; no name in C.
    public static final String MAP = ".aborted";

    /// The first call is that of the program. BPF_F_CURRENT_CPU in the lower half of the flags, the packet's length above.
    private static final String CALLER = """
            r6 = r1
            call pc+0
            if w0 == 0 goto keep
            if w0 <= 4 goto done
            keep:
            r7 = r0
            r1 = r6
            call xdp_get_buff_len
            r3 = r0
            r3 <<= 32
            r2 = 0xffffffff ll
            r3 |= r2
            r1 = r6
            r2 = map[0] ll
            r4 = 0
            r5 = 0
            call perf_event_output
            r0 = r7
            done:
            exit
            """;

    private AbortedRecords() {}

    /// @param program that is to be loaded; it has no map of that name
    public static Program of(Program program) {
        List<Instruction> caller = Assembler.assemble(MAP, CALLER);
        int slots = caller.stream().mapToInt(Instruction::slots).sum();
        var code = new ArrayList<Placed>();
        int slot = 0;
        for (Instruction instruction : caller) {
            code.add(new Placed(slot, own(instruction, slot, slots, program.maps().size())));
            slot += instruction.slots();
        }
        program.code().forEach(placed -> code.add(new Placed(placed.slot() + slots, placed.instruction())));
        var maps = new ArrayList<>(program.maps());
        maps.add(MapSpec.of(MAP, MapKind.PERF_EVENT_ARRAY, Integer.BYTES, Integer.BYTES, 1));
        return new Program(source(program, slots), code, maps, program.license(), linkage(program.linkage(), slots));
    }

    private static Instruction own(Instruction instruction, int slot, int slots, int map) {
        return switch (instruction) {
            case Instruction.Call(CallTarget.Local _) -> new Instruction.Call(new CallTarget.Local(slots - slot - 1));
            case Instruction.LoadImmediate(int dst, Immediate64.Map _) ->
                new Instruction.LoadImmediate(dst, new Immediate64.Map(map));
            case Instruction.MayGoto _, Instruction.LoadAcquire _, Instruction.StoreRelease _, Instruction.Alu _,
                 Instruction.ByteSwap _, Instruction.LoadImmediate _, Instruction.Load _, Instruction.Store _,
                 Instruction.Atomic _, Instruction.Branch _, Instruction.Jump _, Instruction.Call _, Instruction.Exit _,
                 Instruction.PacketLoad _ ->
                instruction;
        };
    }

    private static SourceMap source(Program program, int slots) {
        var functions = new ArrayList<>(List.of(new Subprogram(program.name(), 0, slots)));
        program.functions().forEach(function -> functions.add(new Subprogram(function.name(),
                function.start() + slots, function.end() + slots)));
        var lines = new TreeMap<Integer, CLine>();
        program.source().lines().forEach((slot, line) -> lines.put(slot + slots, line));
        return new SourceMap(program.source().object(), program.source().section(), functions, lines);
    }

    private static Linkage linkage(Linkage linkage, int slots) {
        var unresolved = new TreeMap<Integer, InputError>();
        linkage.unresolved().forEach((slot, why) -> unresolved.put(slot + slots, why));
        return new Linkage(unresolved, Optional.empty(), linkage.whole(),
                linkage.targets().stream()
                        .map(target -> new TailTarget(target.name(), target.start() + slots, target.alone())).toList(),
                linkage.leftOut(), linkage.egress());
    }
}
