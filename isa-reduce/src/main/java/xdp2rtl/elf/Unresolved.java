package xdp2rtl.elf;

import java.util.Optional;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.linux.Kfunc;
import xdp2rtl.linux.Obstacle;
import xdp2rtl.linux.UnsupportedKfunc;

/// Symbols that are used and lead to nothing that can be loaded, as a compiler's usual user meets them.
final class Unresolved {
    private Unresolved() {}

    /// The address of something in a section that is neither a map nor global data.
    /// @param place in the section, in bytes
    static InputError object(String where, ElfFile file, Symbol symbol, String section, long place) {
        if (section.equals(BtfMaps.SECTION) && !(symbol.isObject() && symbol.isGlobal())) {
            String name =
                    file.symbols().stream().filter(other -> other.isObject() && other.section() == symbol.section()
                            && other.value() == place).map(Symbol::name).findFirst().orElse(symbol.name());
            return new InputError(where, "map `%s` is static".formatted(name),
                    "libbpf and all engines take global maps only",
                    "Remove `static`");
        }
        return new InputError(where,
                "it uses `%s` in section %s, which is neither a map nor global data".formatted(symbol.name(), section),
                "", "Put it into .maps, .rodata, .data or .bss");
    }

    /// A call of a function that the object declares and does not have.
    static InputError function(String where, Symbol symbol) {
        Optional<Obstacle> known = UnsupportedKfunc.named(symbol.name()).map(UnsupportedKfunc::obstacle);
        if (known.isPresent()) {
            return new InputError(where, "it calls `%s`, a function of the kernel".formatted(symbol.name()),
                    known.get().why(), known.get().remedy());
        }
        return new InputError(where, "it calls `%s`, which the object does not define".formatted(symbol.name()),
                "libbpf would look for a kernel function of this name, and a card has no kernel",
                remedy(symbol.name()));
    }

    private static String remedy(String function) {
        if (Kfunc.named(function).isPresent()) { return "Declare it with __ksym"; }
        return function.startsWith("bpf_") ? "Define it, or use helpers and these functions only: " + Kfunc.list()
                : "Define it, include the header that does (bpf_ntohl() is in bpf/bpf_endian.h), or use helpers only";
    }
}
