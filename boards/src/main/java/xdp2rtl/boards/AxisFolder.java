package xdp2rtl.boards;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import xdp2rtl.boards.adapter.BurstPort;
import xdp2rtl.boards.adapter.MemorySlave;
import xdp2rtl.hdl.Design;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.MapMemory;

/// The core alone, as an IP with AXI4-Stream for packets, AXI4-Lite for registers and AXI4 for map contents: for
/// designs of one's own.
final class AxisFolder implements ShellFolder {
    static final String MODULE = Kernel.PREFIX + "axis";

    private static final String WRAPPER = "hdl/" + MODULE + ".v";

    /// The wrapper in a folder.
    static VerilogModule wrapper(Map<String, String> folder) {
        return VerilogModule.of(folder.get(WRAPPER));
    }

    @Override public Map<String, String> files(Board board, CoreConfig config, Map<String, String> core) {
        var named = new LinkedHashMap<>(VerilogModule.prefixed(Kernel.PREFIX, core));
        var module = VerilogModule.of(named.get(Kernel.PREFIX + Kernel.top(core) + ".v"));
        int addressBits = module.port("map_line").width() + BurstPort.LINE;
        var slave = Design.of(new MemorySlave(addressBits, config.mapMemory().latency() - MapMemory.BLOCK.latency()));
        named.putAll(VerilogModule.prefixed(Kernel.PREFIX, slave.files()));
        var files = new LinkedHashMap<String, String>();
        named.forEach((name, text) -> files.put("hdl/" + name, text));
        files.put(WRAPPER, wrapper(module, VerilogModule.of(named.get(Kernel.PREFIX + slave.top() + ".v"))));
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
            ipx::associate_bus_interfaces -busif s_axil -clock aclk $core
            ipx::associate_bus_interfaces -busif s_axi -clock aclk $core
            # What an address editor gives to the two slaves, in bytes.
            foreach map [ipx::get_memory_maps * -of_objects $core] { ipx::remove_memory_map [get_property name $map] $core }
            foreach {bus block range usage} {s_axil registers 4096 register s_axi map_memory %d memory} {
              set map [ipx::add_memory_map $bus $core]
              set_property slave_memory_map_ref $bus [ipx::get_bus_interfaces $bus -of_objects $core]
              set address_block [ipx::add_address_block $block $map]
              set_property range $range $address_block
              set_property usage $usage $address_block
            }
            ipx::check_integrity $core
            ipx::save_core $core
            """.formatted(String.join("\n", files.keySet().stream().map(path -> "  " + path).toList()), MODULE, MODULE,
                1 << addressBits));
        files.put("README.md", BoardReadme.of(board, """
            Package the IP, then add this folder to `ip_repo_paths` of your project:

                vivado -mode batch -source package_ip.tcl

            Or use the sources in `hdl/` as they are; `xdp2rtl.core` describes them for FuseSoC.

            `s_axis_tuser` is rx queue (63..32) and ifindex (31..0), looked at in the last beat; `m_axis_tuser` is ifindex (135..104),
            bytes of metadata in front of the packet (103..96), redirect (95..32) and action (31..0). Only packets that leave are given: XDP_PASS 2,
            XDP_TX 3, XDP_REDIRECT 4. Frames are not padded, metadata is not taken off: that is for the design around it.

            `s_axil` (AXI4-Lite) has the registers. `s_axi` (AXI4, beats of 16 bytes, bursts of all kinds, identifiers of %d bits) has the map
            memory, %d bytes of it: what maps hold can be read and written in bursts and byte by byte, by a DMA engine or a processor, while
            programs run. It is the memory that `MAP_ADDRESS` addresses%s; the text that `xdp2rtl compile` writes (`NAME.txt`) says where each map
            of a program lies. A line of 16 bytes is read or written at once. One write burst and one read burst are taken at a time; the core's
            own accesses go first.
            """.formatted(BurstPort.ID, 1 << addressBits,
                Kernel.top(core).equals("cores") ? ", of one core behind the other" : "")));
        return files;
    }

    /// The core and the AXI4 slave of its map memory, with the usual names of clock, reset and ports.
    private static String wrapper(VerilogModule core, VerilogModule slave) {
        var text = new WrapperText();
        var ports = new ArrayList<ShellPorts.Port>();
        ports.add(new ShellPorts.Port("aclk", false, "1", List.of()));
        ports.add(new ShellPorts.Port("aresetn", false, "1", List.of()));
        var corePins = pins(core, port -> !port.startsWith("map_"), port -> port, ports);
        var slavePins = pins(slave, port -> port.startsWith("axi_"),
                port -> port.replaceFirst("axi_(\\w+)_", "s_axi_$1"), ports);
        text.module("The core and, for the lines of its map memory, an AXI4 slave.", MODULE, List.of(), ports);
        text.wire("reset", 1);
        text.assign("reset", "~aresetn");
        for (var port : core.ports()) {
            if (!port.name().startsWith("map_")) continue;
            text.wire(port.name(), port.width());
            corePins.put(port.name(), port.name());
            slavePins.put(port.name().replace("map_", "memory_"), port.name());
        }
        text.instance(core, "core", corePins);
        text.instance(slave, "map_memory", slavePins);
        return text.end();
    }

    /// Pins of those ports of a module that are ports of the wrapper, which are added to `outer`.
    private static Map<String, String> pins(VerilogModule module, Predicate<String> isOuter, UnaryOperator<String> name,
            List<ShellPorts.Port> outer) {
        var pins = new LinkedHashMap<>(Map.of("clk", "aclk", "rst", "reset"));
        for (var port : module.ports()) {
            if (pins.containsKey(port.name()) || !isOuter.test(port.name())) continue;
            outer.add(new ShellPorts.Port(name.apply(port.name()), port.output(), "" + port.width(), List.of()));
            pins.put(port.name(), name.apply(port.name()));
        }
        return pins;
    }
}
