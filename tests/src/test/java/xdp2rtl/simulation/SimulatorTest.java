package xdp2rtl.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xdp2rtl.boards.Board;
import xdp2rtl.boards.BoardLoad;
import xdp2rtl.boards.BoardOutput;
import xdp2rtl.boards.Flood;
import xdp2rtl.capture.CaptureReader;
import xdp2rtl.capture.Frame;
import xdp2rtl.capture.PcapWriter;
import xdp2rtl.compile.Compiler;
import xdp2rtl.device.Device;
import xdp2rtl.device.Devices;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.port.Stimulus;
import xdp2rtl.programs.Scenario;

/// Simulated boards as a host finds them: a program is loaded through the socket, packets come from a file, and what
/// leaves is in the files where and as the interpreter says.
@Tag("model")
class SimulatorTest {
    private static final int PACKETS = 200;

    @ParameterizedTest
    @CsvSource({"opennic-au250, simple_firewall", "corundum-sume, tx_ip_tunnel", "netfpga-sume, redirect_map",
            "netfpga-sume, flood",
            "opennic-au250, flood", "axis, adjust_tail"})
    @Timeout(600)
    void aBoardGivesPacketsOfAFileTheInterpretersOutcomes(String name, String example,
            @TempDir Path folder) throws InterruptedException {
        var board = Board.named(name);
        var stimulus = stimulus(example, board);
        Path in = folder.resolve("in.pcap");
        PcapWriter.write(in, stimulus.packets().stream().map(packet -> new Frame(0, packet.bytes())).toList());
        var links = new HashMap<BoardPort, LinkName>();
        for (int port = 0; port < board.ports(); port++) {
            for (boolean host : new boolean[]{false, true}) {
                var place = new BoardPort(port, host);
                links.put(place, new LinkName.Pcap(place.number() == 0 ? Optional.of(in) : Optional.empty(),
                        Optional.of(file(folder, place))));
            }
        }
        var expected = new HashMap<BoardPort, List<String>>();
        links.keySet().forEach(place -> expected.put(place, new ArrayList<>()));
        for (var outcome : new Interpreter().run(stimulus).outcomes()) {
            BoardOutput.of(outcome, stimulus, board, 0)
                    .forEach(it -> expected.get(it.place()).add(HexFormat.of().formatHex(it.bytes())));
        }
        assertTrue(expected.values().stream().anyMatch(it -> it.size() > 10), "few packets leave");

        Path socket = folder.resolve("socket");
        try (var simulator = Simulator.on(board, board.core(), links, socket)) {
            try (Device device = Devices.open("sim:" + socket)) {
                assertTrue(device.name().contains(name + ", simulated"), device.name());
                BoardLoad.load(device, board, Compiler.forCore(board.core()), stimulus);
                simulator.settle();
                assertEquals(PACKETS, device.read(ControlRegister.COUNT_PACKETS.offset()));
            }
            var traffic = simulator.traffic().orElseThrow();
            assertEquals(PACKETS, traffic.places().get(new BoardPort(0, false)).received());
        }
        for (var place : expected.keySet()) {
            var came = CaptureReader.readAll(file(folder, place)).stream()
                    .map(frame -> HexFormat.of().formatHex(frame.bytes().toArray())).toList();
            assertEquals(expected.get(place), came, place.toString());
        }
    }

    private static Path file(Path folder, BoardPort place) {
        return folder.resolve(place.toString().replace(' ', '-') + ".pcap");
    }

    /// Frames that a board takes.
    private static Stimulus stimulus(String example, Board board) {
        if (example.equals("flood")) { return Flood.with(stimulus("redirect_map", board), board.ports()); }
        var all = Scenario.examples().stream().filter(it -> it.name().equals(example + ": trace.pcap")).findFirst()
                .orElseThrow().stimulus();
        var packets = all.packets().stream().filter(packet -> packet.bytes().length() <= board.frameLimit())
                .limit(PACKETS).toList();
        return new Stimulus(all.program(), packets, all.context(), all.maps(), all.freedoms());
    }
}
