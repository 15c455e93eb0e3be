package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.boards.Board;
import xdp2rtl.capture.CaptureReader;
import xdp2rtl.capture.PcapWriter;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.simulation.BoardPort;
import xdp2rtl.simulation.LinkName;
import xdp2rtl.simulation.Simulator;

/// The verbs of `host` on a simulated board, whose port 0 has the firewall's trace. What is written is given without
/// the names of this run.
abstract class HostVerbs {
    static final Board BOARD = Board.named("opennic-au250");
    static final int PACKETS = 300;

    /// Verbs that were asked for JSON; [Cli] holds what they print to their schemas.
    static final Set<String> SEEN = new TreeSet<>();

    @TempDir static Path folder;

    static Simulator simulator;
    static String device;

    @BeforeAll static void switchOn() {
        Path in = folder.resolve("in.pcap");
        PcapWriter.write(in, CaptureReader.readAll(Path.of(Cli.TRACE)).stream()
                .filter(frame -> frame.bytes().length() >= CoreConfig.MIN_PACKET
                        && frame.bytes().length() <= BOARD.frameLimit())
                .limit(PACKETS).toList());
        Path socket = folder.resolve("board");
        simulator = Simulator.on(BOARD, BOARD.core(),
                Map.of(new BoardPort(0, false), new LinkName.Pcap(Optional.of(in), Optional.empty())), socket);
        device = "sim:" + socket;
    }

    @AfterAll static void switchOff() {
        host("unload");
        simulator.close();
    }

    static Cli host(String... words) {
        var all = new ArrayList<>(List.of("host"));
        all.addAll(List.of(words));
        all.addAll(List.of("--device", device));
        return Cli.run(all.toArray(String[]::new));
    }

    /// What a command prints for people, without the device's name.
    static String text(String... words) {
        Cli result = host(words);
        assertEquals("", result.err());
        assertEquals(ExitCode.AGREED, result.exitCode());
        return result.out().replace(device + " (opennic-au250, simulated)", "DEVICE");
    }

    /// The table with two blanks between its columns.
    static String status() {
        return text("status").replaceAll("  +", "  ");
    }

    static JsonElement json(String... words) {
        SEEN.add(JsonSchemas.verb(Stream.concat(Stream.of("host"), Stream.of(words)).toArray(String[]::new)));
        var all = new ArrayList<>(List.of(words));
        all.add("--json");
        Cli result = host(all.toArray(String[]::new));
        assertEquals("", result.err());
        return JsonParser.parseString(result.out());
    }

    static void refuses(String message, String... words) {
        Cli result = host(words);
        assertEquals("xdp2rtl: " + message + "\n",
                result.err().replace(device, "DEVICE").replace(" (opennic-au250, simulated)", "")
                        .replace(folder.toString(), "DIR"));
        assertEquals(ExitCode.BAD_INPUT, result.exitCode());
        assertEquals("", result.out());
    }
}
