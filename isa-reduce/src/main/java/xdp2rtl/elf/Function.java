package xdp2rtl.elf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import xdp2rtl.btf.Slice;
import xdp2rtl.diagnostic.InputError;

/// A function of an object: the bytes `start` (inclusive) to `end` (exclusive) of a code section.
///
/// Compilers before LLVM 8 and hand-written assembly give functions neither a type nor a size. Where a section has no
/// symbol that is typed as a function, its global symbols are functions, or all of it is one with the section's name;
/// and a function without a size goes on to the next one, or to the section's end.
///
/// @param hidden global in C, but not for other objects
record Function(String name, Section section, int start, int end, boolean global, boolean hidden) {

    /// All functions, by section and place.
    static List<Function> of(ElfFile file) {
        return file.sections().stream().filter(Section::isCode).flatMap(section -> of(file, section).stream()).toList();
    }

    private static List<Function> of(ElfFile file, Section section) {
        var functions = new ArrayList<Function>();
        List<Symbol> symbols = symbols(file, section);
        for (int i = 0; i < symbols.size(); i++) {
            Symbol symbol = symbols.get(i);
            long next = symbols.stream().skip(i).mapToLong(Symbol::value).filter(value -> value > symbol.value())
                    .findFirst().orElse(section.data().length());
            functions.add(function(file, symbol, section, symbol.size() == 0 ? next - symbol.value() : symbol.size()));
        }
        if (functions.isEmpty() && section.data().length() > 0) {
            functions.add(function(file, section, section.name(), 0, section.data().length(), true, false));
        }
        return functions;
    }

    /// The symbols of the functions that begin in a section, by place.
    private static List<Symbol> symbols(ElfFile file, Section section) {
        List<Symbol> symbols = file.symbols().stream()
                .filter(symbol -> file.sectionOf(symbol).filter(section::equals).isPresent())
                .sorted(Comparator.comparingLong(Symbol::value)).toList();
        List<Symbol> typed = symbols.stream().filter(Symbol::isFunction).toList();
        return typed.isEmpty() ? symbols.stream().filter(symbol -> symbol.isGlobal() && symbol.isObject()).toList()
                : typed;
    }

    private static Function function(ElfFile file, Symbol symbol, Section section, long size) {
        return function(file, section, symbol.name(), symbol.value(), size, symbol.isGlobal(), symbol.isHidden());
    }

    private static Function function(ElfFile file, Section section, String name, long start, long size, boolean global,
            boolean hidden) {
        String where = "%s: section %s: function %s".formatted(file.name(), section.name(), name);
        Slice code = section.data().part(where, start, size);
        if (code.length() == 0 || code.length() % 8 != 0 || start % 8 != 0) {
            throw new InputError(where,
                    "%d bytes at %d are not instructions of 8 bytes".formatted(code.length(), start));
        }
        return new Function(name, section, (int) start, (int) start + code.length(), global, hidden);
    }

    boolean isInSubprogramSection() { return section.name().equals(Section.SUBPROGRAMS); }

    int size() {
        return end - start;
    }
}
