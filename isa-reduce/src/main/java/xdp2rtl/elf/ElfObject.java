package xdp2rtl.elf;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import xdp2rtl.btf.Btf;
import xdp2rtl.diagnostic.FileTrouble;
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
    private final Externs externs;
    private final LoadSettings settings;
    private final List<Entry> entries;

    /// A program of the object by its names; `program(name)` loads it.
    public record Entry(String section, String name) {
        @Override public String toString() {
            return section + ":" + name;
        }
    }

    private ElfObject(ElfFile file, LoadSettings settings) {
        this.file = file;
        this.settings = settings;
        functions = Function.of(file);
        onlySubprograms = functions.stream().allMatch(Function::isInSubprogramSection);
        Optional<Section> types = file.section(".BTF");
        btf = types.map(section -> Btf.parse(section.data())).orElseGet(() -> Btf.none(file.name()));
        // Without the types, which hold its texts too, .BTF.ext says nothing.
        ext = types.flatMap(_ -> file.section(".BTF.ext")).map(section -> BtfExt.parse(section.data(), btf))
                .orElseGet(BtfExt::none);
        externs = Externs.of(file, btf, settings.configuration());
        List<Function> programs = functions.stream().filter(this::isProgram).toList();
        maps = MapTable.of(file, btf, externs, programs, settings);
        entries = programs.stream().map(function -> new Entry(function.section().name(), function.name())).toList();
    }

    /// As the object says.
    public static ElfObject read(Path path) {
        return read(path, LoadSettings.NONE);
    }

    /// @param path `-` for standard input
    /// @throws InputError if the file cannot be read, is not a sound BPF object, or has not what the settings are about
    public static ElfObject read(Path path, LoadSettings settings) {
        return parse(InputFile.name(path), InputFile.bytes(path, LARGEST), settings);
    }

    /// @param name what the bytes are, for messages
    /// @throws InputError if they are not a sound BPF object
    public static ElfObject parse(String name, byte[] bytes) {
        return parse(name, bytes, LoadSettings.NONE);
    }

    /// The same with settings.
    public static ElfObject parse(String name, byte[] bytes, LoadSettings settings) {
        return new ElfObject(ElfFile.parse(name, bytes), settings);
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
    ///
    /// It is what libbpf would give to Linux: instructions that refer to what is missing are still there, for it may
    /// never reach them ([Linkage#unresolved]).
    /// @throws InputError if there is no such program, or it is not sound
    public Program program(String name) {
        return linker().link(function(name));
    }

    /// The same with programs that its tail calls lead to linked in.
    ///
    /// @param targets their names
    /// @param tables  by map, the programs that maps of programs can hold
    /// @param leftOut programs that might have been among them
    public Program program(String name, Collection<String> targets, Map<String, NameTable> tables,
            List<LeftOut> leftOut) {
        return linker().link(function(name), targets.stream().map(this::function).toList(), tables, leftOut);
    }

    private Linker linker() {
        var relocator = new Relocator(file, functions, btf, ext, maps, externs, settings);
        return new Linker(file, relocator, maps, FunctionTypes.Source.of(file, btf, ext.functions(), functions),
                license(),
                settings.egressIfindex());
    }

    private Function function(String name) {
        List<Function> found = programs(name);
        if (found.size() != 1) {
            throw new InputError(file.name(), "%s program is called `%s`".formatted(
                    found.isEmpty() ? "no" : "more than one", name), "",
                    entries.isEmpty() ? "The object has no programs"
                            : "Choose one of " + entries.stream().map(Entry::name)
                                    .collect(Collectors.joining(", ")));
        }
        return found.getFirst();
    }

    private List<Function> programs(String name) {
        List<Function> byFunction = functions.stream()
                .filter(function -> isProgram(function) && function.name().equals(name)).toList();
        return byFunction.isEmpty() ? functions.stream()
                .filter(function -> isProgram(function) && function.section().name().equals(name)).toList()
                : byFunction;
    }
}
