package xdp2rtl.cli.common;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.diagnostic.InputFile;
import xdp2rtl.elf.AttachPoint;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.LoadSettings;
import xdp2rtl.elf.Program;
import xdp2rtl.elf.ProgramKind;
import xdp2rtl.port.MapContents;
import xdp2rtl.resolve.LinkedPrograms;

/// Which program: an object file and, where it has several, a name.
public final class ProgramOptions {
    @Parameters(paramLabel = "PROG.o", description = "The BPF object file; - is standard input.")
    private Path object;

    @Option(names = "--program", paramLabel = "NAME",
            description = "The program, where the object has more than one: its function, or its section.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--raw", description = "PROG.o is no object but the instructions' bytes, 8 a slot.")
    private boolean raw;

    @Mixin private LoadOptions load;

    /// The file that was named.
    public Path object() {
        return object;
    }

    /// The program itself.
    /// @throws InputError if there is none, or it is not clear which
    public Program load() {
        if (raw) { return raw(); }
        return load(object, load.settings(), name, "--program");
    }

    /// A program of an object.
    public record Chosen(ElfObject object, String name) {
        /// Without what it never reaches, with the programs that its tail calls lead to.
        /// @throws InputError if it cannot be loaded
        public Program linked() {
            return LinkedPrograms.of(object, name);
        }

        /// As the object has it.
        /// @throws InputError if not even that can be read
        public Program whole() {
            return object.program(name);
        }
    }

    /// Which program of which object.
    /// @throws InputError if there is none, or it is not clear which
    public Chosen choose() {
        ElfObject read = ElfObject.read(object, load.settings());
        return new Chosen(read, name.map(given -> checked(read, given, "--program"))
                .orElseGet(() -> onlyOne(read, "--program")));
    }

    /// Whether the object is no object but instructions.
    public boolean isRaw() { return raw; }

    /// What the program's maps hold at the start, by name.
    /// @throws InputError if a file cannot be read, or the program has no such map
    public Map<String, MapContents> contents(Program program) {
        return load.contents(program);
    }

    /// The options that it is loaded with.
    public LoadOptions loadOptions() {
        return load;
    }

    /// The program of a name, or the only one, without what it never reaches.
    /// @param option that names it, for messages
    /// @throws InputError if there is none, or it is not clear which
    public static Program load(Path object, LoadSettings settings, Optional<String> name, String option) {
        ElfObject read = ElfObject.read(object, settings);
        return LinkedPrograms.of(read,
                name.map(given -> checked(read, given, option)).orElseGet(() -> onlyOne(read, option)));
    }

    private Program raw() {
        if (!load.isEmpty()) {
            throw new InputError("--raw", "instructions alone have no types, variables or maps", "",
                    "Leave out the options about them");
        }
        return Program.raw(InputFile.name(object), InputFile.bytes(object));
    }

    private static String checked(ElfObject object, String name, String option) {
        for (ElfObject.Entry entry : object.entries()) {
            if (entry.name().equals(name) || entry.section().equals(name)) {
                ProgramKind.otherThanXdp(entry.section()).ifPresent(kind -> {
                    throw new InputError(object.name(),
                            "`%s` is not an XDP program, its section says %s".formatted(name,
                                    kind),
                            "", choice(xdp(object), option));
                });
            }
        }
        return name;
    }

    private static String onlyOne(ElfObject object, String option) {
        List<ElfObject.Entry> all = xdp(object);
        List<ElfObject.Entry> main = all.stream()
                .filter(entry -> ProgramKind.attachPoint(entry.section()) == AttachPoint.INTERFACE).toList();
        List<ElfObject.Entry> attached = main.stream().filter(entry -> !isHeld(object, entry)).toList();
        List<ElfObject.Entry> programs = main.isEmpty() ? all : attached.isEmpty() ? main : attached;
        if (programs.size() == 1) { return programs.getFirst().name(); }
        if (programs.isEmpty()) {
            throw new InputError(object.name(),
                    object.entries().isEmpty() ? "it has no programs" : "it has no XDP program",
                    "", object.entries().isEmpty() ? "" : "Its programs are " + kinds(object.entries()));
        }
        throw new InputError(object.name(), "it has %d XDP programs".formatted(all.size()), "", choice(all, option));
    }

    /// Whether a map holds it, so that tail calls lead to it.
    private static boolean isHeld(ElfObject object, ElfObject.Entry entry) {
        return object.maps().stream().flatMap(map -> map.programs().stream())
                .anyMatch(table -> table.names().contains(entry.name()));
    }

    private static List<ElfObject.Entry> xdp(ElfObject object) {
        return object.entries().stream().filter(entry -> ProgramKind.otherThanXdp(entry.section()).isEmpty()).toList();
    }

    private static String choice(List<ElfObject.Entry> programs, String option) {
        return programs.isEmpty() ? "The object has no XDP program"
                : "Choose with %s: %s".formatted(option, names(programs));
    }

    /// Names with what the programs are instead.
    private static String kinds(List<ElfObject.Entry> programs) {
        return programs.stream().map(
                entry -> entry.name() + ProgramKind.otherThanXdp(entry.section()).map(" (%s)"::formatted).orElse(""))
                .collect(Collectors.joining(", "));
    }

    private static String names(List<ElfObject.Entry> programs) {
        return programs.stream().map(ElfObject.Entry::name).collect(Collectors.joining(", "));
    }
}
