package xdp2rtl.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.compile.Compiler;
import xdp2rtl.engine.Stimulus;
import xdp2rtl.programs.Scenario;

/// Examples on a board: the wrapper with the core in it gives each packet of a trace the outcome that the
/// interpreter does, at the right port, loaded and started as a host would do it.
class BoardTraceTest {
    private static final Board BOARD = Board.named("opennic-au250");
    private static final List<String> EXAMPLES =
            List.of("simple_firewall", "redirect_map", "tx_ip_tunnel", "adjust_tail");
    private static final int PACKETS = 200;
    private static final Path BENCH =
            Path.of("..", "boards", "src", "test", "resources", "xdp2rtl", "boards", "bench.h");

    @Test void examplesHaveTheSameOutcomesOnABoard(@TempDir Path directory) throws IOException,
            InterruptedException {
        var compiler = Compiler.forCore(BOARD.core());
        build(directory);
        var agreed = new ArrayList<String>();
        for (var scenario : Scenario.examples()) {
            var parts = scenario.name().split(": ");
            if (!EXAMPLES.contains(parts[0]) || !parts[1].equals("trace.pcap")) continue;
            var all = scenario.stimulus();
            var packets = all.packets().subList(0, Math.min(PACKETS, all.packets().size()));
            var stimulus = new Stimulus(all.program(), packets, all.context(), all.maps(), all.freedoms());
            var script = directory.resolve("script");
            var lines = BoardScript.of(compiler, stimulus, BOARD);
            assertTrue(lines.stream().anyMatch(line -> line.startsWith("e ")), "nothing comes out of "
                    + scenario.name());
            Files.write(script, lines);
            assertEquals("agrees\n",
                    run(directory, List.of(directory.resolve("obj_dir/Model").toString(), script.toString())),
                         scenario.name());
            agreed.add(parts[0]);
        }
        assertEquals(EXAMPLES.stream().sorted().toList(), agreed.stream().sorted().toList());
    }

    private static void build(Path directory) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("verilator", "-Wall", "--cc", "--exe", "--build", "-O3",
                "--assert", "-DASSERTIONS",
                "-MAKEFLAGS", "OPT_FAST=-O1 OPT_SLOW=-O0 OPT_GLOBAL=-O1", "-CFLAGS", "-DPORTS="
                        + BOARD.ports(), "-CFLAGS", "-DBYTES=64",
                "--prefix", "Model", "--top-module", "xdp2rtl_box_250mhz_plugin"));
        for (Map.Entry<String, String> file : BoardGenerator.generate(BOARD, BOARD.core()).entrySet()) {
            if (!file.getKey().startsWith("rtl/")) continue;
            var path = directory.resolve(file.getKey().substring("rtl/".length()));
            Files.writeString(path, file.getValue());
            command.add(path.getFileName().toString());
        }
        Files.copy(BENCH, directory.resolve("bench.h"));
        try (var bench = BoardTraceTest.class.getResourceAsStream("TraceBench.cpp")) {
            Files.copy(bench, directory.resolve("TraceBench.cpp"));
        }
        command.add("TraceBench.cpp");
        var output = run(directory, command);
        if (!Files.exists(directory
                .resolve("obj_dir/Model"))) throw new AssertionError("cannot build the board:\n" + output);
    }

    private static String run(Path directory, List<String> command) throws IOException, InterruptedException {
        var log = Files.createTempFile(directory, "run", ".log");
        Process process;
        try {
            process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                    .redirectOutput(log.toFile()).start();
        } catch (IOException e) {
            throw new AssertionError("cannot run " + command.getFirst()
                    + "; install it: apt-get install verilator g++ make", e);
        }
        if (!process.waitFor(300, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command.getFirst() + " did not end within 300 s");
        }
        return Files.readString(log);
    }
}
