package xdp2rtl.elf;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import xdp2rtl.btf.Btf;
import xdp2rtl.btf.BtfType;
import xdp2rtl.diagnostic.InputError;

/// What an object declares and Linux defines, and the map `.kconfig` in which its options lie: by alignment and size,
/// the largest first, as libbpf lays them out (`bpf_object__collect_externs`).
///
/// @param data what the map holds; empty if the object asks for no option
record Externs(Map<String, Extern> byName, Map<String, Integer> offsets, Optional<Bytes> data) {
    private static final String OPTIONS = ".kconfig";
    private static final String SYMBOLS = ".ksyms";

    /// The name of the map.
    static final String MAP = OPTIONS;

    /// @throws InputError for an option that does not fit its type, and for a named one that the object does not ask
    /// for
    static Externs of(ElfFile file, Btf btf, KernelConfiguration configuration) {
        Map<String, Extern> externs = new TreeMap<>();
        for (Symbol symbol : file.symbols()) {
            if (symbol.isExtern() && symbol.isGlobal() && !symbol.name().isEmpty()) {
                declared(btf, symbol).ifPresent(extern -> externs.put(extern.name(), extern));
            }
        }
        configuration.named().keySet().stream().sorted().filter(name -> !isOption(externs, name)).findFirst()
                .ifPresent(name -> {
                    String known = externs.values().stream().filter(extern -> extern.kind() == Extern.Kind.OPTION)
                            .map(Extern::name).reduce((a, b) -> a + ", " + b).orElse("");
                    throw new InputError(file.name(), "it asks for no `%s`".formatted(name), "",
                            known.isEmpty() ? "It asks for nothing of the kernel's configuration"
                                    : "It asks for " + known);
                });
        return laidOut(file.name(), btf, configuration, externs);
    }

    private static boolean isOption(Map<String, Extern> externs, String name) {
        return externs.containsKey(name) && externs.get(name).kind() == Extern.Kind.OPTION;
    }

    private static Optional<Extern> declared(Btf btf, Symbol symbol) {
        for (BtfType type : btf.types()) {
            if (!(type instanceof BtfType.DataSection(String section, var members))
                    || !section.equals(OPTIONS) && !section.equals(SYMBOLS)) {
                continue;
            }
            for (int member : members) {
                BtfType found = btf.type(member);
                if (found.name().equals(symbol.name())) {
                    return Optional.of(new Extern(symbol.name(), symbol.isWeak(),
                            section.equals(OPTIONS) ? Extern.Kind.OPTION : Extern.Kind.SYMBOL,
                            found instanceof BtfType.Variable(var _, int of, var _) ? of : 0));
                }
            }
        }
        return Optional.empty();
    }

    private static Externs laidOut(String file, Btf btf, KernelConfiguration configuration,
            Map<String, Extern> externs) {
        List<Extern> options = externs.values().stream().filter(extern -> extern.kind() == Extern.Kind.OPTION)
                .sorted(Comparator.comparingInt((Extern extern) -> -btf.alignment(extern.type()))
                        .thenComparingInt(extern -> -btf.size(extern.type())).thenComparing(Extern::name))
                .toList();
        Map<String, Integer> offsets = new HashMap<>();
        int size = 0;
        for (Extern option : options) {
            int alignment = btf.alignment(option.type());
            size = (size + alignment - 1) / alignment * alignment;
            offsets.put(option.name(), size);
            size += btf.size(option.type());
        }
        var bytes = new byte[size];
        for (Extern option : options) {
            configuration.value(option.name()).ifPresent(text -> {
                byte[] value = OptionValue.of("%s: %s".formatted(file, option.name()), btf, option.type(), text);
                System.arraycopy(value, 0, bytes, offsets.get(option.name()), value.length);
            });
        }
        return new Externs(externs, offsets, size == 0 ? Optional.empty() : Optional.of(Bytes.of(bytes)));
    }
}
