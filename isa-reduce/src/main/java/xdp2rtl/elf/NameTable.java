package xdp2rtl.elf;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// What entries of a map can name: programs, or other maps. An entry is the number of a name, from 1; 0 is none.
///
/// @param names  of programs or maps of the object, in the order of their numbers
/// @param values what stands at an index at the start, by name
public record NameTable(List<String> names, SortedMap<Integer, String> values) {
    public NameTable {
        names = List.copyOf(names);
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /// The number of a name; empty if the map cannot hold it.
    public OptionalInt number(String name) {
        int place = names.indexOf(name);
        return place < 0 ? OptionalInt.empty() : OptionalInt.of(place + 1);
    }

    /// The name of a number; empty for 0 and for numbers of none.
    public Optional<String> name(int number) {
        return number >= 1 && number <= names.size() ? Optional.of(names.get(number - 1)) : Optional.empty();
    }
}
