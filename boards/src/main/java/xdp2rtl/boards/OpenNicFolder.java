package xdp2rtl.boards;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import xdp2rtl.boards.adapter.OpenNicAdapter;
import xdp2rtl.isa.MapMemory;

/// The plug-in folder of the OpenNIC shell: only the 250 MHz box; the shell takes its own plug-in for the
/// other.
final class OpenNicFolder implements ShellFolder {
    static final String MODULE = Kernel.PREFIX + "box_250mhz_plugin";
    /// Ports of the box that the box itself, or nobody, uses.
    private static final Set<String> LEFT =
            Set.of("mod_rstn", "mod_rst_done", "box_rstn", "box_rst_done", "ref_clk_100mhz");

    @Override public Map<String, String> files(Board board, Map<String, String> core, MapMemory memory) {
        int ports = board.ports();
        int queues = board.queues();
        var kernel = new Kernel(core, new OpenNicAdapter(ports, queues, board.frameLimit()), 32);
        var files = new LinkedHashMap<String, String>();
        var verilog = new LinkedHashMap<>(kernel.files());
        verilog.put(MODULE + ".v", wrapper(board, kernel));
        verilog.forEach((name, text) -> files.put("rtl/" + name, text));
        files.put("box_250mhz/user_plugin_250mhz_inst.vh", instance());
        files.put("box_250mhz/box_250mhz_address_map_inst.vh",
                "// The plug-in takes the whole register window of the box.\n");
        files.put("box_250mhz/box_250mhz_address_map.v", """
            // The shell reads this file in any case; the plug-in needs no address map.
            module box_250mhz_address_map;
            endmodule
            """);
        files.put("box_250mhz/box_250mhz_axi_crossbar.tcl", "# The plug-in needs no crossbar.\n");
        files.put("build_box_250mhz.tcl", """
            # Called by the shell's script/build.tcl, in this folder.
            read_verilog -quiet {
            %s
            }
            read_xdc -quiet constraints/xdp2rtl.xdc
            """.formatted(String.join("\n", verilog.keySet().stream().map(name -> "  rtl/" + name).toList())));
        files.put("constraints/xdp2rtl.xdc", Constraints.twoClocks());
        files.put("README.md", BoardReadme.of(board, """
            1. Get the shell, at the commit that the port list was taken from:

                   git clone https://github.com/Xilinx/open-nic-shell && cd open-nic-shell && git checkout 940907f

            2. Build it with this folder as its plug-in:

                   cd script
                   vivado -mode batch -source build.tcl -tclargs -board %s -user_plugin /path/to/this/folder \\
                       -num_cmac_port %d -num_phys_func %d -num_qdma %d -max_pkt_len %d -tag xdp2rtl -overwrite 1 \\
                       -jobs 8 -synth_ip 1 -impl 1 -post_impl 1

            3. The bitstream is `build/%s_xdp2rtl/open_nic_shell/open_nic_shell.runs/impl_1/open_nic_shell.bit`.

            Registers: %s of the first function.
            """.formatted(board.target(), ports, ports, queues, board.frameLimit(), board.target(),
                Shell.OPENNIC.registerWindow().orElseThrow())));
        return files;
    }

    private static List<ShellPorts.Port> ports() {
        return ShellPorts.of(Shell.OPENNIC).orElseThrow().ports().stream()
                .filter(port -> !LEFT.contains(port.name())).toList();
    }

    private static String instance() {
        var pins = new ArrayList<String>();
        for (var port : ports()) pins.add("  ." + port.name() + "(" + port.name() + ")");
        pins.add("  .mod_rstn(mod_rstn[0])");
        pins.add("  .mod_rst_done(mod_rst_done[0])");
        return """
            // Included in the body of box_250mhz.
            %s #(
              .NUM_PHYS_FUNC(NUM_PHYS_FUNC),
              .NUM_QDMA(NUM_QDMA),
              .NUM_CMAC_PORT(NUM_CMAC_PORT)
            ) xdp2rtl_inst (
            %s
            );

            // Blocks that are not there have done their reset.
            assign mod_rst_done[15:1] = {15{1'b1}};
            """.formatted(MODULE, String.join(",\n", pins));
    }

