package xdp2rtl.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Packets through whole wrappers, one of each kind of shell, with a core that does what a packet says.
class ShellSimulationTest {
    /// Packets from all ports and the host at once, all actions, head moves, wrong and odd lengths, gaps and
    /// back-pressure, registers, reset.
    @ParameterizedTest
    @CsvSource({"netfpga-sume, NetFpgaBench.cpp", "netfpga-plus-u250, NetFpgaBench.cpp",
            "opennic-au250, OpenNicBench.cpp",
                "corundum-sume, CorundumBench.cpp", "corundum-au250, CorundumBench.cpp"})
    void packetsArriveWhereTheyShould(String name, String bench, @TempDir Path directory) {
        var board = Board.named(name);
        assertEquals("agrees\n", Tool.simulate(board, Tool.folder(board), bench, directory));
    }

    @Test void aMissingResetHandshakeIsFound(@TempDir Path directory) {
        planted("opennic-au50", "OpenNicBench.cpp", "/xdp2rtl_box_250mhz_plugin.v", "    .done(mod_rst_done)",
                "    .done(reset_stretcher_done)", directory);
    }

    private static void planted(String name, String bench, String file, String from, String to,
            Path directory) {
        var board = Board.named(name);
        var files = new HashMap<>(Tool.folder(board));
        var path = files.keySet().stream().filter(key -> key.endsWith(file)).findFirst().orElseThrow();
        assertTrue(files.get(path).contains(from), files.get(path));
        files.put(path, files.get(path).replace(from, to).replace("endmodule",
                "  wire reset_stretcher_done;\n  assign mod_rst_done = mod_rstn | ~reset_stretcher_done | 1'b1;\nendmodule"));
        assertNotEquals("agrees\n", Tool.simulate(board, files, bench, directory));
    }
}
