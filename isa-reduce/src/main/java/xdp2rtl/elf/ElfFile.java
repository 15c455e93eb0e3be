package xdp2rtl.elf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import xdp2rtl.btf.Slice;
import xdp2rtl.diagnostic.InputError;

/// The sections, symbols and relocations of a BPF object file: ELF, 64 bits, little-endian, relocatable,
/// machine BPF. Nothing in the file is trusted: each offset, size and index is checked before it is used, and
/// memory is only allocated for what the file really holds. Source: System V ABI (gABI) chapters 4 and 5.
record ElfFile(String name, List<Section> sections, List<Symbol> symbols,
        Map<Integer, List<Relocation>> relocations) {
    private static final int MAGIC = 0x464c457f;
    /// The four bytes that LLVM bitcode begins with, bare and in its wrapper.
    private static final int BITCODE = 0xdec0_4342;
    private static final int WRAPPED_BITCODE = 0x0b17_c0de;
    private static final int CLASS_64 = 2;
    private static final int LITTLE_ENDIAN = 1;
    private static final int BIG_ENDIAN = 2;
    private static final int RELOCATABLE = 1;
    private static final int MACHINE_BPF = 247;
    /// Of compilers before LLVM 5.
    private static final int NO_MACHINE = 0;
    private static final int FILE_HEADER = 64;
    private static final int SECTION_HEADER = 64;
    private static final int SYMBOL = 24;
    private static final int RELOCATION = 16;
    private static final String COMPILE = "Give an object made with `clang -O2 -g -target bpf -c`";

    static ElfFile parse(String name, byte[] bytes) {
        Slice file = Slice.of(name, bytes);
        checkHeader(file);
        List<Section> sections = sections(file);
        List<Symbol> symbols = symbols(name, sections);
        return new ElfFile(name, sections, symbols, relocations(sections, symbols));
    }

    private static void checkHeader(Slice file) {
        if (file.length() >= 4 && (file.s32(0) == BITCODE || file.s32(0) == WRAPPED_BITCODE)) {
            throw new InputError(file.where(), "it is LLVM bitcode, not an object",
                    "rustc --emit=obj and clang -flto leave it so",
                    "Link it with bpf-linker, or make an object of it with `llc -march=bpf -filetype=obj`");
        }
        if (file.length() < FILE_HEADER || file.s32(0) != MAGIC) {
            throw new InputError(file.where(), "it is not an ELF file", "", COMPILE);
        }
        if (file.u8(5) == BIG_ENDIAN) {
            throw new InputError(file.where(), "it is a big-endian object",
                    "only little-endian ones are supported",
                    "Compile with `-target bpfel`");
        }
        boolean isBpf = file.u16(18) == MACHINE_BPF || file.u16(18) == NO_MACHINE;
        if (file.u8(4) != CLASS_64 || file.u8(5) != LITTLE_ENDIAN || !isBpf) {
            throw new InputError(file.where(),
                    "it is not a 64-bit BPF object (machine %d)".formatted(file.u16(18)),
                    "", COMPILE);
        }
        if (file.u16(16) != RELOCATABLE) {
            throw new InputError(file.where(),
                    "it is not a relocatable object (type %d)".formatted(file.u16(16)),
                    "", COMPILE);
        }
        if (file.u16(58) != SECTION_HEADER) {
            throw new InputError(file.where(), "its section headers have %d bytes instead of %d".formatted(
                    file.u16(58), SECTION_HEADER));
        }
    }

    private static List<Section> sections(Slice file) {
        int count = file.u16(60);
        int namesIndex = file.u16(62);
        Slice headers = file.part(file.where() + ": section headers", file.s64(40),
                (long) count * SECTION_HEADER);
        if (namesIndex >= count) {
            throw new InputError(headers.where(), "the section of names is number %d of %d".formatted(
                    namesIndex, count));
        }
        long namesAt = (long) namesIndex * SECTION_HEADER;
        Slice names = file.part(file.where() + ": section names", headers.s64(namesAt + 24),
                headers.s64(namesAt + 32));
        var sections = new ArrayList<Section>(count);
        for (int i = 0; i < count; i++) {
            sections.add(section(file, headers, names, i));
        }
        return List.copyOf(sections);
    }

    private static Section section(Slice file, Slice headers, Slice names, int index) {
        long at = (long) index * SECTION_HEADER;
        int type = headers.s32(at + 4);
        String name = type == 0 ? "" : names.text(headers.u32(at));
        long size = headers.s64(at + 32);
        boolean hasBytes = type != 0 && type != Section.NOBITS;
        Slice data = file.part("%s: section %s".formatted(file.where(), name),
                hasBytes ? headers.s64(at + 24) : 0, hasBytes ? size : 0);
        return new Section(index, name, type, headers.s64(at + 8), size, headers.s32(at + 40),
                headers.s32(at + 44), data);
    }

    private static List<Symbol> symbols(String name, List<Section> sections) {
        var tables = sections.stream().filter(section -> section.type() == Section.SYMTAB).toList();
        if (tables.size() != 1) {
            throw new InputError(name, "it has %d symbol tables instead of one".formatted(tables.size()));
        }
        Section table = tables.getFirst();
        Slice names = linked(sections, table, table.link(), Section.STRTAB).data();
        Slice data = table.data();
        requireWhole(data, SYMBOL);
        var symbols = new ArrayList<Symbol>();
        for (int at = 0; at < data.length(); at += SYMBOL) {
            int section = data.u16(at + 6);
            var symbol =
                    new Symbol(names.text(data.u32(at)), data.u8(at + 4), data.u8(at + 5), section, data.s64(at + 8),
                            data.s64(at + 16));
            boolean takesItsName = symbol.isSection() && symbol.name().isEmpty() && section < sections.size();
            symbols.add(takesItsName ? symbol.called(sections.get(section).name()) : symbol);
        }
        return List.copyOf(symbols);
    }

    /// By the number of the section whose bytes they change. Only those of code and of map definitions matter to a
    /// loader.
    private static Map<Integer, List<Relocation>> relocations(List<Section> sections, List<Symbol> symbols) {
        var relocations = new HashMap<Integer, List<Relocation>>();
        for (Section table : sections) {
            if (table.type() != Section.REL && table.type() != Section.RELA) {
                continue;
            }
            if (table.info() < 0 || table.info() >= sections.size()) {
                throw new InputError(table.data().where(), "it relocates section %d of %d".formatted(
                        table.info(), sections.size()));
            }
            Section changed = sections.get(table.info());
            if (!changed.isCode() && !changed.name().equals(BtfMaps.SECTION)) {
                continue;
            }
            if (table.type() == Section.RELA) {
                throw new InputError(table.data().where(), "BPF objects have no relocations with addends");
            }
            linked(sections, table, table.link(), Section.SYMTAB);
            relocations.computeIfAbsent(table.info(), _ -> new ArrayList<>())
                    .addAll(entries(table.data(), symbols));
        }
        return Map.copyOf(relocations);
    }

    private static List<Relocation> entries(Slice data, List<Symbol> symbols) {
        requireWhole(data, RELOCATION);
        var entries = new ArrayList<Relocation>();
        for (int at = 0; at < data.length(); at += RELOCATION) {
            long symbol = data.u32(at + 12);
            if (symbol >= symbols.size()) {
                throw new InputError(data.where(), "it refers to symbol %d of %d".formatted(symbol,
                        symbols.size()));
            }
            entries.add(new Relocation(data.s64(at), data.s32(at + 8), symbols.get((int) symbol)));
        }
        return entries;
    }

    private static Section linked(List<Section> sections, Section from, int index, int type) {
        if (index < 0 || index >= sections.size() || sections.get(index).type() != type) {
            throw new InputError(from.data().where(),
                    "it is linked to section %d, which is not of type %d".formatted(
                            index, type));
        }
        return sections.get(index);
    }

    private static void requireWhole(Slice data, int entry) {
        if (data.length() % entry != 0) {
            throw new InputError(data.where(), "%d bytes are not a whole number of %d-byte entries".formatted(
                    data.length(), entry));
        }
    }

    Optional<Section> section(String sectionName) {
        return sections.stream().filter(section -> section.name().equals(sectionName)).findFirst();
    }

    /// What a symbol's section number means, if it means a section of this file.
    Optional<Section> sectionOf(Symbol symbol) {
        return symbol.section() > 0 && symbol.section() < sections.size()
                ? Optional.of(sections.get(symbol.section())) : Optional.empty();
    }
}
