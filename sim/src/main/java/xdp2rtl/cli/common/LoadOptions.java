package xdp2rtl.cli.common;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xdp2rtl.btf.TargetTypes;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.KernelConfiguration;
import xdp2rtl.elf.LoadSettings;
import xdp2rtl.elf.Program;
import xdp2rtl.mapfile.MapFileReader;
import xdp2rtl.port.MapContents;

/// What an object is loaded with: what in Linux its loader decides before it loads, and the kernel that it is loaded
/// into.
public final class LoadOptions {
    private static final String READ_ONLY = ".rodata";

    @Option(names = "--btf", paramLabel = "FILE",
            description = "The types of the kernel that CO-RE relocations are answered from: raw BTF such as "
                    + "/sys/kernel/btf/vmlinux, or an ELF file with a section .BTF (default: the user-space API of "
                    + "Linux 6.18).")
    private Optional<Path> btf = Optional.empty();

    @Option(names = "--kconfig", paramLabel = "FILE|NAME=VALUE",
            description = "The kernel's configuration, for variables declared __kconfig: a file "
                    + "such as /boot/config-6.18 or /proc/config.gz, or one option such as CONFIG_HZ=250. May be "
                    + "repeated.")
    private List<String> kconfig = new ArrayList<>();

    @Option(names = "--kernel-version", paramLabel = "N.N.N",
            description = "What LINUX_KERNEL_VERSION is, such as 6.18 or 6.1.55.")
    private Optional<String> kernelVersion = Optional.empty();

    @Option(names = "--set", paramLabel = "NAME=VALUE",
            description = "What a global variable holds at the start, also a constant one: a number, true, "
                    + "an enumerator, a text, elements with commas between them. NAME may go on with .member and "
                    + "[index]. May be repeated.")
    private List<String> variables = new ArrayList<>();

    @Option(names = "--map-entries", paramLabel = "NAME=N",
            description = "How many entries a map has (max_entries). May be repeated.")
    private List<String> entries = new ArrayList<>();

    @Option(names = "--map", paramLabel = "NAME=FILE.json", converter = MapFile.Converter.class,
            description = "What a map holds at the start, as "
                    + "`bpftool map dump` prints it, with -j or by its types, programs and maps by their names; .rodata is the program's "
                    + "constants. May be repeated.")
    private List<MapFile> maps = new ArrayList<>();

    @Option(names = "--egress-ifindex", paramLabel = "N",
            description = "What egress_ifindex is in a program for entries of a device map "
                    + "(xdp/devmap): the interface that its entry sends to (default: 1).")
    private Optional<Integer> egressIfindex = Optional.empty();

    @Mixin private FibOptions fib;

    /// One of the options as it was given, to be given again elsewhere.
    /// @param text before the file's name, if it names one
    public record Argument(String text, Optional<Path> file) {}

    /// @throws InputError if one of them is not what it should be, or a file cannot be read
    public LoadSettings settings() {
        Map<String, Bytes> data = new HashMap<>();
        for (MapFile given : constants()) {
            if (data.put(given.map(), MapFileReader.section(given.file(), given.map())) != null) {
                throw new InputError("--map", "map %s is given twice".formatted(given.map()));
            }
        }
        Map<String, Integer> sizes = new HashMap<>();
        pairs("--map-entries", entries).forEach((name, text) -> sizes.put(name, size(name, text)));
        return new LoadSettings(btf.map(TargetTypes::read).orElseGet(TargetTypes::userApi), configuration(),
                pairs("--set", variables),
                data, sizes, this::entriesOf, this::namesOf, egressIfindex.orElse(LoadSettings.DEFAULT_EGRESS));
    }

    /// What the program's maps hold at the start, by name.
    /// @throws InputError if a file cannot be read, or the program has no such map
    public Map<String, MapContents> contents(Program program) {
        return MapFiles.read(others(), program);
    }

    /// Says what an image cannot hold.
    public void noteContents(Progress progress) {
        others().forEach(
                given -> progress.note("map %s: an image holds no contents of maps; give them when it is run or loaded"
                        .formatted(given.map())));
    }

