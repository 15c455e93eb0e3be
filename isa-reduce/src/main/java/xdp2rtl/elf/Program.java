package xdp2rtl.elf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.InstructionDecoder;
import xdp2rtl.ebpf.Placed;
import xdp2rtl.linux.Helper;

/// One entry point, ready to be run: relocated instructions, its maps, and where each instruction comes from.
///
/// The entry function comes first, from slot 0; the subprograms that it calls follow, each once. Local calls
/// and jumps are resolved inside `code`. `Immediate64.Map` and `MapValue` hold places in `maps`, which has
/// only the maps that the code uses, in the object's order. Programs that tail calls lead to follow likewise
/// ([Linkage#targets]).
///
/// It holds: `code` is not empty, the slots ascend without gaps, every jump leads to the start of an
/// instruction of the same function, every local call to the start of a function, and no function runs over
/// its end.
public record Program(SourceMap source, List<Placed> code, List<MapSpec> maps, String license, Linkage linkage) {

    /// A program in which nothing is missing.
    public Program(SourceMap source, List<Placed> code, List<MapSpec> maps, String license) {
        this(source, code, maps, license, Linkage.NONE);
    }

    /// @throws xdp2rtl.diagnostic.InputError where a jump or a call leads nowhere
    public Program {
        code = List.copyOf(code);
        maps = withTrace(maps, code);
        CodeCheck.check(source, code);
    }

    /// With the ring for what it prints, if it prints.
    private static List<MapSpec> withTrace(List<MapSpec> maps, List<Placed> code) {
        boolean prints = code.stream().anyMatch(
                placed -> placed.instruction() instanceof Instruction.Call(CallTarget.HelperNumber(int number))
                        && Helper.of(number).filter(Helper::prints).isPresent());
        return prints && maps.stream().noneMatch(MapSpec::isTrace)
                ? Stream.concat(maps.stream(), Stream.of(MapSpec.trace())).toList() : List.copyOf(maps);
    }

    /// A program from raw little-endian instruction bytes: no maps, no C lines, a function at each local
    /// call's target.
    public static Program raw(String name, byte[] bytes) {
        return raw(name, InstructionDecoder.decode(name, bytes).stream().map(Placed::instruction).toList());
    }

    /// The same of instructions.
    public static Program raw(String name, List<Instruction> instructions) {
        List<Placed> code = new ArrayList<>();
        int slot = 0;
        for (Instruction instruction : instructions) {
            code.add(new Placed(slot, instruction));
            slot += instruction.slots();
        }
        var source = new SourceMap(name, "raw", CodeCheck.functions(name, code), new TreeMap<>());
        return new Program(source, code, List.of(), "");
    }

    /// The program as Linux is given it: with what it never reaches, without the programs that are linked with it.
    public Program whole() {
        return linkage.whole().orElse(this);
    }

    /// The name of the entry function.
    public String name() {
        return source.functions().getFirst().name();
    }

    /// Whether Linux gives it packets in fragments too.
    public boolean takesFragments() {
        return ProgramKind.takesFragments(source.section());
    }

    /// The entry function and the subprograms, in the order of their slots.
    public List<Subprogram> functions() {
        return source.functions();
    }

    /// The size in 8-byte slots, subprograms included.
    public int slots() {
        return code.getLast().next();
    }

    /// The instructions alone, in order.
    public List<Instruction> instructions() {
        return code.stream().map(Placed::instruction).toList();
    }

    /// Whether a helper is called anywhere.
    public boolean calls(Helper helper) {
        return code.stream().anyMatch(
                placed -> placed.instruction() instanceof Instruction.Call(CallTarget.HelperNumber(int number))
                        && number == helper.number());
    }

    /// The C line of the instruction at a slot.
    public Optional<CLine> line(int slot) {
        return source.line(slot);
    }

    /// Where a slot is, for messages: file, section, function, slot and the C line where known.
    public String where(int slot) {
        return source.where(slot);
    }

    /// The listing: C lines as comments, each once while it lasts, and one instruction a line.
    @Override public String toString() {
        var text = new StringBuilder();
        String last = "";
        for (Placed placed : code) {
            functions().stream().filter(f -> f.start() == placed.slot())
                    .forEach(f -> text.append(f.name()).append(":\n"));
            String line = line(placed.slot()).map(CLine::toString).orElse("");
            if (!line.equals(last)) {
                text.append("; ").append(line).append('\n');
                last = line;
            }
            text.append(placed).append('\n');
        }
        return text.toString();
    }
}
