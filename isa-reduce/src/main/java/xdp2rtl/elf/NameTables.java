package xdp2rtl.elf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import xdp2rtl.btf.Btf;
import xdp2rtl.btf.BtfType;
import xdp2rtl.diagnostic.InputError;

/// What maps of programs and of maps hold, as far as the object or the user says it. An object has two ways: values of
/// a map that is defined by type (`.values = {[0] = &program}`, `bpf_object__init_prog_arrays` and
/// `init_map_in_map_slots` of libbpf), and for programs a map with an id for whose entry a section is named (`2/0`,
/// `bpf_fill_prog_arrays` of iproute2).
final class NameTables {
    private static final int POINTER = 8;
    /// Of `struct bpf_elf_map`, where its id is.
    private static final int ID = 20;

    private final ElfFile file;
    private final Btf btf;
    private final List<Function> programs;
    private final List<MapTable.Entry> maps;

    /// @param programs functions that are programs
    /// @param maps     what is declared, with its sizes
    NameTables(ElfFile file, Btf btf, List<Function> programs, List<MapTable.Entry> maps) {
        this.file = file;
        this.btf = btf;
        this.programs = programs;
        this.maps = maps;
    }

    /// The maps with what is known of the names in them.
    /// @throws InputError for a value that the map cannot hold, or out of the map
    List<MapTable.Entry> entries(LoadSettings settings) {
        var entries = new ArrayList<MapTable.Entry>();
        maps.forEach(entry -> entries.add(new MapTable.Entry(named(entry, settings), entry.section(), entry.offset())));
        return entries;
    }

    private MapSpec named(MapTable.Entry entry, LoadSettings settings) {
        MapSpec map = entry.map();
        if (!map.holdsNames()) { return map; }
        SortedMap<Integer, String> values = values(entry);
        Optional<List<String>> given = settings.names().apply(map.name());
        var names = new LinkedHashSet<>(values.values());
        names.addAll(given.orElse(List.of()));
        if (names.isEmpty() && given.isEmpty()) { return map; }
        MapSpec named = map.withNames(new NameTable(List.copyOf(names), values));
        return map.holdsMaps() ? withTemplate(entry, named, names) : named;
    }

    /// A map of maps of which the object does not say like which is made after the first that it is given.
    private MapSpec withTemplate(MapTable.Entry entry, MapSpec map, Collection<String> names) {
        Optional<MapSpec> template = map.inner();
        for (String name : names) {
            MapSpec one = maps.stream().map(MapTable.Entry::map).filter(other -> other.name().equals(name)).findFirst()
                    .orElseThrow(() -> new InputError(where(entry),
                            "it is to hold `%s`, which is no map of the object".formatted(name), "",
                            "Its maps are %s%s".formatted(maps.stream().map(other -> other.map().name())
                                    .collect(Collectors.joining(", ")), made(map))));
            template = template.or(() -> Optional.of(one));
            if (!one.isLike(template.get())) {
                throw new InputError(where(entry), "it is to hold map %s, which is %s".formatted(name, shape(one)),
                        "it takes maps that are %s".formatted(shape(template.get())), "Declare the map alike");
            }
        }
        return template.map(map::withInner).orElse(map);
    }

    /// What else can be named, if the object shows it.
    private static String made(MapSpec map) {
        return map.inner().isEmpty() ? "" : "; `%sNAME` makes one".formatted(MadeMaps.prefix(map));
    }

    private static String shape(MapSpec map) {
        return "%s key %d value %d entries %d flags 0x%x".formatted(map.type().text(), map.keySize(), map.valueSize(),
                map.maxEntries(), map.flags());
    }

    private SortedMap<Integer, String> values(MapTable.Entry entry) {
        Section section = file.sections().get(entry.section());
        SortedMap<Integer, String> values =
                section.isLegacyMaps() ? bySections(entry, section) : byRelocations(entry, section);
        if (!entry.map().isIndexed() && Integer.compareUnsigned(values.size(), entry.map().maxEntries()) > 0) {
            throw new InputError(where(entry), "it has %d values and %s entries".formatted(values.size(),
                    Integer.toUnsignedString(entry.map().maxEntries())));
        }
        values.keySet().stream().filter(index -> index < 0
                || entry.map().isIndexed() && Integer.compareUnsigned(index, entry.map().maxEntries()) >= 0)
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
                values.put((int) ((relocation.offset() - start) / POINTER),
                        entry.map().holdsMaps() ? map(entry, relocation.symbol())
                                : program(entry, relocation.symbol()));
            }
        }
        return values;
    }

    /// Where the values of a map lie in its variable, in bytes.
    private long valuesOffset(String map) {
        return btf.variables(BtfMaps.SECTION).stream().filter(variable -> variable.name().equals(map))
                .map(variable -> btf.resolve(variable.type())).filter(BtfType.Composite.class::isInstance)
                .flatMap(type -> ((BtfType.Composite) type).members().stream())
                .filter(member -> member.name().equals("values"))
                .mapToLong(member -> member.bitOffset() / Byte.SIZE).findFirst().orElse(0);
    }

    private String program(MapTable.Entry entry, Symbol symbol) {
        return programs.stream().filter(function -> function.section().index() == symbol.section()
                && function.start() == symbol.value() && !symbol.isSection()).map(Function::name).findFirst()
                .orElseThrow(() -> new InputError(where(entry),
                        "it holds `%s`, which is not a program of the object".formatted(symbol.name()),
                        "", "Put programs with a section of their own into it"));
    }

    private String map(MapTable.Entry entry, Symbol symbol) {
        if (entry.map().keySize() != Integer.BYTES) {
            throw new InputError(where(entry), "it has values and keys of %d bytes".formatted(entry.map().keySize()),
                    "values of an object are for keys of 4",
                    "Fill it with --map %s=FILE".formatted(entry.map().name()));
        }
        return maps.stream()
                .filter(other -> other.section() == symbol.section() && other.offset() == symbol.value()
                        && !symbol.isSection())
                .map(other -> other.map().name()).findFirst()
                .orElseThrow(() -> new InputError(where(entry),
                        "it holds `%s`, which is not a map of the object".formatted(symbol.name())));
    }

    private SortedMap<Integer, String> bySections(MapTable.Entry entry, Section section) {
        long definitions = maps.stream().filter(other -> other.section() == entry.section()).count();
        var values = new TreeMap<Integer, String>();
        if (entry.map().holdsPrograms() && section.size() / definitions >= ID + Integer.BYTES) {
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
            if (!part.matches("0[xX][0-9a-fA-F]{1,7}|0[0-7]{0,9}|[1-9][0-9]{0,8}")) { return Optional.empty(); }
            numbers.add(Integer.decode(part));
        }
        return numbers.size() == 2 && numbers.getFirst() == id ? Optional.of(numbers.getLast()) : Optional.empty();
    }

    private String where(MapTable.Entry entry) {
        return "%s: map %s".formatted(file.name(), entry.map().name());
    }
}
