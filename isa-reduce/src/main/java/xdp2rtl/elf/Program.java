package xdp2rtl.elf;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import xdp2rtl.ebpf.Decoder;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.Placed;

/// One entry point, ready to be run: relocated instructions, its maps, and where each instruction comes from.
///
/// The entry function comes first, from slot 0; the subprograms that it calls follow, each once. Local calls
/// and jumps are resolved inside `code`. `Immediate64.Map` and `MapValue` hold places in `maps`, which has
/// only the maps that the code uses, in the object's order. `lines` has the C line from each listed slot on,
/// up to the next listed slot.
///
/// It holds: `code` is not empty, the slots ascend without gaps, every jump leads to the start of an
/// instruction of the same function, every local call to the start of a function.
public record Program(String object, String section, String name, List<Placed> code,
                      List<Subprogram> functions, List<MapSpec> maps, SortedMap<Integer, CLine> lines,
                      String license) {

    public Program {
        code = List.copyOf(code);
        functions = List.copyOf(functions);
        maps = List.copyOf(maps);
        lines = Collections.unmodifiableSortedMap(new TreeMap<>(lines));
        CodeCheck.check(object + ": " + section + ": " + name, code, functions);
    }

    /// A program from raw little-endian instruction bytes: one function unless it calls itself locally, no
    /// maps.
    public static Program raw(String name, byte[] bytes) {
        List<Placed> code = Decoder.decode(name, bytes);
        return new Program(name, "raw", "main", code, CodeCheck.functions(name, code), List.of(),
                new TreeMap<>(Map.of()), "");
    }

    /// The size in 8-byte slots, subprograms included.
    public int slots() {
        return code.getLast().next();
    }

    public List<Instruction> instructions() {
        return code.stream().map(Placed::instruction).toList();
    }

    /// The C line of the instruction at a slot.
    public Optional<CLine> line(int slot) {
        SortedMap<Integer, CLine> upTo = lines.headMap(slot + 1);
        return upTo.isEmpty() ? Optional.empty() : Optional.of(upTo.lastEntry().getValue());
    }

    /// Where a slot is, for messages: file, section, function, slot and the C line where known.
    public String where(int slot) {
        String function = functions.stream().filter(f -> slot >= f.start() && slot < f.end())
                .map(Subprogram::name).findFirst().orElse(name);
        return "%s: section %s: %s: slot %d%s".formatted(object, section, function, slot,
                line(slot).map(line -> " (" + line + ")").orElse(""));
    }

    /// The listing: C lines as comments, one instruction a line.
    @Override public String toString() {
        var text = new StringBuilder();
        for (Placed placed : code) {
            functions.stream().filter(f -> f.start() == placed.slot())
                    .forEach(f -> text.append(f.name()).append(":\n"));
            Optional.ofNullable(lines.get(placed.slot()))
                    .ifPresent(line -> text.append("; ").append(line).append('\n'));
            text.append(placed).append('\n');
        }
        return text.toString();
    }
}
