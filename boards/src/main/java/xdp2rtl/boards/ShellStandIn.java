package xdp2rtl.boards;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import xdp2rtl.boards.ShellPorts.Parameter;
import xdp2rtl.boards.ShellPorts.Port;
import xdp2rtl.boards.adapter.BurstChecker;
import xdp2rtl.boards.adapter.CorePorts;
import xdp2rtl.boards.adapter.RegisterChecker;
import xdp2rtl.boards.stream.StreamChecker;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Design;
import xdp2rtl.isa.ControlRegister;

/// The place in a shell where a wrapper goes, made from the shell's port list, for simulation: the module has
/// the shell's ports and holds the wrapper, connected pin by pin as the shell would, and protocol checkers on
/// what goes in and out.
final class ShellStandIn {
    private static final Pattern BURST_SIGNAL =
            Pattern.compile("s_axi_(aw|w|b|ar|r)(id|addr|len|size|burst|data|strb|last|resp|valid|ready)");

    private final Board board;
    private final WrapperText text = new WrapperText();
    private final Map<String, String> files = new LinkedHashMap<>();

    private ShellStandIn(Board board) {
        this.board = board;
    }

    /// Name of the module.
    static String name(Board board) {
        return switch (board.shell()) {
            case OPENNIC -> "box_250mhz";
            case NETFPGA_SUME, NETFPGA_PLUS -> "nf_datapath_stand_in";
            case CORUNDUM -> "mqnic_core_stand_in";
            case NONE -> "axis_stand_in";
        };
    }

    /// File name to text: the stand-in and the checkers. `folder`: what has been generated for the board.
    static Map<String, String> files(Board board, Map<String, String> folder) {
        var standIn = new ShellStandIn(board);
        ShellPorts.of(board.shell()).ifPresentOrElse(standIn::write, () -> standIn.write(AxisFolder.wrapper(folder)));
        return standIn.files;
    }

    /// Around the core as an IP.
    private void write(VerilogModule wrapper) {
        text.module("Stand-in for the design around the core.", name(board), List.of(), wrapper.ports().stream()
                .map(port -> new Port(port.name(), port.output(), "" + port.width(), List.of())).toList());
        text.instance(wrapper, "wrapper", wrapper.ports().stream()
                .collect(Collectors.toMap(VerilogModule.Port::name, VerilogModule.Port::name)));
        text.line("  wire checker_reset = ~aresetn;");
        registers("aclk", "checker_reset", "s_axil_", false, ControlRegister.ADDRESS_BITS);
        stream("aclk", "s_axis", CorePorts.RX_USER);
        stream("aclk", "m_axis", CorePorts.TX_USER);
        var bursts = new LinkedHashMap<String, String>();
        for (var port : wrapper.ports()) {
            var signal = BURST_SIGNAL.matcher(port.name());
            if (signal.matches()) bursts.put(signal.group(1) + "_" + signal.group(2), port.name());
        }
        add(new BurstChecker(wrapper.port("s_axi_awaddr").width()), "check_bursts", "aclk", "checker_reset", bursts);
        files.put(name(board) + ".v", text.end());
    }

    private void write(ShellPorts shell) {
        var settings = settings();
        var parameters = shell.parameters().stream()
                .map(it -> new Parameter(it.name(), settings.getOrDefault(it.name(), it.value()))).toList();
        var ports = shell.ports().stream()
                .filter(port -> port.macros().isEmpty() || port.macros().contains("__" + board.target() + "__"))
                .map(port -> new Port(port.name(), port.output(), port.width(), List.of())).toList();
        text.module("Stand-in for the shell of " + board.name() + ".", name(board), parameters, ports);
        if (board.shell() == Shell.OPENNIC) box(ports);
        else instance(parameters, ports);
        checkers();
        for (var parameter : parameters) text.unused(parameter.name() + " != 0");
        files.put(name(board) + ".v", text.end());
    }

    /// What the shell's build would set.
    private Map<String, String> settings() {
        var lanes = Integer.toString(board.ports());
        var bits = Integer.toString(8 * board.beatBytes());
        return switch (board.shell()) {
            case OPENNIC -> Map.of("NUM_PHYS_FUNC", lanes, "NUM_CMAC_PORT", lanes,
                    "NUM_QDMA", Integer.toString(board.queues()));
            case NETFPGA_SUME, NETFPGA_PLUS -> Map.of("C_M_AXIS_DATA_WIDTH", bits, "C_S_AXIS_DATA_WIDTH", bits);
            case CORUNDUM -> Map.of("IF_COUNT", lanes, "APP_ID", "32'h12345850", "AXIS_DATA_WIDTH", bits,
                    "AXIL_APP_CTRL_ADDR_WIDTH", "24");
            case NONE -> Map.of();
        };
    }

