package xdp2rtl.elf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

import xdp2rtl.btf.Btf;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.linux.MapType;
import xdp2rtl.linux.RingFlags;

/// All maps of an object and where each is declared: legacy definitions first, then those by type, then
/// global data, each in the order of the file.
record MapTable(List<Entry> entries) {
    /// The map that the byte `offset` of a section declares; global data is declared by its whole section.
    record Entry(MapSpec map, int section, long offset) {}

    /// @param programs the functions that are programs
    /// @throws InputError for a definition that is damaged, or settings for what is not there
    static MapTable of(ElfFile file, Btf btf, Externs externs, List<Function> programs, LoadSettings settings) {
        var declared = new ArrayList<Entry>();
        declared.addAll(LegacyMaps.read(file));
        declared.addAll(BtfMaps.read(file, btf));
        var tables = new NameTables(file, btf, programs, sized(file, MadeMaps.with(declared, settings), settings));
        List<Entry> entries = tables.entries(settings);
        Map<Integer, Bytes> data = GlobalData.of(file, btf, settings);
        for (Section section : file.sections()) {
            if (data.containsKey(section.index())) {
                entries.add(new Entry(MapSpec.globalData(section.name(), data.get(section.index()),
                        section.isReadOnlyData()).withTypes(GlobalData.types(file, btf, section)), section.index(), 0));
            }
        }
        externs.data().ifPresent(
                options -> entries.add(new Entry(MapSpec.globalData(Externs.MAP, options, true), Symbol.UNDEFINED, 0)));
        return new MapTable(List.copyOf(entries));
    }

    private static List<Entry> sized(ElfFile file, List<Entry> declared, LoadSettings settings) {
        settings.entries().keySet().stream().sorted()
                .filter(name -> declared.stream().noneMatch(entry -> entry.map().name().equals(name))).findFirst()
                .ifPresent(name -> {
                    throw new InputError("--map-entries " + name,
                            "%s declares no map of this name".formatted(file.name()), "",
                            declared.isEmpty() ? ""
                                    : "It declares " + declared.stream().map(entry -> entry.map().name())
                                            .collect(Collectors.joining(", ")));
                });
        return declared.stream().map(entry -> new Entry(sized(entry.map(), settings), entry.section(), entry.offset()))
                .toList();
    }

    private static MapSpec sized(MapSpec map, LoadSettings settings) {
        int open = map.maxEntries() == 0 ? settings.entriesIfNone().applyAsInt(map.name()) : map.maxEntries();
        int entries = settings.entries().getOrDefault(map.name(), open);
        return map.withEntries(map.isRing() ? ringBytes(entries) : entries).withUsualSizes();
    }

    /// The next larger size that Linux takes, a page times a power of two (`adjust_ringbuf_sz` of libbpf).
    private static int ringBytes(int bytes) {
        if (Integer.bitCount(bytes) == 1 && bytes >= RingFlags.LEAST_BYTES || bytes == 0) { return bytes; }
        int larger = RingFlags.LEAST_BYTES;
        while (larger > 0 && Integer.compareUnsigned(larger, bytes) <= 0) {
            larger <<= 1;
        }
        return larger == 0 ? bytes : larger;
    }

    List<MapSpec> maps() {
        return entries.stream().map(Entry::map).toList();
    }

    /// The place of the kernel's options in the list.
    int options() {
        return entries.size() - 1;
    }

    /// The map that a symbol names, as its place in the list.
    OptionalInt indexOf(Symbol symbol) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.section() == symbol.section()
                    && (entry.map().isGlobalData()
                            || entry.offset() == symbol.value() && !symbol.isSection())) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    static MapType type(String where, long number) {
        Optional<MapType> type = number > Integer.MAX_VALUE ? Optional.empty() : MapType.of((int) number);
        return type.orElseThrow(() -> new InputError(where, "map type %d is unknown".formatted(number)));
    }
}
