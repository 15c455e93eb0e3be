package xdp2rtl.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The install scripts, on trees that look like the shells' where the scripts look.
class InstallTest {
    @TempDir Path directory;

    @Test void corundumGetsABuildFolderWithTheCoreInIt() throws IOException, InterruptedException {
        var template = "fpga/mqnic/Alveo/fpga_100g/fpga_AU50/";
        Tool.write(Map.of(template + "Makefile", """
                # Files for synthesis
                SYN_FILES += rtl/common/mac_ts_insert.v

                # XDC files
                XDC_FILES += fpga_au50.xdc
                """, template + "config.tcl", """
                dict set params IF_COUNT "2"
                dict set params PORTS_PER_IF "1"
                dict set params APP_ID "32'h00000000"
                dict set params APP_ENABLE "0"
                dict set params APP_DMA_ENABLE "1"
                dict set params APP_AXIS_SYNC_ENABLE "1"
                dict set params APP_AXIS_IF_ENABLE "0"
                """), directory.resolve("tree"));
        install("corundum-au50");
        var made = directory.resolve("tree/fpga/mqnic/Alveo/fpga_100g/fpga_AU50_app_xdp2rtl");
        assertEquals("""
                dict set params IF_COUNT "1"
                dict set params PORTS_PER_IF "1"
                dict set params APP_ID "32'h12345850"
                dict set params APP_ENABLE "1"
                dict set params APP_DMA_ENABLE "0"
                dict set params APP_AXIS_SYNC_ENABLE "0"
                dict set params APP_AXIS_IF_ENABLE "1"
                """, Files.readString(made.resolve("config.tcl")));
        var makefile = Files.readString(made.resolve("Makefile"));
        assertTrue(makefile.endsWith("\n\n# XDC files\nXDC_FILES += fpga_au50.xdc\n"), makefile);
        var sources = makefile.lines().filter(line -> line.startsWith("SYN_FILES += app/xdp2rtl_au50/")).toList();
        assertTrue(sources.size() > 10, makefile);
        for (var line : sources) {
            var source = directory.resolve("tree/fpga/" + line.substring("SYN_FILES += ".length()));
            assertTrue(Files.exists(source), source.toString());
        }
        refusesToInstallAgain("fpga/app/xdp2rtl_au50");
    }

    /// What an earlier install has made may be hours of work; it is neither overwritten nor mixed with the new.
    private void refusesToInstallAgain(String made) throws IOException, InterruptedException {
        var before = files();
        assertEquals(1, run());
        assertTrue(Files.readString(directory.resolve("install.log"))
                .endsWith("/" + made + " is there already; remove it first\n"));
        assertEquals(before, files());
    }

    private Map<Path, Long> files() throws IOException {
        var files = new TreeMap<Path, Long>();
        try (var walk = Files.walk(directory.resolve("tree"))) {
            for (var path : walk.toList()) files.put(path, Files.size(path));
        }
        return files;
    }

    @Test void netFpgaGetsACopyOfTheReferenceNicWithTheCoreInIt() throws IOException, InterruptedException {
        Tool.write(Map.of("hw/projects/reference_nic/hw/tcl/reference_nic.tcl",
                "create_ip -name nic_output_port_lookup -vendor NetFPGA -module_name nic_output_port_lookup_ip\n",
                "tools/settings.sh", """
                export NFPLUS_FOLDER=${HOME}/NetFPGA-PLUS
                export BOARD_NAME=au250
                export NF_PROJECT_NAME=reference_switch
                export VERSION=2023.2
                """), directory.resolve("tree"));
        install("netfpga-plus-u280");
        var made = directory.resolve("tree/hw/projects/xdp2rtl_nic/hw/tcl/xdp2rtl_nic.tcl");
        assertEquals(
                "create_ip -name xdp2rtl_output_port_lookup -vendor NetFPGA -module_name nic_output_port_lookup_ip\n",
                Files.readString(made));
        assertEquals("""
                export NFPLUS_FOLDER=%s
                export BOARD_NAME=au280
                export NF_PROJECT_NAME=xdp2rtl_nic
                export VERSION=2023.2
                """.formatted(directory.resolve("tree")),
                Files.readString(directory.resolve("tree/tools/settings.sh")));
        var ip = directory.resolve("tree/hw/lib/contrib/xdp2rtl_output_port_lookup_v1_0_0");
        assertTrue(Files.exists(ip.resolve("xdp2rtl_output_port_lookup.tcl")));
        refusesToInstallAgain("hw/lib/contrib/xdp2rtl_output_port_lookup_v1_0_0");
    }

    private void install(String board) throws IOException, InterruptedException {
        Tool.write(Tool.folder(Board.named(board)), directory.resolve("folder"));
        assertEquals(0, run(), () -> directory.resolve("install.log") + " tells why");
    }

    private int run() throws IOException, InterruptedException {
        var folder = directory.resolve("folder");
        var log = directory.resolve("install.log").toFile();
        var process = new ProcessBuilder("sh", folder.resolve("install.sh").toString(), directory
                .resolve("tree").toString())
                .redirectErrorStream(true).redirectOutput(log).start();
        return process.waitFor();
    }
}