    private static String wrapper(Board board, Kernel kernel) {
        int lanes = board.ports();
        var text = new WrapperText();
        var ports = new ArrayList<>(ports());
        ports.add(new ShellPorts.Port("mod_rstn", false, "1", List.of()));
        ports.add(new ShellPorts.Port("mod_rst_done", true, "1", List.of()));
        text.module("The core as plug-in of OpenNIC's 250 MHz box, for " + board.name() + ".", MODULE,
                List.of(
                        new ShellPorts.Parameter("NUM_PHYS_FUNC", "" + lanes),
                        new ShellPorts.Parameter("NUM_QDMA", "" + board.queues()),
                        new ShellPorts.Parameter("NUM_CMAC_PORT", "" + lanes)),
                ports);
        text.demand("NUM_PHYS_FUNC", "" + lanes);
        text.demand("NUM_QDMA", "" + board.queues());
        text.demand("NUM_CMAC_PORT", "" + lanes);
        text.remark("reset: a pulse of one cycle of axil_aclk, answered by mod_rst_done");
        text.wire("axil_reset", 1);
        text.wire("axis_reset", 1);
        kernel.stretcher(text, "reset_stretcher", "axil_aclk", "mod_rstn", "axil_reset", "mod_rst_done");
        kernel.synchroniser(text, "reset_sync", "axis_aclk", "axil_reset", "axis_reset");
        kernel.connect(text, "axis_aclk", "axis_reset", streams(text, lanes, board.queues()));
        kernel.registers(text, "axil_aclk", "axil_reset", "axis_aclk", Kernel.axil("s_axil_", false, "4'hf"));
        return text.end();
    }

    private static Map<String, String> streams(WrapperText text, int lanes, int queues) {
        var pins = new LinkedHashMap<String, String>();
        var beat = OpenNicAdapter.BEAT;
        text.remark(
                "destinations: the function of the lane on the host's side, the MAC of the lane on the other; nobody reads a source");
        for (int i = 0; i < lanes; i++) {
            Kernel.lane(pins, "rx_" + i, "s_axis_adap_rx_250mhz", i, beat);
            pins.put("rx_" + i + "_side", "1'b0");
            Kernel.lane(pins, "tx_" + i, "m_axis_adap_tx_250mhz", i, beat);
            pins.put("tx_" + i + "_side", size("m_axis_adap_tx_250mhz", i));
            text.assign(user("m_axis_adap_tx_250mhz", "src", i), "16'd0");
            text.assign(user("m_axis_adap_tx_250mhz", "dst", i), "16'd" + (1 << (6 + i)));
            Kernel.lane(pins, "host_rx_" + i, "m_axis_qdma_c2h", i, beat);
            pins.put("host_rx_" + i + "_side", size("m_axis_qdma_c2h", i));
        }
        for (int i = 0; i < lanes * queues; i++) {
            Kernel.lane(pins, "host_tx_" + i, "s_axis_qdma_h2c", i, beat);
            pins.put("host_tx_" + i + "_side", size("s_axis_qdma_h2c", i));
            text.assign(user("m_axis_qdma_c2h", "src", i), "16'd0");
            text.assign(user("m_axis_qdma_c2h", "dst", i), "16'd" + (1 << (i % lanes)));
        }
        for (int i = lanes; i < lanes * queues; i++) {
            text.assign("m_axis_qdma_c2h_tvalid[" + i + "]", "1'b0");
            text.assign("m_axis_qdma_c2h_tdata[" + (512 * i) + " +: 512]", "512'd0");
            text.assign("m_axis_qdma_c2h_tkeep[" + (64 * i) + " +: 64]", "64'd0");
            text.assign("m_axis_qdma_c2h_tlast[" + i + "]", "1'b0");
            text.assign(size("m_axis_qdma_c2h", i), "16'd0");
            text.unused("m_axis_qdma_c2h_tready[" + i + "]");
        }
        for (var name : List.of("s_axis_adap_rx_250mhz_tuser_size", "s_axis_adap_rx_250mhz_tuser_src",
                "s_axis_adap_rx_250mhz_tuser_dst", "s_axis_qdma_h2c_tuser_src", "s_axis_qdma_h2c_tuser_dst")) {
            text.unused(name);
        }
        return pins;
    }

    private static String size(String stream, int i) {
        return user(stream, "size", i);
    }

    private static String user(String stream, String field, int i) {
        return stream + "_tuser_" + field + "[" + (16 * i) + " +: 16]";
    }
}
