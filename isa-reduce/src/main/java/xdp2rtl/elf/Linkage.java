package xdp2rtl.elf;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import xdp2rtl.diagnostic.InputError;

/// What a loader knows of a program besides its code.
///
/// @param unresolved by slot, why an instruction has nothing that it refers to; a program that can reach it is refused
/// @param types      of its functions
/// @param whole      the program before instructions were taken out that it never reaches, as Linux is given it
public record Linkage(SortedMap<Integer, InputError> unresolved, Optional<FunctionTypes> types, Optional<Program> whole) {
    public static final Linkage NONE = new Linkage(new TreeMap<>(), Optional.empty(), Optional.empty());

    public Linkage {
        unresolved = Collections.unmodifiableSortedMap(new TreeMap<>(unresolved));
    }
}