    /// The network around, and how much of one there is room for.
    public FibOptions fib() {
        return fib;
    }

    /// All that were given, but for contents of maps that change nothing of what is built.
    public List<Argument> arguments() {
        return Stream.concat(own().stream(), fib.arguments().stream()).toList();
    }

    private List<Argument> own() {
        List<Argument> arguments = new ArrayList<>();
        btf.ifPresent(file -> arguments.add(new Argument("--btf ", Optional.of(file))));
        kconfig.forEach(
                text -> arguments.add(isNamed(text) ? new Argument("--kconfig " + quoted(text), Optional.empty())
                        : new Argument("--kconfig ", Optional.of(Path.of(text)))));
        kernelVersion
                .ifPresent(text -> arguments.add(new Argument("--kernel-version " + quoted(text), Optional.empty())));
        variables.forEach(text -> arguments.add(new Argument("--set " + quoted(text), Optional.empty())));
        entries.forEach(text -> arguments.add(new Argument("--map-entries " + quoted(text), Optional.empty())));
        egressIfindex.ifPresent(number -> arguments.add(new Argument("--egress-ifindex " + number, Optional.empty())));
        maps.stream().filter(LoadOptions::isBuiltIn).forEach(
                given -> arguments.add(new Argument("--map %s=".formatted(given.map()), Optional.of(given.file()))));
        return arguments;
    }

    /// Whether none was given that is about an object.
    public boolean isEmpty() { return own().isEmpty() && maps.isEmpty(); }

    private List<MapFile> constants() {
        return maps.stream().filter(given -> given.map().startsWith(READ_ONLY)).toList();
    }

    /// Whether what is built depends on the file: constants, and the programs and maps that it names.
    private static boolean isBuiltIn(MapFile given) {
        return given.map().startsWith(READ_ONLY) || !MapFileReader.names(given.file()).isEmpty();
    }

    private List<MapFile> others() {
        return maps.stream().filter(given -> !given.map().startsWith(READ_ONLY)).toList();
    }

    /// A map whose size the object leaves open has as many entries as its file.
    private int entriesOf(String map) {
        return maps.stream().filter(given -> given.map().equals(map)).findFirst()
                .map(given -> MapFileReader.entries(given.file())).orElse(0);
    }

    /// The programs or maps that a file names for a map.
    private Optional<List<String>> namesOf(String map) {
        return maps.stream().filter(given -> given.map().equals(map)).findFirst()
                .map(given -> MapFileReader.names(given.file()));
    }

    private KernelConfiguration configuration() {
        Map<String, String> file = new HashMap<>();
        kconfig.stream().filter(text -> !isNamed(text))
                .forEach(text -> file.putAll(KernelConfiguration.read(Path.of(text))));
        Map<String, String> named =
                new HashMap<>(pairs("--kconfig", kconfig.stream().filter(LoadOptions::isNamed).toList()));
        var configuration = new KernelConfiguration(file, named);
        return kernelVersion.map(configuration::withVersion).orElse(configuration);
    }

    private static boolean isNamed(String text) {
        return text.matches("(CONFIG|LINUX)_\\w+=.*");
    }

    private static int size(String name, String text) {
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) < 1 || Long.parseLong(text) > 0xffff_ffffL) {
            throw new InputError("--map-entries " + name, "`%s` is not a number of entries".formatted(text));
        }
        return (int) Long.parseLong(text);
    }

    private static Map<String, String> pairs(String option, List<String> texts) {
        Map<String, String> pairs = new HashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals <= 0) { throw new InputError(option, "`%s` is not a name, `=` and a value".formatted(text)); }
            if (pairs.put(text.substring(0, equals), text.substring(equals + 1)) != null) {
                throw new InputError(option, "%s is given twice".formatted(text.substring(0, equals)));
            }
        }
        return pairs;
    }

    private static String quoted(String text) {
        return text.matches("[\\w.,:=+/\\[\\]-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
