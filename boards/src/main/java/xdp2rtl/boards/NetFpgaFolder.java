package xdp2rtl.boards;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xdp2rtl.boards.adapter.NetFpgaAdapter;
import xdp2rtl.isa.MapMemory;

/// NetFPGA, SUME and PLUS: the core as the output port lookup of a copy of the reference NIC.
final class NetFpgaFolder implements ShellFolder {
    static final String MODULE = Kernel.PREFIX + "output_port_lookup";
    private static final String IP = MODULE + "_v1_0_0";

    @Override public Map<String, String> files(Board board, Map<String, String> core, MapMemory memory) {
        var kernel = new Kernel(core,
                new NetFpgaAdapter(board.beatBytes(), board.coreBytes(), board.ports(), board.frameLimit()), 12);
        var files = new LinkedHashMap<String, String>();
        kernel.files().forEach((name, text) -> files.put(IP + "/hdl/" + name, text));
        files.put(IP + "/hdl/" + MODULE + ".v", wrapper(board, kernel));
        files.put(IP + "/" + MODULE + ".tcl",
                packaging(files.keySet().stream().map(path -> path.substring(IP.length() + 1)).toList()));
        files.put(IP + "/hdl/xdp2rtl.xdc", Constraints.twoClocks());
        files.put(IP + "/Makefile", """
            # The library's make calls this one.
            all:
            \tvivado -mode batch -source %s.tcl

            clean:
            \trm -rf component.xml xgui ip_proj vivado* .Xil
            """.formatted(MODULE));
        boolean plus = board.shell() == Shell.NETFPGA_PLUS;
        files.put("install.sh", plus ? installPlus(board) : installSume());
        files.put("README.md", BoardReadme.of(board, plus ? """
            1. Get the shell, set its environment, and put the core into it:

                   git clone --recursive https://github.com/NetFPGA/NetFPGA-PLUS && cd NetFPGA-PLUS && git checkout 70b333f
                   sh /path/to/this/folder/install.sh "$PWD"

            2. Build:

                   source tools/settings.sh        # install.sh has written this folder, the board and the project into it
                   make
                   make -C hw/lib/contrib/%s
                   make -C hw/projects/xdp2rtl_nic/hw

            Registers: the page of the output port lookup, %s with the shell's pinned OpenNIC.
            """.formatted(IP, Shell.NETFPGA_PLUS.registerWindow().orElseThrow()) : """
            1. In a NetFPGA-SUME checkout (access is given by netfpga.org), put the core into it:

                   sh /path/to/this/folder/install.sh /path/to/NetFPGA-SUME-live

            2. Build:

                   cd /path/to/NetFPGA-SUME-live
                   source tools/settings.sh        # install.sh has written this folder and the project into it
                   make
                   make -C lib/hw/contrib/cores/%s
                   make -C projects/xdp2rtl_nic

            3. Load the bitstream and the shell's driver, `sume_riffa.ko`. `xdp2rtl host --device sume:nf0` asks it for registers,
               as its own `rwaxi -i nf0 -a %s` does. That has not been tried with a card. Linux 5.15 and later no longer
               give such requests to a driver that takes them by `ndo_do_ioctl` alone, as that of 2018 does.

            Registers: the page of the output port lookup, %s on the shell's bus.
            """.formatted(IP, RegisterWindow.SUME, RegisterWindow.SUME)));
        return files;
    }

    private static String wrapper(Board board, Kernel kernel) {
        var shell = ShellPorts.of(board.shell()).orElseThrow();
        var text = new WrapperText();
        int bits = 8 * board.beatBytes();
        var parameters = shell.parameters().stream().map(parameter -> parameter.name().endsWith("AXIS_DATA_WIDTH")
                ? new ShellPorts.Parameter(parameter.name(), "" + bits) : parameter).toList();
        text.module("The core as NetFPGA's output port lookup, for " + board.name() + ".", MODULE, parameters,
                shell.ports());
        text.demand("C_M_AXIS_DATA_WIDTH", "" + bits);
        text.demand("C_S_AXIS_DATA_WIDTH", "" + bits);
        text.demand("SRC_PORT_POS", "16");
        text.demand("DST_PORT_POS", "24");
        text.unused("C_BASEADDR != 0");
        var pins = new LinkedHashMap<String, String>();
        for (var side : List.of("from", "to")) {
            var name = side.equals("from") ? "s_axis_t" : "m_axis_t";
            for (var signal : List.of("valid", "ready", "data", "keep", "last")) {
                pins.put(side + "_" + signal, name + signal);
            }
            pins.put(side + "_side", name + "user");
        }
        text.wire("axis_reset", 1);
        text.wire("axi_reset", 1);
        text.assign("axis_reset", "~axis_resetn");
        text.assign("axi_reset", "~S_AXI_ARESETN");
        kernel.connect(text, "axis_aclk", "axis_reset", pins);
        var axil = Kernel.axil("S_AXI_", true, "S_AXI_WSTRB");
        axil.put("axil_awaddr", "S_AXI_AWADDR[11:0]");
        axil.put("axil_araddr", "S_AXI_ARADDR[11:0]");
        text.unused("S_AXI_AWADDR");
        text.unused("S_AXI_ARADDR");
        kernel.registers(text, "S_AXI_ACLK", "axi_reset", "axis_aclk", axil);
        return text.end();
    }

