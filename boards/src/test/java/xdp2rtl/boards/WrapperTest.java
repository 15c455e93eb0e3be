package xdp2rtl.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.CoreConfig;

/// Every wrapper, elaborated where its shell would put it.
@Execution(ExecutionMode.CONCURRENT)
@Tag("long")
class WrapperTest {
    @TempDir Path directory;

    static Stream<Board> boards() {
        return Board.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("boards")
    void fitsItsShellInVerilator(Board board) {
        assertEquals("", Tool.verilate(board, Tool.folder(board), directory));
    }

    @ParameterizedTest
    @MethodSource("boards")
    void fitsItsShellInYosys(Board board) {
        assertEquals("", Tool.elaborate(board, Tool.folder(board), directory));
    }

    /// The widths of a beat that there are, and the board without a shell.
    @ParameterizedTest
    @ValueSource(strings = {"netfpga-sume", "opennic-au250", "axis"})
    void fitsItsShellWithTheCoreInIt(String name) {
        elaborates(Board.named(name), Board.named(name).core());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"netfpga-sume", "opennic-au250", "corundum-au250", "axis"})
    void fitsItsShellWithTwoCoresInIt(String name) {
        elaborates(Board.named(name), CoreConfig.SMALL.withCores(2));
    }

    private void elaborates(Board board, CoreConfig core) {
        var files = new HashMap<>(BoardGenerator.generate(board, core));
        ShellStandIn.files(board, Map.copyOf(files)).forEach((file, text) -> files.put("shell/" + file, text));
        assertEquals("", Tool.verilate(board, files, directory));
    }

    @Test void aBoardKeepsTagsOfAllPacketsThatItsCoresCanHave() {
        var board = Board.named("opennic-au250");
        for (int cores : new int[]{1, 7, 16}) {
            var tags = BoardGenerator.generate(board, CoreConfig.DEFAULT.withCores(cores))
                    .get("rtl/xdp2rtl_packet_tags_2.v");
            var depth = Pattern.compile("waiting \\[0:(\\d+)\\]").matcher(tags);
            assertTrue(depth.find(), tags);
            int within = cores * (CoreConfig.DEFAULT.contexts() + 8);
            assertTrue(Integer.parseInt(depth.group(1)) >= (cores == 1 ? within : 2 * within), depth.group());
        }
    }

    static Stream<Board> boardsWithAShell() {
        return boards().filter(board -> board.shell() != Shell.NONE);
    }

    @ParameterizedTest
    @MethodSource("boardsWithAShell")
    void aRenamedPortIsFound(Board board) {
        switch (board.shell()) {
            case OPENNIC -> found(board, ".mod_rst_done(", ".mod_reset_done(");
            case NETFPGA_SUME, NETFPGA_PLUS -> found(board, "m_axis_tready", "m_axis_raedy");
            case CORUNDUM, NONE -> found(board, "m_axis_stat_tready", "m_axis_stats_tready");
        }
    }

    @ParameterizedTest
    @MethodSource("boardsWithAShell")
    void aPortOfAnotherWidthIsFound(Board board) {
        switch (board.shell()) {
            case OPENNIC -> found(board, "input  wire [16*NUM_CMAC_PORT-1:0] s_axis_adap_rx_250mhz_tuser_src",
                    "input  wire [15*NUM_CMAC_PORT-1:0] s_axis_adap_rx_250mhz_tuser_src");
            case NETFPGA_SUME, NETFPGA_PLUS -> found(board, "input  wire [C_S_AXIS_TUSER_WIDTH-1:0] s_axis_tuser",
                    "input  wire [126:0] s_axis_tuser");
            case CORUNDUM, NONE -> found(board, "output wire [IF_COUNT*AXIS_IF_TX_ID_WIDTH-1:0] m_axis_if_tx_tid",
                    "output wire [IF_COUNT*AXIS_IF_TX_ID_WIDTH:0] m_axis_if_tx_tid");
        }
    }

    @ParameterizedTest
    @MethodSource("boardsWithAShell")
    void aMissingPortIsFound(Board board) {
        switch (board.shell()) {
            case OPENNIC -> found(board, "  .axis_aclk(axis_aclk),\n", "");
            case NETFPGA_SUME, NETFPGA_PLUS -> found(board, "  output wire m_axis_tlast,\n", "");
            case CORUNDUM, NONE -> found(board, "  output wire jtag_tdo,\n", "");
        }
    }

    /// Every occurrence in the wrapper or the file that instantiates it is replaced; both tools, or Verilator
    /// alone for what Yosys allows (an input left open), must complain.
    private void found(Board board, String from, String to) {
        var files = new HashMap<>(Tool.folder(board));
        boolean planted = false;
        for (var file : Map.copyOf(files).entrySet()) {
            boolean outer = file.getKey().endsWith("/" + BoardGenerator.top(board.shell()) + ".v")
                    || file.getKey().endsWith("_inst.vh");
            if (outer && file.getValue().contains(from)) {
                files.put(file.getKey(), file.getValue().replace(from, to));
                planted = true;
            }
        }
        assertTrue(planted, from);
        assertNotEquals("", Tool.verilate(board, files, directory), "Verilator on " + from);
        boolean open = to.isEmpty() && from.contains("(");
        if (!open) assertNotEquals("", Tool.elaborate(board, files, directory), "Yosys on " + from);
    }
}
