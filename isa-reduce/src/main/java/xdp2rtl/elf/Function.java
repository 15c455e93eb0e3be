package xdp2rtl.elf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import xdp2rtl.diagnostic.InputError;

/// A function of an object: the bytes `start` (inclusive) to `end` (exclusive) of a code section.
record Function(String name, Section section, int start, int end, boolean global) {

    /// All functions, by section and place.
    static List<Function> of(ElfFile file) {
        var functions = new ArrayList<Function>();
        for (Symbol symbol : file.symbols()) {
            if (symbol.isFunction()) {
                file.sectionOf(symbol).filter(Section::isCode)
                        .ifPresent(section -> functions.add(function(file, symbol, section)));
            }
        }
        functions.sort(Comparator.comparingInt((Function f) -> f.section().index())
                .thenComparingInt(Function::start));
        return List.copyOf(functions);
    }

    private static Function function(ElfFile file, Symbol symbol, Section section) {
        String where = "%s: section %s: function %s".formatted(file.name(), section.name(), symbol.name());
        Slice code = section.data().part(where, symbol.value(), symbol.size());
        if (code.length() == 0 || code.length() % 8 != 0 || symbol.value() % 8 != 0) {
            throw new InputError(where, "%d bytes at %d are not instructions of 8 bytes".formatted(
                    code.length(), symbol.value()));
        }
        int start = (int) symbol.value();
        return new Function(symbol.name(), section, start, start + code.length(), symbol.isGlobal());
    }

    boolean isInSubprogramSection() {
        return section.name().equals(Section.SUBPROGRAMS);
    }

    int size() {
        return end - start;
    }
}
