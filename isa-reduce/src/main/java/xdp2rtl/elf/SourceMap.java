package xdp2rtl.elf;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where the slots of a program come from: the object, the entry's section, the functions in the order of
/// their slots, and the C line that begins at each listed slot and holds up to the next listed one.
public record SourceMap(String object, String section, List<Subprogram> functions,
        SortedMap<Integer, CLine> lines) {
    public SourceMap {
        functions = List.copyOf(functions);
        lines = Collections.unmodifiableSortedMap(new TreeMap<>(lines));
    }

    /// The function that a slot belongs to.
    public Optional<Subprogram> function(int slot) {
        return functions.stream().filter(f -> slot >= f.start() && slot < f.end()).findFirst();
    }

    /// The C line of the instruction at a slot, where the object has one. What compilers have made for no line, or for
    /// several, has the number 0.
    public Optional<CLine> line(int slot) {
        SortedMap<Integer, CLine> upTo = lines.headMap(slot + 1);
        return upTo.isEmpty() ? Optional.empty()
                : Optional.of(upTo.lastEntry().getValue()).filter(line -> line.line() != 0);
    }

    /// The place of a slot for messages: file, section, function, slot and the C line where known.
    public String where(int slot) {
        return "%s: section %s: %sslot %d%s".formatted(object, section,
                function(slot).map(f -> f.name() + ": ").orElse(""), slot,
                line(slot).map(line -> " (" + line + ")").orElse(""));
    }
}
