package xdp2rtl.boards;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The core alone, as an IP with AXI4-Stream and AXI4-Lite: for designs of one's own.
final class AxisFolder implements ShellFolder {
    static final String MODULE = Kernel.PREFIX + "axis";

    @Override public Map<String, String> files(Board board, Map<String, String> core) {
        var named = VerilogModule.prefixed(Kernel.PREFIX, core);
        var files = new LinkedHashMap<String, String>();
        named.forEach((name, text) -> files.put("hdl/" + name, text));
        files.put("hdl/" + MODULE + ".v", wrapper(VerilogModule.of(named.get(Kernel.PREFIX + Kernel.top(core) + ".v"))));
        files.put("package_ip.tcl", """
            # Packages the core as a Vivado IP: writes component.xml beside this file.
            create_project -in_memory -part [lindex [get_parts] 0]
            cd [file dirname [file normalize [info script]]]
            add_files -norecurse {
            %s
            }
            set_property top %s [current_fileset]
            ipx::package_project -root_dir . -vendor xdp2rtl -library xdp2rtl -taxonomy /Networking
            set core [ipx::current_core]
            set_property name %s $core
            set_property version 1.0 $core
            set_property display_name "XDP core" $core
            ipx::infer_bus_interfaces xilinx.com:interface:axis_rtl:1.0 $core
            ipx::infer_bus_interfaces xilinx.com:interface:aximm_rtl:1.0 $core
            ipx::associate_bus_interfaces -busif s_axis -clock aclk $core
            ipx::associate_bus_interfaces -busif m_axis -clock aclk $core
            ipx::associate_bus_interfaces -busif s_axi -clock aclk $core
            ipx::check_integrity $core
            ipx::save_core $core
            """.formatted(String.join("\n", files.keySet().stream().map(path -> "  " + path).toList()), MODULE, MODULE));
        files.put("README.md", Readme.of(board, """
            Package the IP, then add this folder to `ip_repo_paths` of your project:

                vivado -mode batch -source package_ip.tcl

            Or use the sources in `hdl/` as they are; `xdp2rtl.core` describes them for FuseSoC.

            `s_axis_tuser` is rx queue (63..32) and ifindex (31..0), looked at in the last beat; `m_axis_tuser` is ifindex (135..104),
            bytes of metadata in front of the packet (103..96), redirect (95..32) and action (31..0). Only packets that leave are given: XDP_PASS 2,
            XDP_TX 3, XDP_REDIRECT 4. Frames are not padded, metadata is not taken off: that is for the design around it.
            """));
        return files;
    }

    private static String wrapper(VerilogModule core) {
        var text = new WrapperText();
        var ports = new ArrayList<ShellPorts.Port>();
        ports.add(new ShellPorts.Port("aclk", false, "1", List.of()));
        ports.add(new ShellPorts.Port("aresetn", false, "1", List.of()));
        var pins = new LinkedHashMap<String, String>();
        pins.put("clk", "aclk");
        pins.put("rst", "reset");
        for (var port : core.ports()) {
            if (port.name().matches("clk|rst")) continue;
            var name = port.name().replace("s_axil_", "s_axi_");
            ports.add(new ShellPorts.Port(name, port.output(), "" + port.width(), List.of()));
            pins.put(port.name(), name);
        }
        text.module("The core with the usual names of clock, reset and control port.", MODULE, List.of(),
                ports);
        text.wire("reset", 1);
        text.assign("reset", "~aresetn");
        text.instance(core, "core", pins);
        return text.end();
    }
}
