package xdp2rtl.boards;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.boards.adapter.RegisterChecker;
import xdp2rtl.boards.stream.StreamChecker;
import xdp2rtl.hdl.Design;

/// The place in a shell where a wrapper goes, made from the shell's port list: the module has the shell's
/// ports and holds the wrapper, connected pin by pin as the shell would, and protocol checkers on what goes
/// in and out.
final class ShellStandIn {
    private ShellStandIn() {}

    /// Name of the module.
    static String name(Board board) {
        return switch (board.shell()) {
            case OPENNIC -> "box_250mhz";
            case NETFPGA_SUME, NETFPGA_PLUS -> "nf_datapath_stand_in";
            case CORUNDUM -> "mqnic_core_stand_in";
            case NONE -> AxisFolder.MODULE;
        };
    }

    /// File name to text: the stand-in and the checkers. Nothing for the board without a shell.
    static Map<String, String> files(Board board) {
        var shell = ShellPorts.of(board.shell());
        if (shell.isEmpty()) return Map.of();
        var files = new LinkedHashMap<String, String>();
        var text = new WrapperText();
        var settings = settings(board);
        var parameters = shell.get().parameters().stream().map(parameter ->
            new ShellPorts.Parameter(parameter.name(),
                    settings.getOrDefault(parameter.name(), parameter.value()))).toList();
        var ports = shell.get().ports().stream()
                .filter(port -> port.macros().isEmpty()
                || port.macros().contains("__" + board.target() + "__"))
                .map(port -> new ShellPorts.Port(port.name(), port.output(), port.width(), List.of()))
                .toList();
        text.module("Stand-in for the shell of " + board.name() + ".", name(board), parameters, ports);
        if (board.shell() == Shell.OPENNIC) {
            text.assign("box_rst_done", "box_rstn");
            text.line("`include \"box_250mhz_address_map_inst.vh\"");
            text.line("`include \"user_plugin_250mhz_inst.vh\"");
            text.unused("mod_rstn");
            if (ports.stream().anyMatch(port ->
                    port.name().equals("ref_clk_100mhz"))) text.unused("ref_clk_100mhz");
        } else {
            var rows = new ArrayList<String>();
            for (var port : ports) rows.add("    ." + port.name() + "(" + port.name() + ")");
            var values = new ArrayList<String>();
            for (var parameter : parameters) values.add("    ." + parameter.name() + "(" + parameter.name()
                    + ")");
            text.line("  " + BoardGenerator.top(board.shell()) + " #(");
            text.line(String.join(",\n", values));
            text.line("  ) wrapper (");
            text.line(String.join(",\n", rows));
            text.line("  );");
        }
        checkers(board, text, files);
        for (var parameter : parameters) text.unused(parameter.name() + " != 0");
        files.put(name(board) + ".v", text.end());
        return files;
    }

    private static Map<String, String> settings(Board board) {
        var lanes = "" + board.ports();
        return switch (board.shell()) {
            case OPENNIC -> Map.of("NUM_PHYS_FUNC", lanes, "NUM_CMAC_PORT", lanes, "NUM_QDMA", ""
                    + board.queues());
            case NETFPGA_SUME, NETFPGA_PLUS ->
                Map.of("C_M_AXIS_DATA_WIDTH", "" + 8 * board.beatBytes(), "C_S_AXIS_DATA_WIDTH", ""
                        + 8 * board.beatBytes());
            case CORUNDUM -> Map.of("IF_COUNT", lanes, "APP_ID", "32'h12345850", "AXIL_APP_CTRL_ADDR_WIDTH",
                    "24",
                                    "AXIS_DATA_WIDTH", "" + 8 * board.beatBytes());
            case NONE -> Map.of();
        };
    }

    private static void checkers(Board board, WrapperText text, Map<String, String> files) {
        switch (board.shell()) {
            case OPENNIC -> {
                text.line("  wire checker_reset = ~mod_rst_done[0];");
                registers(text, files, "axil_aclk", "checker_reset", "s_axil_", false, 32);
                for (int i = 0; i < board.ports(); i++) {
                    stream(text, files, "axis_aclk", "checker_reset", "m_axis_adap_tx_250mhz", i, 64,
                            userOf("m_axis_adap_tx_250mhz", i));
                    stream(text, files, "axis_aclk", "checker_reset", "m_axis_qdma_c2h", i, 64,
                            userOf("m_axis_qdma_c2h", i));
                    stream(text, files, "axis_aclk", "checker_reset", "s_axis_adap_rx_250mhz", i, 64,
                            Optional.empty());
                }
            }
            case NETFPGA_SUME, NETFPGA_PLUS -> {
                text.line("  wire checker_reset = ~axis_resetn;");
                text.line("  wire register_checker_reset = ~S_AXI_ARESETN;");
                registers(text, files, "S_AXI_ACLK", "register_checker_reset", "S_AXI_", true, 12);
                stream(text, files, "axis_aclk", "checker_reset", "m_axis", -1, board.beatBytes(),
                        Optional.of("m_axis_tuser:128"));
            }
            case CORUNDUM -> {
                registers(text, files, "clk", "rst", "s_axil_app_ctrl_", false, 24);
                for (int i = 0; i < board.ports(); i++) {
                    stream(text, files, "clk", "rst", "m_axis_if_tx", i, board.beatBytes(),
                            Optional.of("m_axis_if_tx_tuser[" + 17 * i + " +: 17]:17"));
                    stream(text, files, "clk", "rst", "m_axis_if_rx", i, board.beatBytes(),
                            Optional.of("m_axis_if_rx_tuser[" + 97 * i + " +: 97]:97"));
                }
            }
            case NONE -> { }
        }
    }

    private static Optional<String> userOf(String stream, int i) {
        return Optional.of("%1$s_tuser_size[%2$d +: 16], %1$s_tuser_dst[%2$d +: 16]:32"
                .formatted(stream, 16 * i));
    }

    /// `user`: what else must stand still, and after a colon its bits.
    private static void stream(WrapperText text, Map<String, String> files, String clock, String reset,
            String stream, int lane, int bytes,
                               Optional<String> user) {
        var side = user.orElse("1'b0:1").split(":(?=\\d+$)");
        var design = Design.of(new StreamChecker(bytes, Integer.parseInt(side[1])));
        files.putAll(design.files());
        var pins = new LinkedHashMap<String, String>();
        for (var signal : List.of("valid", "ready", "last")) pins.put(signal, stream + "_t" + signal
                + (lane < 0 ? "" : "[" + lane + "]"));
        pins.put("data", stream + "_tdata"
                + (lane < 0 ? "" : "[" + 8 * bytes * lane + " +: " + 8 * bytes + "]"));
        pins.put("keep", stream + "_tkeep" + (lane < 0 ? "" : "[" + bytes * lane + " +: " + bytes + "]"));
        pins.put("user", "{" + side[0] + "}");
        pins.put("clk", clock);
        pins.put("rst", reset);
        text.instance(VerilogModule.of(design), "check_" + stream + (lane < 0 ? "" : "_" + lane), pins);
    }

    private static void registers(WrapperText text, Map<String, String> files, String clock, String reset,
            String prefix, boolean upper,
                                  int addressBits) {
        var design = Design.of(new RegisterChecker(addressBits));
        files.putAll(design.files());
        var pins = new LinkedHashMap<String, String>();
        Kernel.axil(prefix, upper, "").forEach((pin, signal) -> pins.put(pin.substring(5), signal));
        pins.remove("wstrb");
        pins.put("clk", clock);
        pins.put("rst", reset);
        text.instance(VerilogModule.of(design), "check_registers", pins);
    }
}
