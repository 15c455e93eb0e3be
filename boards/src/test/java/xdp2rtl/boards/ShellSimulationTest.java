package xdp2rtl.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Packets through every board's wrapper, in the stand-in of its shell, with a core that does what a packet says.
@Execution(ExecutionMode.CONCURRENT)
class ShellSimulationTest {

    /// Boards whose hardware and whose shell are the same, together: one of them is simulated for all.
    static List<List<Board>> kinds() {
        var kinds = new LinkedHashMap<Map<String, String>, List<Board>>();
        for (var board : Board.ALL) kinds.computeIfAbsent(hardware(board), _ -> new ArrayList<>()).add(board);
        return List.copyOf(kinds.values());
    }

    static Stream<Board> firstOfEachKind() {
        return kinds().stream().map(List::getFirst);
    }

    /// All Verilog of a board, its stand-in and what the bench knows of it, without the board's name in comments; the
    /// stand-in without the reference clock that some have and nobody uses.
    private static Map<String, String> hardware(Board board) {
        var files = new TreeMap<String, String>();
        Tool.folder(board).forEach((path, text) -> {
            if (path.endsWith(".v") || path.endsWith(".vh")) files.put(path, bare(text, board));
        });
        files.put("board.h", bare(BenchBoard.constants(board, StandInCore.MAP_BYTES), board));
        files.put("shell.h", BenchBoard.driver(board));
        return files;
    }

    private static String bare(String text, Board board) {
        return text.replaceAll("(?m)^//.*\\b" + board.name() + "\\b.*\n", "")
                .replaceAll("(?m)^ .*\\bref_clk_100mhz\\b.*\n", "").replaceAll(",?\n\\);", "\n);")
                .replaceAll("(?m),\n(    \\w+ != 0)", ", $1");
    }

    @Test void sixteenBoardsAreNineKindsOfHardware() {
        assertEquals(List.of("netfpga-sume", "netfpga-plus-u200 netfpga-plus-u250 netfpga-plus-u280", "opennic-au50",
                "opennic-au55c opennic-au200 opennic-au250 opennic-au280", "opennic-au45n", "corundum-au50",
                "corundum-au200 corundum-au250 corundum-au280", "corundum-sume", "axis"),
                kinds().stream().map(kind -> String.join(" ", kind.stream().map(Board::name).toList())).toList());
    }

    /// Packets from all ports and the host at once, all actions, head moves, wrong and odd lengths, gaps and
    /// back-pressure, registers, reset, and what is known of the shell.
    @Tag("model")
    @ParameterizedTest
    @MethodSource("firstOfEachKind")
    void packetsArriveWhereTheyShould(Board board, @TempDir Path directory) {
        Tool.build(board, Tool.folder(board), directory);
        assertEquals("agrees\n", Tool.simulate(directory), board.name());
    }
}
