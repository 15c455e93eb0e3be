package xdp2rtl.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import xdp2rtl.boards.Board;
import xdp2rtl.boards.BoardGenerator;
import xdp2rtl.boards.CoreFit;
import xdp2rtl.capture.Capture;
import xdp2rtl.capture.MadeTrace;
import xdp2rtl.cli.common.Answer;
import xdp2rtl.cli.common.CoreOptions;
import xdp2rtl.cli.common.JsonText;
import xdp2rtl.cli.common.LoadOptions;
import xdp2rtl.cli.common.ProgramOptions;
import xdp2rtl.cli.common.Progress;
import xdp2rtl.cli.common.Verb;
import xdp2rtl.core.CoreGenerator;
import xdp2rtl.diagnostic.CountText;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.diagnostic.InputFile;
import xdp2rtl.diagnostic.WholeFile;
import xdp2rtl.elf.Program;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.simulation.SimulationFolder;

/// `verilog`: the core itself, or all that a board's build needs. Programs are loaded later, so neither depends on one;
/// with `--program` the folder has one beside it.
@Command(name = "verilog",
        description = {"Writes a core's Verilog, one module a file; the top module is `core`. With --board, "
                + "the whole folder for that board's shell: wrapper, build scripts, register map."})
final class VerilogVerb extends Verb {
    @Option(names = "-o", paramLabel = "DIR", required = true,
            description = "The folder; it is made if it is not there.")
    private Path folder;

    @Option(names = "--trace", description = "With the retirement port, for comparison in lock step.")
    private boolean trace;

    @Option(names = "--program", paramLabel = "PROG.o",
            description = "With --board: a program to go with it, with its image, its listing and the "
                    + "command that loads it.")
    private Optional<Path> object = Optional.empty();

    @Option(names = "--program-name", paramLabel = "NAME", description = "Which, where the object has more than one.")
    private Optional<String> programName = Optional.empty();

    @Option(names = "--pcap", paramLabel = "TRACE",
            description = "With --program: the packets of its simulation, as far as 256 (default: made ones).")
    private Optional<Path> pcap = Optional.empty();

    @Mixin private LoadOptions load;
    @Mixin private CoreOptions core;

    private record ForBoard(Board board, CoreConfig config, Path folder, List<String> files,
            Optional<BoardProgram> program) implements Answer {
        @Override public String text() {
            return "board %s (%s): %s, %s of map memory, streams of %d bits, %d MHz\nthe core takes %s\n%s in %s; begin with README.md\n%s"
                    .formatted(board.name(), board.fpga(), config.size(), config.mapSize(), 8 * config.beatBytes(),
                            config.clockMhz(),
                            CoreFit.text(board, config), CountText.of(files.size(), "file"), folder,
                            program.map(BoardProgram::command).map("\nto load the program: %s\n"::formatted)
                                    .orElse(""));
        }

        @Override public JsonObject json() {
            var json = new JsonObject();
            json.addProperty("board", board.name());
            json.addProperty("part", board.fpga());
            json.addProperty("lanes", config.lanes());
            json.addProperty("contexts", config.contexts());
            json.addProperty("cores", config.cores());
            json.addProperty("beat_bytes", config.beatBytes());
            json.addProperty("frame_bytes", config.frameBytes());
            json.addProperty("program_bundles", config.programBundles());
            json.addProperty("map_bytes", config.mapBytes());
            json.addProperty("map_memory", config.mapMemory().text());
            json.addProperty("block_rams", CoreGenerator.blockRams(config));
            json.addProperty("ultra_rams", CoreGenerator.ultraRams(config));
            json.add("files", JsonText.array(files, name -> new JsonPrimitive(folder.resolve(name).toString())));
            json.addProperty("load_command", program.map(BoardProgram::command).orElse(null));
            return json;
        }
    }

