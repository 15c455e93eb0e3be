package xdp2rtl.boards;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xdp2rtl.boards.adapter.CorundumAdapter;
import xdp2rtl.isa.MapMemory;

/// Corundum: the application block, in the interface taps; everything else passes through or is tied off.
final class CorundumFolder implements ShellFolder {
    static final String MODULE = "mqnic_app_block";
    private static final String APP_ID = "32'h12345850";
    /// What a received packet has beside it with Corundum's own settings: tuser (bad frame, time stamp), tid,
    /// tdest.
    private static final int RX_USER = 97;
    private static final int RX_ID = 1;
    private static final int RX_DEST = 8;
    /// What a packet to be sent has: tuser (bad frame, tag), tid, tdest.
    private static final int TX_USER = 17;
    private static final int TX_ID = 12;
    private static final int TX_DEST = 4;
    private static final String IF_RX = "axis_if_rx";
    private static final String IF_TX = "axis_if_tx";

    @Override public Map<String, String> files(Board board, Map<String, String> core, MapMemory memory) {
        var kernel = new Kernel(core, new CorundumAdapter(board.ports(), board.beatBytes(), board.coreBytes(),
                RX_USER + RX_ID + RX_DEST, TX_USER + TX_ID + TX_DEST, board.frameLimit()), 16);
        var files = new LinkedHashMap<String, String>();
        kernel.files().forEach((name, text) -> files.put("app/rtl/" + name, text));
        files.put("app/rtl/" + MODULE + ".v", wrapper(board, kernel));
        files.put("install.sh", install(board, files.keySet().stream()
                .map(path -> path.substring("app/".length())).toList()));
        var place = place(board);
        files.put("README.md", BoardReadme.of(board, """
            1. Get the shell, at the commit that the port list was taken from, and put the core into it:

                   git clone https://github.com/corundum/corundum && cd corundum && git checkout 1ca0151
                   sh /path/to/this/folder/install.sh "$PWD"

            2. Build:

                   make -C %s/%s

            3. The bitstream is `fpga.bit` in that folder.

            Registers: %s of the NIC's function; through the driver, the region APP_CTRL of `/dev/mqnic0`. The application is
            %s. The build folder is a copy of the board's own without an application: no memory controllers. `config.tcl` turns the direct and sync
            taps, DMA and statistics of the application off; a constraint file is not needed, because the block has one clock.
            """.formatted(place, variant(board), Shell.CORUNDUM.registerWindow().orElseThrow(), APP_ID)));
        return files;
    }

    private static String place(Board board) {
        return board.part() == Part.VIRTEX7 ? "fpga/mqnic/NetFPGA_SUME/fpga" : "fpga/mqnic/Alveo/fpga_100g";
    }

    /// The board's build folder in Corundum.
    private static String base(Board board) {
        return board.part() == Part.VIRTEX7 ? "fpga" : "fpga_" + board.target();
    }

    /// Ours beside it.
    private static String variant(Board board) {
        return base(board) + "_app_xdp2rtl";
    }

    private static String install(Board board, List<String> sources) {
        // One for each board: their wrappers have the same name.
        var app = board.name().replace("corundum-", "xdp2rtl_");
        var lines = String.join("\\n", sources.stream().map(name -> "SYN_FILES += app/" + app + "/" + name).toList());
        return """
            #!/bin/sh
            # Puts the core and a build folder that uses it into a Corundum checkout.
            set -e
            here=$(cd "$(dirname "$0")" && pwd)
            root=$(cd "${1:?usage: install.sh CORUNDUM_FOLDER}" && pwd)
            cd "$root"
            test -d %1$s/%2$s || { echo "$root has no %1$s/%2$s" >&2; exit 1; }
            grep -q '^# XDC files' %1$s/%2$s/Makefile || { echo "$root/%1$s/%2$s/Makefile does not look as expected" >&2; exit 1; }
            for made in fpga/app/%7$s %1$s/%3$s; do
                test ! -e $made || { echo "$root/$made is there already; remove it first" >&2; exit 1; }
            done
            mkdir -p fpga/app
            cp -r "$here/app" fpga/app/%7$s
            cp -r %1$s/%2$s %1$s/%3$s
            cd %1$s/%3$s
            sed -i -e 's|^# XDC files|%4$s\\n\\n&|' Makefile
            sed -i -E \\
                -e "s/(APP_ID )\\".*\\"/\\1\\"%5$s\\"/" \\
                -e 's/(APP_(ENABLE|CTRL_ENABLE|AXIS_IF_ENABLE) )".*"/\\1"1"/' \\
                -e 's/(APP_(DMA_ENABLE|AXIS_DIRECT_ENABLE|AXIS_SYNC_ENABLE|STAT_ENABLE) )".*"/\\1"0"/' \\
                -e 's/(IF_COUNT )".*"/\\1"%6$d"/' -e 's/(PORTS_PER_IF )".*"/\\1"1"/' config.tcl
            """.formatted(place(board), base(board), variant(board), lines, APP_ID, board.ports(), app);
    }

