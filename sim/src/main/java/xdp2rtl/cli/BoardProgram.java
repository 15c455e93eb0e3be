package xdp2rtl.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import xdp2rtl.boards.Board;
import xdp2rtl.boards.Shell;
import xdp2rtl.capture.Capture;
import xdp2rtl.cli.common.BundleLimit;
import xdp2rtl.cli.common.LoadOptions;
import xdp2rtl.cli.common.ProgramRemarks;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.CountText;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.diagnostic.InputFile;
import xdp2rtl.diagnostic.WholeFile;
import xdp2rtl.elf.Program;
import xdp2rtl.fib.NetworkState;
import xdp2rtl.host.BoardLimits;
import xdp2rtl.host.BroadcastMaps;
import xdp2rtl.mapfile.MapFileWriter;
import xdp2rtl.port.Context;
import xdp2rtl.port.Freedoms;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Stimulus;
import xdp2rtl.simulation.SimulationFolder;

/// The program that goes with a board's folder: its image, its listing, what its maps hold, and how it is loaded.
///
/// @param object   the file that it is from
/// @param compiled for the board's core
/// @param contents of maps at the start, by name
/// @param options  that it is loaded with
record BoardProgram(Board board, Path object, Compiled compiled, Map<String, MapContents> contents,
        List<LoadOptions.Argument> options) {
    private static final String FOLDER = "program";

    /// @throws InputError if it does not fit the board
    static BoardProgram of(Board board, Compiler compiler, Path object, Program program, LoadOptions load) {
        Compiled compiled = compiler.compile(program);
        if (board.shell() != Shell.NONE) {
            BoardLimits.check(program);
            BroadcastMaps.numbers(program);
        }
        return new BoardProgram(board, object, compiled, load.contents(program), load.arguments());
    }

    /// Path in the board's folder to contents.
    Map<String, WholeFile.Content> files() {
        var files = new LinkedHashMap<String, WholeFile.Content>();
        new CompileAnswer(compiled, ProgramRemarks.of(compiled, compiled.config()), Path.of(FOLDER)).files()
                .forEach((name, content) -> files.put(FOLDER + "/" + name, content));
        copy(files, object);
        options.stream().flatMap(option -> option.file().stream()).forEach(file -> copy(files, file));
        compiled.program().maps().stream().filter(map -> contents.containsKey(map.name()))
                .forEach(map -> files.put(mapFile(map.name()),
                        WholeFile.Content.of(MapFileWriter.text(map, contents.get(map.name())))));
        return files;
    }

    private static void copy(Map<String, WholeFile.Content> files, Path file) {
        byte[] bytes = InputFile.bytes(file);
        files.put(inFolder(file), out -> out.write(bytes));
    }

    private static String inFolder(Path file) {
        return FOLDER + "/" + file.getFileName();
    }

    private static String mapFile(String map) {
        return FOLDER + "/" + map + ".json";
    }

    /// It with packets, for the board's simulation.
    SimulationFolder.Loaded simulated(Capture trace, Optional<NetworkState> network) {
        return new SimulationFolder.Loaded(compiled,
                new Stimulus(compiled.program(), List.of(), Context.DEFAULT, contents, Freedoms.DEFAULT, network)
                        .on(compiled.config()),
                trace.frames());
    }

    /// The command that loads it, in the board's folder.
    String command() {
        String maps = contents.keySet().stream().sorted().map(map -> " --map %s=%s".formatted(map, mapFile(map)))
                .collect(Collectors.joining());
        String given = options.stream()
                .map(option -> " " + option.text() + option.file().map(BoardProgram::inFolder).orElse(""))
                .collect(Collectors.joining());
        return "xdp2rtl host load %s --program %s%s%s%s --device %s".formatted(inFolder(object),
                compiled.program().name(), given, maps,
                BundleLimit.option(compiled.bundleLimit()), device(board.shell()));
    }

    private static String device(Shell shell) {
        return switch (shell) {
            case OPENNIC, NETFPGA_PLUS -> "pci:0000:03:00.0";
            case CORUNDUM -> "corundum:/dev/mqnic0";
            case NONE -> "pci:0000:03:00.0@bar0+0x0";
            case NETFPGA_SUME -> "sume:nf0";
        };
    }

    /// The README's paragraph.
    String readme() {
        return """

            ## Program

            `%s` of `%s`, compiled for this core: %s for %s. The core does not depend on it: other programs are loaded the same
            way, with the board running.

            | file | |
            |---|---|
            %s
            With the board's own address, in this folder:

                %s
            """.formatted(compiled.program().name(), object.getFileName(),
                CountText.of(compiled.schedule().bundles().size(), "bundle"),
                compiled.config().size(),
                List.copyOf(files().keySet()).stream().map(file -> "| `%s` | %s |\n".formatted(file, what(file)))
                        .collect(Collectors.joining()),
                command());
    }

    private static String what(String file) {
        return switch (file.substring(file.lastIndexOf('.') + 1)) {
            case "img" -> "the image of the program memory";
            case "lst" -> "the bundles beside the eBPF and C lines that they come from";
            case "txt" -> "where maps lie, what each pass saved";
            case "json" -> "what a map holds at the start";
            case "o" -> "the object";
            default -> "what it is loaded with";
        };
    }
}
