package xdp2rtl.elf;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import xdp2rtl.btf.Btf;
import xdp2rtl.btf.BtfType;
import xdp2rtl.diagnostic.InputError;

/// What maps of programs hold, as far as the object or the user says it. An object has two ways: values of a map that is
/// defined by type (`.values = {[0] = &program}`, `bpf_object__init_prog_arrays` of libbpf), and a map with an id for whose
/// entry a section is named (`2/0`, `bpf_fill_prog_arrays` of iproute2).
final class ProgramTables {
    private static final int POINTER = 8;
    /// Of `struct bpf_elf_map`, where its id is.
    private static final int ID = 20;

    private final ElfFile file;
    private final Btf btf;
    private final List<Function> programs;

    /// @param programs functions that are programs
    ProgramTables(ElfFile file, Btf btf, List<Function> programs) {
        this.file = file;
        this.btf = btf;
        this.programs = programs;
    }

    /// The map with what is known of its programs.
    /// @param all  what is declared, this map among it
    /// @throws InputError for a value that is no program, or out of the map
    MapTable.Entry of(MapTable.Entry entry, List<MapTable.Entry> all, LoadSettings settings) {
        MapSpec map = entry.map();
        if (!map.holdsPrograms()) {
            return entry;
        }
        SortedMap<Integer, String> values = values(entry, all);
        Optional<List<String>> given = settings.programs().apply(map.name());
        if (values.isEmpty() && given.isEmpty()) {
            return entry;
        }
        var names = new LinkedHashSet<>(values.values());
        names.addAll(given.orElse(List.of()));
        return new MapTable.Entry(map.withPrograms(new ProgramTable(List.copyOf(names), values)), entry.section(), entry.offset());
    }

    private SortedMap<Integer, String> values(MapTable.Entry entry, List<MapTable.Entry> all) {
        Section section = file.sections().get(entry.section());
        SortedMap<Integer, String> values = section.isLegacyMaps() ? bySections(entry, section, all) : byRelocations(entry, section);
        values.keySet().stream().filter(index -> index < 0 || Integer.compareUnsigned(index, entry.map().maxEntries()) >= 0)
                .findFirst().ifPresent(index -> {
            throw new InputError(where(entry), "it has a value at index %d and %s entries".formatted(index,
                    Integer.toUnsignedString(entry.map().maxEntries())));
        });
        return values;
    }

    private SortedMap<Integer, String> byRelocations(MapTable.Entry entry, Section section) {
        var values = new TreeMap<Integer, String>();
        long start = entry.offset() + valuesOffset(entry.map().name());
        long end = entry.offset() + file.symbols().stream().filter(symbol -> symbol.section() == section.index()
                && symbol.name().equals(entry.map().name())).mapToLong(Symbol::size).findFirst().orElse(0);
        for (Relocation relocation : file.relocations().getOrDefault(section.index(), List.of())) {
            if (relocation.offset() >= start && relocation.offset() < end) {
                values.put((int) ((relocation.offset() - start) / POINTER), program(entry, relocation.symbol()));
            }
        }
        return values;
    }

    /// Where the values of a map lie in its variable, in bytes.
    private long valuesOffset(String map) {
        return btf.variables(BtfMaps.SECTION).stream().filter(variable -> variable.name().equals(map))
                .map(variable -> btf.resolve(variable.type())).filter(BtfType.Composite.class::isInstance)
                .flatMap(type -> ((BtfType.Composite) type).members().stream()).filter(member -> member.name().equals("values"))
                .mapToLong(member -> member.bitOffset() / Byte.SIZE).findFirst().orElse(0);
    }

    private String program(MapTable.Entry entry, Symbol symbol) {
        return programs.stream().filter(function -> function.section().index() == symbol.section()
                && function.start() == symbol.value() && !symbol.isSection()).map(Function::name).findFirst()
                .orElseThrow(() -> new InputError(where(entry), "it holds `%s`, which is not a program of the object".formatted(symbol.name()),
                        "", "Put programs with a section of their own into it"));
    }

    private SortedMap<Integer, String> bySections(MapTable.Entry entry, Section section, List<MapTable.Entry> all) {
        long definitions = all.stream().filter(other -> other.section() == entry.section()).count();
        var values = new TreeMap<Integer, String>();
        if (section.size() / definitions >= ID + Integer.BYTES) {
            int id = section.data().s32(entry.offset() + ID);
            for (Function function : programs) {
                place(function.section().name(), id).ifPresent(index -> values.put(index, function.name()));
            }
        }
        return values;
    }

    /// The index in the map of this id for which a section is named; its numbers are written as in C.
    private static Optional<Integer> place(String section, int id) {
        var numbers = new ArrayList<Integer>();
        for (String part : section.split("/", -1)) {
            if (!part.matches("0[xX][0-9a-fA-F]{1,7}|0[0-7]{0,9}|[1-9][0-9]{0,8}")) {
                return Optional.empty();
            }
            numbers.add(Integer.decode(part));
        }
        return numbers.size() == 2 && numbers.getFirst() == id ? Optional.of(numbers.getLast()) : Optional.empty();
    }

    private String where(MapTable.Entry entry) {
        return "%s: map %s".formatted(file.name(), entry.map().name());
    }
}
