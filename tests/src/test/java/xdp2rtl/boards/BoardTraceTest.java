package xdp2rtl.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.compile.Compiler;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.Context;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;
import xdp2rtl.programs.Scenario;

/// Examples on boards, and a program that broadcasts: the wrapper with the core in it, in the stand-in of its shell,
/// gives each packet of a trace the outcome that the interpreter does, at the right port, loaded and started as a host
/// would do it; packets come by all ports in turn, with packets of the host between them, under back-pressure. One
/// board of each kind of hardware (`ShellSimulationTest` of module `boards` says which boards are of a kind).
@Execution(ExecutionMode.CONCURRENT)
@Tag("model")
class BoardTraceTest {
    private static final String FLOOD = "flood";
    private static final List<String> EXAMPLES =
            List.of("adjust_tail", "redirect_map", "simple_firewall", "tx_ip_tunnel", FLOOD);
    private static final int PACKETS = 100;

    @ParameterizedTest
    @ValueSource(strings = {"netfpga-sume", "netfpga-plus-u250", "opennic-au50", "opennic-au250", "opennic-au45n",
            "corundum-au50", "corundum-au250", "corundum-sume", "axis"})
    void examplesHaveTheSameOutcomesOnABoard(String name, @TempDir Path directory) throws IOException {
        var board = Board.named(name);
        var compiler = Compiler.forCore(board.core());
        var model = BoardBench.of(board, board.core(), "TraceBench.cpp", directory);
        long leaving = 0;
        for (var example : EXAMPLES) {
            var lines = BoardScript.of(compiler, stimulus(example, board), board);
            leaving += lines.stream().filter(line -> line.startsWith("e ")).count();
            var script = directory.resolve("script");
            Files.write(script, lines);
            assertEquals("agrees\n", model.run(script.toString()), example);
        }
        assertTrue(leaving > PACKETS, leaving + " packets leave");
    }

    /// Cores of one context, so that packets of a flow do not race. Packets of all flows leave in the order of arrival, by
    /// which the board knows what its shell has said of them; a packet of one beat in the cycle of its report. Behind it a
    /// program whose packets go to the cores in turn.
    @ParameterizedTest
    @ValueSource(strings = {"opennic-au50", "corundum-au250", "netfpga-sume"})
    void aFirewallByFlowHasTheSameOutcomesOnABoard(String name, @TempDir Path directory) throws IOException {
        var board = Board.named(name);
        CoreConfig cores = board.core(2).change().contexts(1).build();
        var compiler = Compiler.forCore(cores).forInOrder();
        var stimulus = onAllPorts(trace("simple_firewall"), board);
        assertEquals(2, compiler.compile(stimulus.program()).places().fields().fields().size());
        var model = BoardBench.of(board, cores, "TraceBench.cpp", directory);
        for (var each : List.of(stimulus, onAllPorts(trace("xdp2"), board))) {
            var script = directory.resolve("script");
            Files.write(script, BoardScript.atOnce(compiler, each, board));
            assertEquals("agrees\n", model.run(script.toString()), each.program().name());
        }
    }

    private static Stimulus stimulus(String example, Board board) {
        return example.equals(FLOOD) ? Flood.with(onAllPorts(trace("redirect_map"), board), board.ports())
                : onAllPorts(trace(example), board);
    }

    private static Stimulus trace(String example) {
        return Scenario.examples().stream().filter(it -> it.name().equals(example + ": trace.pcap")).findFirst()
                .orElseThrow().stimulus();
    }

    /// The first packets of a trace, each coming in by some port of the board.
    private static Stimulus onAllPorts(Stimulus trace, Board board) {
        var random = new Random(board.name().hashCode());
        var packets = trace.packets().stream().limit(PACKETS)
                .map(packet -> new Packet(packet.bytes(),
                        Optional.of(new Context(1 + random.nextInt(board.ports()), 0))))
                .toList();
        return new Stimulus(trace.program(), packets, trace.context(), trace.maps(), trace.freedoms());
    }
}
