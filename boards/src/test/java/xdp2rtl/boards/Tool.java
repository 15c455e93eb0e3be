package xdp2rtl.boards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import xdp2rtl.isa.MapMemory;

/// Runs Verilator and Yosys on a board's folder in the stand-in of its shell. A tool that is missing fails
/// the test with the line that installs it.
final class Tool {
    record Result(int status, String output) {}

    private static final String BOX = "box_250mhz/user_plugin_250mhz_inst.vh";

    private Tool() {}

    /// The folder of a board with the stand-in core, and the stand-in of its shell in `shell/`.
    static Map<String, String> folder(Board board) {
        var files = new TreeMap<>(BoardGenerator.generate(board, StandInCore.files(board), MapMemory.BLOCK));
        ShellStandIn.files(board, Map.copyOf(files)).forEach((name, text) -> files.put("shell/" + name, text));
        return files;
    }

    /// What Verilator finds: empty where all is well.
    static String verilate(Board board, Map<String, String> files, Path directory) {
        write(files, directory);
        var command =
                new ArrayList<>(List.of("verilator", "--lint-only", "-Wall", "--top-module", ShellStandIn.name(board)));
        command.addAll(sources(files));
        return run(directory, command).output();
    }

    /// What Yosys finds: empty where all is well. A pin whose width does not fit is an error too.
    static String elaborate(Board board, Map<String, String> files, Path directory) {
        write(files, directory);
        var include = files.containsKey(BOX) ? "-Ibox_250mhz " : "";
        var script = "read_verilog " + include + String.join(" ", verilog(files)) + "; hierarchy -check -top "
                + ShellStandIn.name(board) + "; proc; check -assert";
        return run(directory, List.of("yosys", "-q", "-e", "Resizing cell port", "-p", script)).output();
    }

    /// Builds a simulation of random packets; `simulate` runs it.
    static void build(Board board, Map<String, String> files, Path directory) {
        write(files, directory);
        write(Map.of("board.h", BenchBoard.constants(board, StandInCore.MAP_BYTES)), directory);
        var bench = Map.of("PacketsBench.cpp", "PacketsBench.cpp", "bench.h", "bench.h", "bursts.h", "bursts.h",
                "shell.h", BenchBoard.driver(board));
        bench.forEach((file, resource) -> {
            try (var source = Tool.class.getResourceAsStream(resource)) {
                Files.write(directory.resolve(file), source.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        var command =
                new ArrayList<>(List.of("verilator", "-Wall", "--cc", "--exe", "--build", "--assert", "-DASSERTIONS",
                        "-O3", "-MAKEFLAGS", "OPT_FAST=-O1 OPT_SLOW=-O0 OPT_GLOBAL=-O1", "--prefix", "Model",
                        "--top-module", ShellStandIn.name(board)));
        command.addAll(sources(files));
        command.add("PacketsBench.cpp");
        var built = run(directory, command);
        if (built.status != 0) throw new AssertionError("cannot build " + board.name() + ":\n" + built.output);
    }

    /// Runs what was built in `directory`: what it prints.
    static String simulate(Path directory, String... arguments) {
        var command = new ArrayList<>(List.of(directory.resolve("obj_dir/Model").toString()));
        command.addAll(List.of(arguments));
        return run(directory, command).output();
    }

    private static List<String> verilog(Map<String, String> files) {
        return files.keySet().stream()
                .filter(path -> path.endsWith(".v") && !path.endsWith("_address_map.v")).toList();
    }

    private static List<String> sources(Map<String, String> files) {
        var sources = new ArrayList<String>();
        if (files.containsKey(BOX)) sources.add("-Ibox_250mhz");
        sources.addAll(verilog(files));
        return sources;
    }

    static void write(Map<String, String> files, Path directory) {
        try {
            for (var file : files.entrySet()) {
                var path = directory.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Result run(Path directory, List<String> command) {
        try {
            var log = Files.createTempFile(directory, "tool", ".log");
            var process = new ProcessBuilder(command).directory(directory.toFile())
                    .redirectErrorStream(true).redirectOutput(log.toFile()).start();
            if (!process.waitFor(600, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " did not end within 600 s");
            }
            return new Result(process.exitValue(), Files.readString(log));
        } catch (IOException e) {
            throw new AssertionError("cannot run " + command.getFirst()
                    + "; install it: apt-get install verilator yosys g++ make", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(command.getFirst() + " was interrupted", e);
        }
    }
}
