package xdp2rtl.elf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import xdp2rtl.diagnostic.InputError;
import xdp2rtl.linux.MapType;

/// All maps of an object and where each is declared: legacy definitions first, then those by type, then
/// global data, each in the order of the file.
record MapTable(List<Entry> entries) {
    /// More than any NIC's memory, so that a nonsensical size is not allocated.
    private static final int MOST_DATA = 16 << 20;

    /// The map that the byte `offset` of a section declares; global data is declared by its whole section.
    record Entry(MapSpec map, int section, long offset) {}

    static MapTable of(ElfFile file, Btf btf) {
        var entries = new ArrayList<Entry>();
        entries.addAll(LegacyMaps.read(file));
        entries.addAll(BtfMaps.read(file, btf));
        for (Section section : file.sections()) {
            if (section.isGlobalData() && section.size() > 0) {
                entries.add(new Entry(globalData(file, section), section.index(), 0));
            }
        }
        return new MapTable(List.copyOf(entries));
    }

    private static MapSpec globalData(ElfFile file, Section section) {
        if (section.type() != Section.NOBITS) {
            return MapSpec.globalData(section.name(), Bytes.of(section.data().toArray()),
                    section.isReadOnlyData());
        }
        if (section.size() < 0 || section.size() > MOST_DATA) {
            throw new InputError("%s: section %s".formatted(file.name(), section.name()),
                    "it has %s bytes".formatted(Long.toUnsignedString(section.size())),
                    "at most %d bytes of global data are supported".formatted(MOST_DATA), "");
        }
        return MapSpec.globalData(section.name(), Bytes.of(new byte[(int) section.size()]),
                section.isReadOnlyData());
    }

    List<MapSpec> maps() {
        return entries.stream().map(Entry::map).toList();
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
