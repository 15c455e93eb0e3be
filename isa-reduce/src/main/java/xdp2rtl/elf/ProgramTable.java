package xdp2rtl.elf;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// The programs that a map of programs can hold. An entry is a program's number, from 1; 0 is none.
///
/// @param programs names of programs of the object, in the order of their numbers
/// @param values   what stands at an index at the start, by name
public record ProgramTable(List<String> programs, SortedMap<Integer, String> values) {
    public ProgramTable {
        programs = List.copyOf(programs);
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /// The number of a program; empty if the map cannot hold it.
    public OptionalInt number(String program) {
        int place = programs.indexOf(program);
        return place < 0 ? OptionalInt.empty() : OptionalInt.of(place + 1);
    }

    /// The program of a number; empty for 0 and for numbers of none.
    public Optional<String> program(int number) {
        return number >= 1 && number <= programs.size() ? Optional.of(programs.get(number - 1)) : Optional.empty();
    }
}