    private static String wrapper(Board board, Kernel kernel) {
        var shell = ShellPorts.of(Shell.CORUNDUM).orElseThrow();
        var text = new WrapperText();
        var defaults = Map.of("IF_COUNT", "" + board.ports(), "AXIS_DATA_WIDTH", "" + 8 * board.beatBytes(),
                "APP_ID", APP_ID);
        var parameters = shell.parameters().stream().map(parameter -> new ShellPorts.Parameter(parameter.name(),
                defaults.getOrDefault(parameter.name(), parameter.value()))).toList();
        text.module("The core as Corundum's application block, for " + board.name() + ".", MODULE, parameters,
                shell.ports());
        var settings = Map.of("IF_COUNT", "" + board.ports(), "PORTS_PER_IF", "1",
                "AXIS_IF_DATA_WIDTH", "" + 8 * board.beatBytes(), "APP_ID", APP_ID);
        settings.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(it -> text.demand(it.getKey(), it.getValue()));
        var sizes = new LinkedHashMap<String, Integer>();
        sizes.put("AXIS_IF_RX_USER_WIDTH", RX_USER);
        sizes.put("AXIS_IF_RX_ID_WIDTH", RX_ID);
        sizes.put("AXIS_IF_RX_DEST_WIDTH", RX_DEST);
        sizes.put("AXIS_IF_TX_USER_WIDTH", TX_USER);
        sizes.put("AXIS_IF_TX_ID_WIDTH", TX_ID);
        sizes.put("AXIS_IF_TX_DEST_WIDTH", TX_DEST);
        sizes.forEach((name, size) -> text.demand(name, "" + size));
        kernel.connect(text, "clk", "rst", lanes(board));
        var axil = Kernel.axil("s_axil_app_ctrl_", false, "s_axil_app_ctrl_wstrb");
        axil.put("axil_awaddr",
                "{|s_axil_app_ctrl_awaddr[AXIL_APP_CTRL_ADDR_WIDTH-1:12], 3'd0, s_axil_app_ctrl_awaddr[11:0]}");
        axil.put("axil_araddr",
                "{|s_axil_app_ctrl_araddr[AXIL_APP_CTRL_ADDR_WIDTH-1:12], 3'd0, s_axil_app_ctrl_araddr[11:0]}");
        kernel.registers(text, "clk", "rst", axil);
        rest(text, shell);
        for (var parameter : shell.parameters()) text.unused(parameter.name() + " != 0");
        return text.end();
    }

    private static Map<String, String> lanes(Board board) {
        var pins = new LinkedHashMap<String, String>();
        for (int i = 0; i < board.ports(); i++) {
            Kernel.lane(pins, "rx_" + i, "s_" + IF_RX, i, board.beatBytes());
            pins.put("rx_" + i + "_side", side("s_" + IF_RX, i, RX_DEST, RX_ID, RX_USER));
            Kernel.lane(pins, "host_rx_" + i, "m_" + IF_RX, i, board.beatBytes());
            pins.put("host_rx_" + i + "_side", side("m_" + IF_RX, i, RX_DEST, RX_ID, RX_USER));
            Kernel.lane(pins, "host_tx_" + i, "s_" + IF_TX, i, board.beatBytes());
            pins.put("host_tx_" + i + "_side", side("s_" + IF_TX, i, TX_DEST, TX_ID, TX_USER));
            Kernel.lane(pins, "tx_" + i, "m_" + IF_TX, i, board.beatBytes());
            pins.put("tx_" + i + "_side", side("m_" + IF_TX, i, TX_DEST, TX_ID, TX_USER));
        }
        return pins;
    }

    private static String side(String stream, int i, int dest, int id, int user) {
        return "{%s_tdest[%d +: %d], %s_tid[%d +: %d], %s_tuser[%d +: %d]}".formatted(
                stream, dest * i, dest, stream, id * i, id, stream, user * i, user);
    }

    /// What the core has nothing to do with: taps pass through, masters are silent, memories that the host
    /// could read are empty.
    private static void rest(WrapperText text, ShellPorts shell) {
        text.remark("taps that pass through, masters that are silent");
        for (var port : shell.ports()) {
            var name = port.name();
            if (ours(name)) continue;
            if (!port.output()) {
                if (!passes(name)) text.unused(name);
            } else if (passes(name)) {
                text.assign(name, (name.startsWith("m_") ? "s_" : "m_") + name.substring(2));
            } else {
                text.assign(name, tied(name, port.width()));
            }
        }
        text.unused("s_axil_app_ctrl_awprot");
        text.unused("s_axil_app_ctrl_arprot");
    }

    private static boolean ours(String name) {
        return name.equals("clk") || name.equals("rst") || name.startsWith("s_axil_app_ctrl_")
                || name.matches("[sm]_axis_if_(rx|tx)_t\\w+");
    }

    private static boolean passes(String name) {
        return name.matches("[sm]_axis_(direct|sync|if)_(tx|rx)_\\w+") && !ours(name);
    }

    private static String tied(String name, String width) {
        if (name.equals("jtag_tdo")) return "jtag_tdi";
        if (name.endsWith("_dma_ram_wr_done")) return name.replace("wr_done", "wr_cmd_valid");
        boolean ready = name.endsWith("ready");
        return width.equals("1") ? (ready ? "1'b1" : "1'b0") : "{(" + width + "){1'b" + (ready ? "1" : "0")
                + "}}";
    }
}
