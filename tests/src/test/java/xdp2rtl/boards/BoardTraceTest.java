package xdp2rtl.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.compile.Compiler;
import xdp2rtl.engine.Context;
import xdp2rtl.engine.Packet;
import xdp2rtl.engine.Stimulus;
import xdp2rtl.programs.Scenario;

/// Examples on boards, and a program that broadcasts: the wrapper with the core in it, in the stand-in of its shell, gives each packet of a trace
/// the outcome that the interpreter does, at the right port, loaded and started as a host would do it; packets come
/// by all ports in turn, with packets of the host between them, under back-pressure. One board of each kind of
/// hardware (`ShellSimulationTest` of module `boards` says which boards are of a kind).
@Execution(ExecutionMode.CONCURRENT)
class BoardTraceTest {
    private static final String FLOOD = "flood";
    private static final List<String> EXAMPLES = List.of("adjust_tail", "redirect_map", "simple_firewall", "tx_ip_tunnel", FLOOD);
    private static final int PACKETS = 100;
    private static final Path BENCHES = Path.of("..", "boards", "src", "test", "resources", "xdp2rtl", "boards");

    @ParameterizedTest
    @ValueSource(strings = {"netfpga-sume", "netfpga-plus-u250", "opennic-au50", "opennic-au250", "opennic-au45n",
        "corundum-au50", "corundum-au250", "corundum-sume", "axis"})
    void examplesHaveTheSameOutcomesOnABoard(String name, @TempDir Path directory) throws IOException, InterruptedException {
        var board = Board.named(name);
        var compiler = Compiler.forCore(board.core());
        build(board, directory);
        long leaving = 0;
        for (var example : EXAMPLES) {
            var lines = BoardScript.of(compiler, stimulus(example, board), board);
            leaving += lines.stream().filter(line -> line.startsWith("e ")).count();
            var script = directory.resolve("script");
            Files.write(script, lines);
            assertEquals("agrees\n", run(directory, List.of(directory.resolve("obj_dir/Model").toString(), script.toString())), example);
        }
        assertTrue(leaving > PACKETS, leaving + " packets leave");
    }

    private static Stimulus stimulus(String example, Board board) {
        return example.equals(FLOOD) ? Flood.with(onAllPorts(trace("redirect_map"), board), board.ports()) : onAllPorts(trace(example), board);
    }

    private static Stimulus trace(String example) {
        return Scenario.examples().stream().filter(it -> it.name().equals(example + ": trace.pcap")).findFirst()
                .orElseThrow().stimulus();
    }

    /// The first packets of a trace, each coming in by some port of the board.
    private static Stimulus onAllPorts(Stimulus trace, Board board) {
        var random = new Random(board.name().hashCode());
        var packets = trace.packets().stream().limit(PACKETS)
                .map(packet -> new Packet(packet.bytes(), Optional.of(new Context(1 + random.nextInt(board.ports()), 0))))
                .toList();
        return new Stimulus(trace.program(), packets, trace.context(), trace.maps(), trace.freedoms());
    }

    private static void build(Board board, Path directory) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("verilator", "-Wall", "--cc", "--exe", "--build", "-j", "2", "-O3", "--assert",
                "-DASSERTIONS", "-MAKEFLAGS", "OPT_FAST=-O1 OPT_SLOW=-O0 OPT_GLOBAL=-O1", "-Ibox_250mhz",
                "--prefix", "Model", "--top-module", ShellStandIn.name(board), "TraceBench.cpp"));
        var folder = Stream.concat(BoardGenerator.generate(board, board.core()).entrySet().stream(),
                ShellStandIn.files(board).entrySet().stream()).toList();
        for (var file : folder) {
            var path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
            if (file.getKey().endsWith(".v") && !file.getKey().endsWith("_address_map.v")) command.add(file.getKey());
        }
        Files.writeString(directory.resolve("board.h"), BenchBoard.constants(board));
        Files.copy(BENCHES.resolve(BenchBoard.driver(board)), directory.resolve("shell.h"));
        Files.copy(BENCHES.resolve("bench.h"), directory.resolve("bench.h"));
        try (var bench = BoardTraceTest.class.getResourceAsStream("TraceBench.cpp")) {
            Files.copy(bench, directory.resolve("TraceBench.cpp"));
        }
        var output = run(directory, command);
        if (!Files.exists(directory.resolve("obj_dir/Model"))) throw new AssertionError("cannot build the board:\n" + output);
    }

    private static String run(Path directory, List<String> command) throws IOException, InterruptedException {
        var log = Files.createTempFile(directory, "run", ".log");
        Process process;
        try {
            process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                    .redirectOutput(log.toFile()).start();
        } catch (IOException e) {
            throw new AssertionError("cannot run " + command.getFirst() + "; install it: apt-get install verilator g++ make", e);
        }
        if (!process.waitFor(600, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command.getFirst() + " did not end within 600 s");
        }
        return Files.readString(log);
    }
}