    private record Written(CoreConfig config, Path folder, Map<String, String> modules) implements Answer {
        private long lines() {
            return modules.values().stream().mapToLong(text -> text.lines().count()).sum();
        }

        @Override public String text() {
            return "core %s: %s, streams of %d bits\n%d modules, %d lines of Verilog in %s; the top one is %s.v\n"
                    .formatted(config.name(), config.size(), 8 * config.beatBytes(), modules.size(), lines(), folder,
                            CoreGenerator.top(config));
        }

        @Override public JsonObject json() {
            var json = new JsonObject();
            json.addProperty("core", config.name());
            json.addProperty("lanes", config.lanes());
            json.addProperty("contexts", config.contexts());
            json.addProperty("cores", config.cores());
            json.addProperty("beat_bytes", config.beatBytes());
            json.addProperty("frame_bytes", config.frameBytes());
            json.addProperty("top", CoreGenerator.top(config));
            json.addProperty("lines", lines());
            json.add("files", JsonText.array(List.copyOf(modules.keySet()),
                    name -> new JsonPrimitive(folder.resolve(name).toString())));
            return json;
        }
    }

    @Override protected Answer answer(Progress progress) {
        progress.say("generating");
        if (core.board().isEmpty() && object.isPresent()) {
            throw new InputError("--program", "a core alone does not depend on a program", "",
                    "Give --board too, or use `xdp2rtl compile`");
        }
        if (object.isEmpty() && (programName.isPresent() || pcap.isPresent() || !load.isEmpty())) {
            throw new InputError("--program", "it is missing",
                    "--program-name, --pcap, --map and others say more about it",
                    "");
        }
        Optional<Board> board = core.board();
        if (board.isPresent()) { return forBoard(board.get()); }
        CoreConfig config = core.config().withTrace(trace);
        Map<String, String> modules = CoreGenerator.generate(config);
        var files = new LinkedHashMap<String, WholeFile.Content>();
        modules.forEach((name, text) -> files.put(name, WholeFile.Content.of(text)));
        WholeFile.writeFolder(folder, files);
        return new Written(config, folder, modules);
    }

    private Answer forBoard(Board named) {
        if (trace) {
            throw new InputError("--trace", "a board's core has no retirement port", "",
                    "Leave out --board or --trace");
        }
        CoreConfig asked = core.config();
        BoardFolder.check(folder, named);
        Optional<BoardProgram> program = object.map(path -> program(named, path));
        CoreConfig config = program.map(it -> it.compiled().config()).orElse(asked);
        Map<String, String> texts = new TreeMap<>(BoardGenerator.generate(named, config));
        program.ifPresent(it -> texts.merge("README.md", it.readme(), String::concat));
        Optional<SimulationFolder.Loaded> simulated = program.map(it -> it.simulated(
                pcap.map(Capture::read).orElseGet(MadeTrace::capture), load.fib().network()));
        texts.putAll(SimulationFolder.files(named, texts, simulated));
        texts.merge("README.md", FolderOrigin.of(named, config, typed(), simulated.isPresent()), String::concat);
        var files = new TreeMap<String, WholeFile.Content>();
        texts.forEach((name, text) -> files.put(name, WholeFile.Content.of(text)));
        program.ifPresent(it -> files.putAll(it.files()));
        WholeFile.writeTree(folder, files);
        return new ForBoard(named, config, folder, List.copyOf(files.keySet()), program);
    }

    /// As it is typed where the tool is installed.
    private String typed() { return commandLine().replaceFirst("^\\S+ ", "xdp2rtl "); }

    private BoardProgram program(Board named, Path path) {
        if (InputFile.isStandardInput(path)) {
            throw new InputError("--program -", "the folder gets the object, under its name", "standard input has none",
                    "Give a file");
        }
        Program program = ProgramOptions.load(path, load.settings(), programName, "--program-name");
        return BoardProgram.of(named, core.compiler().withNetwork(load.fib().size()), path, program, load);
    }
}
