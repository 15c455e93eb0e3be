package xdp2rtl.boards;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import xdp2rtl.boards.adapter.RegisterSlave;
import xdp2rtl.boards.adapter.ResetStretcher;
import xdp2rtl.boards.adapter.Synchroniser;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Design;

/// What a wrapper holds: the core, the adapter, the register slave, and between the clocks synchronisers.
/// Collects the Verilog of all of them.
final class Kernel {
    /// The prefix of the names of all our modules.
    static final String PREFIX = "xdp2rtl_";

    private final Map<String, String> files = new LinkedHashMap<>();
    private final VerilogModule core;
    private final VerilogModule adapter;
    private final VerilogModule slave;
    private final VerilogModule synchroniser;
    private final VerilogModule stretcher;

    /// `core`: the files of the core, with the module `core`, or `cores` of several.
    Kernel(Map<String, String> core, Component adapter, int addressBits) {
        this.core = add(core, top(core));
        this.adapter = add(adapter);
        this.slave = add(new RegisterSlave(addressBits));
        this.synchroniser = add(new Synchroniser());
        this.stretcher = add(new ResetStretcher());
    }

    /// The top module of a core's files.
    static String top(Map<String, String> core) {
        return core.containsKey("cores.v") ? "cores" : "core";
    }

    private VerilogModule add(Component component) {
        var design = Design.of(component);
        return add(design.files(), design.top());
    }

    private VerilogModule add(Map<String, String> design, String top) {
        var named = VerilogModule.prefixed(PREFIX, design);
        named.forEach((file, text) -> {
            var other = files.put(file, text);
            if (other != null && !other.equals(text))
                throw new IllegalStateException("two different modules in " + file);
        });
        return VerilogModule.of(named.get(PREFIX + top + ".v"));
    }

    /// File name to Verilog text.
    Map<String, String> files() {
        return files;
    }

    /// Instances of core and adapter on `clock` and `reset` (active high). `pins` are the adapter's, apart
    /// from those to core and registers.
    void connect(WrapperText text, String clock, String reset, Map<String, String> pins) {
        text.remark("adapter and core");
        var joined = new LinkedHashMap<>(pins);
        for (var port : adapter.ports()) {
            if (!port.name().startsWith("core_")) continue;
            text.wire(port.name(), port.width());
            joined.put(port.name(), port.name());
        }
        joined.put("clk", clock);
        joined.put("rst", reset);
        text.instance(adapter, "adapter", joined);
        text.instance(core, "core", corePins(clock, reset));
    }

    private Map<String, String> corePins(String clock, String reset) {
        var pins = new LinkedHashMap<String, String>();
        for (var port : core.ports()) {
            var name = port.name();
            if (name.equals("clk")) pins.put(name, clock);
            else if (name.equals("rst")) pins.put(name, reset);
            else if (name.startsWith("s_axis_")) pins.put(name, "core_rx_" + stream(name.substring(7)));
            else if (name.startsWith("m_axis_")) pins.put(name, "core_tx_" + stream(name.substring(7)));
            else if (name.startsWith("s_axil_")) pins.put(name, "core_control_" + name.substring(7));
            else if (name.matches("report_(valid|r0|cause)")) pins.put(name, "core_" + name);
        }
        return pins;
    }

    private static String stream(String signal) {
        return signal.equals("tuser") ? "side" : signal.substring(1);
    }

    /// The register slave on the core's clock. `pins`: its AXI4-Lite ports.
    void registers(WrapperText text, String clock, String reset, Map<String, String> pins) {
        text.remark("control port");
        var joined = new LinkedHashMap<>(pins);
        joined.put("clk", clock);
        joined.put("rst", reset);
        for (var port : slave.ports()) {
            if (port.name().startsWith("request_")) joined.put(port.name(), "core_" + port.name());
        }
        text.instance(slave, "registers", joined);
    }

    /// The register slave on a clock of its own; everything but the two levels of a request stands still
    /// while it is looked at.
    void registers(WrapperText text, String slaveClock, String slaveReset, String coreClock, Map<String, String> pins) {
        text.remark("control port, on its own clock; request and answer stand still while they cross");
        var joined = new LinkedHashMap<>(pins);
        joined.put("clk", slaveClock);
        joined.put("rst", slaveReset);
        for (var port : slave.ports()) {
            if (port.name().startsWith("request_")) joined.put(port.name(), "core_" + port.name());
        }
        text.wire("request_valid", 1);
        text.wire("request_done", 1);
        joined.put("request_valid", "request_valid");
        joined.put("request_done", "request_done");
        text.instance(slave, "registers", joined);
        synchroniser(text, "request_sync", coreClock, "request_valid", "core_request_valid");
        synchroniser(text, "done_sync", slaveClock, "core_request_done", "request_done");
    }

    void synchroniser(WrapperText text, String name, String clock, String from, String to) {
        text.instance(synchroniser, name, Map.of("clk", clock, "level", from, "synced", to));
    }

    void stretcher(WrapperText text, String name, String clock, String requestN, String active, String done) {
        text.instance(stretcher, name,
                Map.of("clk", clock, "request_n", requestN, "active", active, "done", done));
    }

    /// The pins of an AXI4-Lite slave whose ports are called `<prefix><channel signal>`; `strobes` is what
    /// drives its strobes.
    static Map<String, String> axil(String prefix, boolean upper, String strobes) {
        var pins = new LinkedHashMap<String, String>();
        for (var signal : ("awaddr awvalid awready wdata wvalid wready bresp bvalid bready araddr arvalid arready rdata rresp rvalid "
                + "rready").split(" ")) {
            pins.put("axil_" + signal, prefix + (upper ? signal.toUpperCase(Locale.ROOT) : signal));
        }
        pins.put("axil_wstrb", strobes);
        return pins;
    }

    /// The pins of lane `i` of a stream of the adapter: `<port>_valid` and so on are `<name>_tvalid[i]`...
    static void lane(Map<String, String> pins, String port, String name, int i, int bytes) {
        pins.put(port + "_valid", name + "_tvalid[" + i + "]");
        pins.put(port + "_ready", name + "_tready[" + i + "]");
        pins.put(port + "_data", name + "_tdata[" + (8 * bytes * i) + " +: " + (8 * bytes) + "]");
        pins.put(port + "_keep", name + "_tkeep[" + (bytes * i) + " +: " + bytes + "]");
        pins.put(port + "_last", name + "_tlast[" + i + "]");
    }
}
