package xdp2rtl.elf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import xdp2rtl.btf.Slice;
import xdp2rtl.diagnostic.InputError;

/// Maps declared as `struct bpf_map_def` in a section `maps`, which libbpf took until its version 1.0.
///
/// Five 32-bit numbers: type, key size, value size, entries, flags. All of a section's definitions have the same size.
/// The oldest have no flags. What follows the five numbers in larger ones says how a loader names, shares and places the
/// map (`struct bpf_elf_map` of iproute2: id, pinning, the inner map), not what the map does.
final class LegacyMaps {
    private static final int LEAST = 16;
    private static final int WITH_FLAGS = 20;

    private LegacyMaps() {}

    static List<MapTable.Entry> read(ElfFile file) {
        var entries = new ArrayList<MapTable.Entry>();
        for (Section section : file.sections()) {
            if (!section.isLegacyMaps() || section.size() == 0) {
                continue;
            }
            List<Symbol> symbols = file.symbols().stream()
                    .filter(symbol -> symbol.section() == section.index() && symbol.isObject())
                    .sorted(Comparator.comparingLong(Symbol::value)).toList();
            Slice data = section.data();
            if (symbols.isEmpty() || data.length() % symbols.size() != 0
                    || data.length() / symbols.size() < LEAST) {
                throw new InputError(data.where(),
                        "%d bytes are not %d map definitions of one size (%d or more)"
                                .formatted(data.length(), symbols.size(), LEAST));
            }
            int size = data.length() / symbols.size();
            for (Symbol symbol : symbols) {
                entries.add(new MapTable.Entry(map(data, symbol, size), section.index(), symbol.value()));
            }
        }
        return entries;
    }

    private static MapSpec map(Slice section, Symbol symbol, int size) {
        String where = section.where() + ": map " + symbol.name();
        Slice data = section.part(where, symbol.value(), size);
        return new MapSpec(symbol.name(), MapTable.type(where, data.u32(0)), data.s32(4), data.s32(8),
                data.s32(12),
                size < WITH_FLAGS ? 0 : data.s32(16), false, Optional.empty(), Optional.empty());
    }
}
