package xdp2rtl.boards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import xdp2rtl.isa.CoreConfig;

/// A board with the core in it, in the stand-in of its shell, built by Verilator with a bench of this package.
record BoardBench(Path directory) {
    private static final Path BENCHES = Path.of("..", "boards", "src", "test", "resources", "xdp2rtl", "boards");

    static BoardBench of(Board board, CoreConfig core, String bench, Path directory) throws IOException {
        var command =
                new ArrayList<>(List.of("verilator", "-Wall", "--cc", "--exe", "--build", "-j", "2", "-O3", "--assert",
                        "-DASSERTIONS", "-MAKEFLAGS", "OPT_FAST=-O1 OPT_SLOW=-O0 OPT_GLOBAL=-O1", "-Ibox_250mhz",
                        "--prefix", "Model", "--top-module", ShellStandIn.name(board), bench));
        var generated = BoardGenerator.generate(board, core);
        var folder =
                Stream.concat(generated.entrySet().stream(), ShellStandIn.files(board, generated).entrySet().stream())
                        .toList();
        for (var file : folder) {
            var path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
            if (file.getKey().endsWith(".v") && !file.getKey().endsWith("_address_map.v")) command.add(file.getKey());
        }
        Files.writeString(directory.resolve("board.h"), BenchBoard.constants(board, core.cores() * core.mapBytes()));
        Files.copy(BENCHES.resolve(BenchBoard.driver(board)), directory.resolve("shell.h"));
        for (var header : List.of("bench.h", "bursts.h"))
            Files.copy(BENCHES.resolve(header), directory.resolve(header));
        try (var source = BoardBench.class.getResourceAsStream(bench)) {
            Files.copy(source, directory.resolve(bench));
        }
        var model = new BoardBench(directory);
        var output = model.output(command);
        if (!Files.exists(directory.resolve("obj_dir/Model")))
            throw new AssertionError("cannot build the board:\n" + output);
        return model;
    }

    /// What the bench prints.
    String run(String... arguments) throws IOException {
        return output(
                Stream.concat(Stream.of(directory.resolve("obj_dir/Model").toString()), Stream.of(arguments)).toList());
    }

    private String output(List<String> command) throws IOException {
        var log = Files.createTempFile(directory, "run", ".log");
        try {
            var process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                    .redirectOutput(log.toFile()).start();
            if (!process.waitFor(600, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command.getFirst() + " did not end within 600 s");
            }
        } catch (IOException e) {
            throw new AssertionError(
                    "cannot run " + command.getFirst() + "; install it: apt-get install verilator g++ make", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(command.getFirst() + " was interrupted", e);
        }
        return Files.readString(log);
    }
}
