package xdp2rtl.elf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import xdp2rtl.btf.Btf;
import xdp2rtl.btf.CoreRelocation;
import xdp2rtl.btf.Slice;
import xdp2rtl.diagnostic.InputError;

/// What the .BTF.ext section says about instructions, by section name: the types of functions and their C lines, by
/// byte offset, and the type facts that they hold.
record BtfExt(Map<String, Map<Long, Integer>> functions, Map<String, TreeMap<Long, CLine>> lines,
        Map<String, List<CoreRelocation>> relocations) {
    private static final int HEADER_WITH_RELOCATIONS = 32;
    private static final int FUNCTION = 8;
    private static final int LINE = 16;
    private static final int RELOCATION = 16;

    static BtfExt none() {
        return new BtfExt(Map.of(), Map.of(), Map.of());
    }

    static BtfExt parse(Slice section, Btf btf) {
        if (section.u16(0) != 0xeb9f || section.u8(2) != 1) {
            throw new InputError(section.where(), "it has no BTF header of version 1");
        }
        long header = section.u32(4);
        var functions = new HashMap<String, Map<Long, Integer>>();
        each(section, btf, header + section.u32(8), section.u32(12), FUNCTION, (name, at) -> functions
                .computeIfAbsent(name, _ -> new HashMap<>()).put(section.u32(at), section.s32(at + 4)));
        var lines = new HashMap<String, TreeMap<Long, CLine>>();
        each(section, btf, header + section.u32(16), section.u32(20), LINE,
                (name, at) -> lines.computeIfAbsent(name, _ -> new TreeMap<>())
                        .put(section.u32(at), line(section, btf, at)));
        var relocations = new HashMap<String, List<CoreRelocation>>();
        if (header >= HEADER_WITH_RELOCATIONS) {
            each(section, btf, header + section.u32(24), section.u32(28), RELOCATION,
                    (name, at) -> relocations.computeIfAbsent(name, _ -> new ArrayList<>())
                            .add(relocation(section, btf, at)));
        }
        return new BtfExt(functions, lines, relocations);
    }

    private static CLine line(Slice section, Btf btf, long at) {
        long place = section.u32(at + 12);
        return new CLine(btf.text(section.u32(at + 4)), (int) (place >> 10), (int) (place & 0x3ff),
                btf.text(section.u32(at + 8)));
    }

    private static CoreRelocation relocation(Slice section, Btf btf, long at) {
        long kind = section.u32(at + 12);
        var kinds = CoreRelocation.Kind.values();
        if (kind >= kinds.length) {
            throw new InputError(section.where(), "it has a CO-RE relocation of unknown kind " + kind);
        }
        return new CoreRelocation(section.u32(at), section.s32(at + 4), btf.text(section.u32(at + 8)),
                kinds[(int) kind]);
    }

    private interface Record {
        void read(String section, long at);
    }

    /// Visits all records of one table: a record size, then for each section its name, a count, and the
    /// records.
    private static void each(Slice section, Btf btf, long start, long length, int least, Record visitor) {
        if (length == 0) { return; }
        Slice table = section.part(section.where(), start, length);
        long size = table.u32(0);
        if (size < least || size % 4 != 0) {
            throw new InputError(section.where(), "it has records of %d bytes".formatted(size));
        }
        long at = 4;
        while (at < table.length()) {
            String name = btf.text(table.u32(at));
            long count = table.u32(at + 4);
            at += 8;
            table.part(section.where(), at, count * size);
            for (long i = 0; i < count; i++, at += size) {
                visitor.read(name, start + at);
            }
        }
    }
}
