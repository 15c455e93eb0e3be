package xdp2rtl.elf;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import xdp2rtl.diagnostic.InputError;
import xdp2rtl.diagnostic.InputFile;

/// A BPF object file, read and checked: its programs, its maps, its licence.
///
/// Each program is loaded by itself, so that one which cannot be (it calls a function of the kernel, for
/// instance) does not spoil the others.
///
/// A program is a global function in any executable section but `.text`; the functions of `.text` are
/// subprograms. An object that has code in `.text` only has its global functions as programs.
public final class ElfObject {
    private static final int LARGEST = 256 << 20;

    private final ElfFile file;
    private final List<Function> functions;
    private final boolean onlySubprograms;
    private final Btf btf;
    private final BtfExt ext;
    private final MapTable maps;
    private final List<Entry> entries;

    /// A program of the object by its names; `program(name)` loads it.
    public record Entry(String section, String name) {
        @Override public String toString() {
            return section + ":" + name;
        }
    }

    private ElfObject(ElfFile file) {
        this.file = file;
        functions = Function.of(file);
        onlySubprograms = functions.stream().allMatch(Function::isInSubprogramSection);
        Optional<Section> types = file.section(".BTF");
        btf = types.map(section -> Btf.parse(section.data())).orElseGet(() -> Btf.none(file.name()));
        // Without the types, which hold its texts too, .BTF.ext says nothing.
        ext = types.flatMap(_ -> file.section(".BTF.ext")).map(section -> BtfExt.parse(section.data(), btf))
                .orElseGet(BtfExt::none);
        maps = MapTable.of(file, btf);
        entries = functions.stream().filter(this::isProgram)
                .map(function -> new Entry(function.section().name(), function.name())).toList();
    }

    /// @param path `-` for standard input
    /// @throws InputError if the file cannot be read or is not a sound BPF object
    public static ElfObject read(Path path) {
        return parse(InputFile.name(path), InputFile.bytes(path, LARGEST));
    }

    /// @param name what the bytes are, for messages
    /// @throws InputError if they are not a sound BPF object
    public static ElfObject parse(String name, byte[] bytes) {
        return new ElfObject(ElfFile.parse(name, bytes));
    }

    private boolean isProgram(Function function) {
        return function.global() && (onlySubprograms || !function.isInSubprogramSection());
    }

    public String name() {
        return file.name();
    }

    /// The programs, by section and place in it.
    public List<Entry> entries() {
        return entries;
    }

    /// Every map that the object declares, whether or not a program uses it.
    public List<MapSpec> maps() {
        return maps.maps();
    }

    /// What the object declares as its licence; empty if it does not.
    public String license() {
        return file.section("license").filter(section -> section.data().length() > 0)
                .map(section -> section.data().text(0)).orElse("");
    }

    /// Loads a program: by the name of its function, or by a section that has only one.
    /// @throws InputError if there is no such program, or it needs what only a kernel has
    public Program program(String name) {
        List<Function> found = programs(name);
        if (found.size() != 1) {
            throw new InputError(file.name(), "%s program is called `%s`".formatted(
                    found.isEmpty() ? "no" : "more than one", name), "",
                    entries.isEmpty() ? "The object has no programs"
                            : "Choose one of " + entries.stream().map(Entry::name)
                                    .collect(Collectors.joining(", ")));
        }
        var relocator = new Relocator(file, functions, btf, ext, maps);
        return new Linker(file, relocator, maps, license()).link(found.getFirst());
    }

    private List<Function> programs(String name) {
        List<Function> byFunction = functions.stream()
                .filter(function -> isProgram(function) && function.name().equals(name)).toList();
        return byFunction.isEmpty() ? functions.stream()
                .filter(function -> isProgram(function) && function.section().name().equals(name)).toList()
                : byFunction;
    }
}
