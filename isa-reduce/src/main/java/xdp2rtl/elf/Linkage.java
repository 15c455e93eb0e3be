package xdp2rtl.elf;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

import xdp2rtl.diagnostic.InputError;

/// What a loader knows of a program besides its code.
///
/// @param unresolved by slot, why an instruction has nothing that it refers to; a program that can reach it is refused
/// @param types      of its functions
/// @param whole      the program as Linux is given it: before instructions were taken out that it never reaches, and
/// without the
///                   programs that are linked with it
/// @param targets    the programs that its tail calls can lead to, whose code follows its own
/// @param leftOut    programs that might be among them and are not
/// @param egress     the interface that the program's entry of a device map sends to, where it is a program for one
public record Linkage(SortedMap<Integer, InputError> unresolved, Optional<FunctionTypes> types, Optional<Program> whole,
        List<TailTarget> targets, List<LeftOut> leftOut, OptionalInt egress) {
    public static final Linkage NONE =
            new Linkage(new TreeMap<>(), Optional.empty(), Optional.empty(), List.of(), List.of(),
                    OptionalInt.empty());

    public Linkage {
        targets = List.copyOf(targets);
        leftOut = List.copyOf(leftOut);
        unresolved = Collections.unmodifiableSortedMap(new TreeMap<>(unresolved));
    }
}