    /// The body of OpenNIC's box includes what the plug-in's folder holds.
    private void box(List<Port> ports) {
        text.assign("box_rst_done", "box_rstn");
        text.line("`include \"box_250mhz_address_map_inst.vh\"");
        text.line("`include \"user_plugin_250mhz_inst.vh\"");
        text.unused("mod_rstn");
        if (ports.stream().anyMatch(port -> port.name().equals("ref_clk_100mhz"))) text.unused("ref_clk_100mhz");
    }

    private void instance(List<Parameter> parameters, List<Port> ports) {
        text.line("  " + BoardGenerator.top(board.shell()) + " #(");
        text.line(connected(parameters.stream().map(Parameter::name).toList()));
        text.line("  ) wrapper (");
        text.line(connected(ports.stream().map(Port::name).toList()));
        text.line("  );");
    }

    private static String connected(List<String> names) {
        return names.stream().map(name -> "    ." + name + "(" + name + ")").collect(Collectors.joining(",\n"));
    }

    private void checkers() {
        switch (board.shell()) {
            case OPENNIC -> {
                text.line("  wire checker_reset = ~mod_rst_done[0];");
                registers("axil_aclk", "checker_reset", "s_axil_", false, 32);
                for (int i = 0; i < board.ports(); i++) {
                    stream("axis_aclk", "checker_reset", "m_axis_adap_tx_250mhz", i,
                            sizeAndDestination("m_axis_adap_tx_250mhz", i), 32);
                    stream("axis_aclk", "checker_reset", "m_axis_qdma_c2h", i, sizeAndDestination("m_axis_qdma_c2h", i),
                            32);
                    stream("axis_aclk", "checker_reset", "s_axis_adap_rx_250mhz", i, "1'b0", 1);
                }
            }
            case NETFPGA_SUME, NETFPGA_PLUS -> {
                text.line("  wire checker_reset = ~axis_resetn;");
                text.line("  wire register_checker_reset = ~S_AXI_ARESETN;");
                registers("S_AXI_ACLK", "register_checker_reset", "S_AXI_", true, 12);
                stream("axis_aclk", "m_axis", 128);
            }
            case CORUNDUM -> {
                registers("clk", "rst", "s_axil_app_ctrl_", false, 24);
                for (int i = 0; i < board.ports(); i++) {
                    stream("clk", "rst", "m_axis_if_tx", i, "m_axis_if_tx_tuser[" + 17 * i + " +: 17]", 17);
                    stream("clk", "rst", "m_axis_if_rx", i, "m_axis_if_rx_tuser[" + 97 * i + " +: 97]", 97);
                }
            }
            case NONE -> {}
        }
    }

    private static String sizeAndDestination(String stream, int i) {
        return "{%1$s_tuser_size[%2$d +: 16], %1$s_tuser_dst[%2$d +: 16]}".formatted(stream, 16 * i);
    }

    /// A checker of lane `lane` of a stream; `user`, of `userBits` bits, must stand still with the beat.
    private void stream(String clock, String reset, String stream, int lane, String user, int userBits) {
        int bytes = board.beatBytes();
        var pins = new LinkedHashMap<String, String>();
        for (var signal : List.of("valid", "ready", "last"))
            pins.put(signal, stream + "_t" + signal + "[" + lane + "]");
        pins.put("data", "%s_tdata[%d +: %d]".formatted(stream, 8 * bytes * lane, 8 * bytes));
        pins.put("keep", "%s_tkeep[%d +: %d]".formatted(stream, bytes * lane, bytes));
        pins.put("side", user);
        add(new StreamChecker(bytes, userBits), "check_" + stream + "_" + lane, clock, reset, pins);
    }

    /// A checker of a stream of one lane.
    private void stream(String clock, String stream, int userBits) {
        var pins = Map.of("valid", stream + "_tvalid", "ready", stream + "_tready", "last", stream + "_tlast",
                "data", stream + "_tdata", "keep", stream + "_tkeep", "side", stream + "_tuser");
        add(new StreamChecker(board.beatBytes(), userBits), "check_" + stream, clock, "checker_reset", pins);
    }

    private void registers(String clock, String reset, String prefix, boolean upper, int addressBits) {
        var pins = new LinkedHashMap<String, String>();
        Kernel.axil(prefix, upper, "").forEach((pin, signal) -> pins.put(pin.substring("axil_".length()), signal));
        pins.remove("wstrb");
        add(new RegisterChecker(addressBits), "check_registers", clock, reset, pins);
    }

    private void add(Component checker, String name, String clock, String reset, Map<String, String> pins) {
        var design = Design.of(checker);
        files.putAll(design.files());
        var joined = new LinkedHashMap<>(pins);
        joined.put("clk", clock);
        joined.put("rst", reset);
        text.instance(VerilogModule.of(design), name, joined);
    }
}