    private static String packaging(List<String> sources) {
        return """
            # Packages the core as an IP of the NetFPGA library.
            create_project -name %1$s -force -dir ./ip_proj
            set_property source_mgmt_mode All [current_project]
            set_property top %1$s [current_fileset]
            add_files -norecurse {
            %2$s
            }
            add_files -fileset constrs_1 -norecurse hdl/xdp2rtl.xdc
            update_compile_order -fileset sources_1
            ipx::package_project -import_files -root_dir .
            set_property name %1$s [ipx::current_core]
            set_property display_name %1$s [ipx::current_core]
            set_property vendor NetFPGA [ipx::current_core]
            set_property library NetFPGA [ipx::current_core]
            set_property version 1.00 [ipx::current_core]
            set_property taxonomy /NetFPGA/Generic [ipx::current_core]
            ipx::infer_bus_interfaces xilinx.com:interface:axis_rtl:1.0 [ipx::current_core]
            ipx::infer_bus_interfaces xilinx.com:interface:aximm_rtl:1.0 [ipx::current_core]
            ipx::check_integrity [ipx::current_core]
            ipx::save_core [ipx::current_core]
            close_project
            """.formatted(MODULE, String.join("\n", sources.stream().map(name -> "  " + name).toList()));
    }

    private static String installPlus(Board board) {
        return """
            #!/bin/sh
            # Puts the core and a copy of the reference NIC that uses it into a NetFPGA-PLUS checkout.
            set -e
            here=$(cd "$(dirname "$0")" && pwd)
            root=$(cd "${1:?usage: install.sh NETFPGA_PLUS_FOLDER}" && pwd)
            cd "$root/hw"
            test -d projects/reference_nic || { echo "$root is no NetFPGA-PLUS checkout" >&2; exit 1; }
            for made in lib/contrib/%1$s projects/xdp2rtl_nic; do
                test ! -e $made || { echo "$root/hw/$made is there already; remove it first" >&2; exit 1; }
            done
            grep -q -- '-name nic_output_port_lookup ' projects/reference_nic/hw/tcl/reference_nic.tcl ||
                { echo "the reference NIC does not look as expected" >&2; exit 1; }
            mkdir -p lib/contrib
            cp -r "$here/%1$s" lib/contrib/
            cp -r projects/reference_nic projects/xdp2rtl_nic
            cd projects/xdp2rtl_nic/hw/tcl
            for file in reference_nic*.tcl; do mv "$file" "xdp2rtl_nic${file#reference_nic}"; done
            sed -i -e 's/-name nic_output_port_lookup /-name %2$s /' -e 's/reference_nic/xdp2rtl_nic/g' *.tcl
            sed -i -e "s|^export NFPLUS_FOLDER=.*|export NFPLUS_FOLDER=$root|" -e 's/^export BOARD_NAME=.*/export BOARD_NAME=%3$s/' \\
                -e 's/^export NF_PROJECT_NAME=.*/export NF_PROJECT_NAME=xdp2rtl_nic/' "$root/tools/settings.sh"
            """.formatted(IP, MODULE, board.target());
    }

    private static String installSume() {
        return """
            #!/bin/sh
            # Puts the core and a copy of the reference NIC that uses it into a NetFPGA-SUME checkout.
            set -e
            here=$(cd "$(dirname "$0")" && pwd)
            root=$(cd "${1:?usage: install.sh NETFPGA_SUME_FOLDER}" && pwd)
            cd "$root"
            test -d projects/reference_nic || { echo "$root is no NetFPGA-SUME checkout" >&2; exit 1; }
            for made in lib/hw/contrib/cores/%1$s projects/xdp2rtl_nic; do
                test ! -e $made || { echo "$root/$made is there already; remove it first" >&2; exit 1; }
            done
            grep -q -- '-name nic_output_port_lookup ' projects/reference_nic/hw/tcl/reference_nic.tcl ||
                { echo "the reference NIC does not look as expected" >&2; exit 1; }
            cp -r "$here/%1$s" lib/hw/contrib/cores/
            cp -r projects/reference_nic projects/xdp2rtl_nic
            cd projects/xdp2rtl_nic/hw/tcl
            for file in reference_nic*.tcl; do mv "$file" "xdp2rtl_nic${file#reference_nic}"; done
            sed -i -e 's/-name nic_output_port_lookup /-name %2$s /' -e 's/reference_nic/xdp2rtl_nic/g' *.tcl
            sed -i -e "s|^export SUME_FOLDER=.*|export SUME_FOLDER=$root|" \\
                -e 's/^export NF_PROJECT_NAME=.*/export NF_PROJECT_NAME=xdp2rtl_nic/' "$root/tools/settings.sh"
            """.formatted(IP, MODULE);
    }
}
