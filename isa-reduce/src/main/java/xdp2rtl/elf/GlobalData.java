package xdp2rtl.elf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import xdp2rtl.btf.Btf;
import xdp2rtl.btf.BtfType;
import xdp2rtl.btf.ValueType;
import xdp2rtl.diagnostic.InputError;

/// What an object's sections of global data hold when its programs are loaded: what the file says, changed by the
/// settings. Linux's loaders do that between opening an object and loading it.
final class GlobalData {
    /// More than any NIC's memory, so that a nonsensical size is not allocated.
    private static final int MOST_DATA = 16 << 20;

    private final ElfFile file;
    private final Btf btf;

    private GlobalData(ElfFile file, Btf btf) {
        this.file = file;
        this.btf = btf;
    }

    /// By the number of the section.
    /// @throws InputError if the settings name what is not there, or does not fit
    static Map<Integer, Bytes> of(ElfFile file, Btf btf, LoadSettings settings) {
        return new GlobalData(file, btf).contents(settings);
    }

    private Map<Integer, Bytes> contents(LoadSettings settings) {
        List<Section> sections =
                file.sections().stream().filter(section -> section.isGlobalData() && section.size() > 0).toList();
        Map<Integer, byte[]> bytes = new HashMap<>();
        sections.forEach(section -> bytes.put(section.index(), initial(section)));
        settings.data().forEach((name, given) -> {
            Section section = sections.stream().filter(one -> one.name().equals(name)).findFirst()
                    .orElseThrow(() -> new InputError(file.name(), "it has no global data `%s`".formatted(name), "",
                            sections.isEmpty() ? "" : "It has " + sections.stream().map(Section::name)
                                    .collect(Collectors.joining(", "))));
            if (given.length() != section.size()) {
                throw new InputError("%s: section %s".formatted(file.name(), name),
                        "%d bytes are given for its %d".formatted(
                                given.length(), section.size()));
            }
            bytes.put(section.index(), given.toArray());
        });
        settings.variables().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(variable -> set(sections, bytes, variable.getKey(), variable.getValue()));
        Map<Integer, Bytes> contents = new HashMap<>();
        bytes.forEach((section, held) -> contents.put(section, Bytes.of(held)));
        return contents;
    }

    /// What its variables are; nothing where the compiler has not said it.
    static Optional<MapTypes> types(ElfFile file, Btf btf, Section section) {
        var members = new ArrayList<ValueType.Member>();
        for (BtfType.Variable variable : btf.variables(section.name())) {
            Optional<ValueType> type = ValueType.of(btf, variable.type());
            file.symbols().stream()
                    .filter(symbol -> symbol.section() == section.index() && symbol.name().equals(variable.name()))
                    .filter(symbol -> type.isPresent() && symbol.value() >= 0
                            && symbol.value() <= section.size() - type.get().size())
                    .findFirst().ifPresent(symbol -> members.add(
                            new ValueType.Member(variable.name(), type.get(), Byte.SIZE * symbol.value(), 0)));
        }
        members.sort(Comparator.comparingLong(ValueType.Member::bitOffset));
        return members.isEmpty() ? Optional.empty()
                : Optional.of(new MapTypes(Optional.empty(),
                        new ValueType.Variables(section.name(), (int) section.size(), members)));
    }

    private byte[] initial(Section section) {
        if (section.type() != Section.NOBITS) { return section.data().toArray(); }
        if (section.size() < 0 || section.size() > MOST_DATA) {
            throw new InputError("%s: section %s".formatted(file.name(), section.name()),
                    "it has %s bytes".formatted(Long.toUnsignedString(section.size())),
                    "at most %d bytes of global data are supported".formatted(MOST_DATA), "");
        }
        return new byte[(int) section.size()];
    }

    private void set(List<Section> sections, Map<Integer, byte[]> bytes, String path, String text) {
        String name = path.replaceFirst("[.\\[].*", "");
        for (Section section : sections) {
            for (BtfType.Variable variable : btf.variables(section.name())) {
                if (variable.name().equals(name)) {
                    new VariableValue("--set " + path, btf, bytes.get(section.index())).put(variable.type(),
                            path.substring(name.length()), symbol(section, name).value(), text);
                    return;
                }
            }
        }
        String known = sections.stream().flatMap(section -> btf.variables(section.name()).stream())
                .map(BtfType.Variable::name).filter(variable -> variable.matches("\\w+")).sorted()
                .collect(Collectors.joining(", "));
        throw new InputError("--set " + path, "%s has no global variable `%s`".formatted(file.name(), name), "",
                known.isEmpty() ? "It has none with a type; compile with -g" : "It has " + known);
    }

    private Symbol symbol(Section section, String name) {
        return file.symbols().stream()
                .filter(symbol -> symbol.section() == section.index() && symbol.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputError("--set " + name, "%s has no symbol of this name in section %s"
                        .formatted(file.name(), section.name())));
    }
}
