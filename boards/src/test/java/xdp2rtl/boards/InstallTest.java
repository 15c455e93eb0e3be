package xdp2rtl.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The install scripts, on trees that look like the shells' where the scripts look.
class InstallTest {
    @TempDir Path directory;

    @Test void corundumGetsABuildFolderWithTheCoreInIt() throws IOException, InterruptedException {
        var template = "fpga/mqnic/Alveo/fpga_100g/fpga_AU50_app_dma_bench/";
        Tool.write(Map.of(template + "Makefile", """
                SYN_FILES += rtl/common/mac_ts_insert.v
                SYN_FILES += app/dma_bench/rtl/mqnic_app_block_dma_bench.v
                SYN_FILES += app/dma_bench/rtl/dma_bench.v
                SYN_FILES += lib/eth/rtl/lfsr.v
                XDC_FILES += app/dma_bench/syn/vivado/dram_test_ch.tcl
                """, template + "config.tcl", """
                dict set params IF_COUNT "2"
                dict set params PORTS_PER_IF "1"
                dict set params APP_ID "32'h12348001"
                dict set params APP_ENABLE "1"
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
        assertFalse(makefile.contains("dma_bench"), makefile);
        var sources = makefile.lines().filter(line -> line.startsWith("SYN_FILES += app/xdp2rtl/")).toList();
        assertTrue(sources.size() > 10, makefile);
        for (var line : sources) {
            var source = directory.resolve("tree/fpga/" + line.substring("SYN_FILES += ".length()));
            assertTrue(Files.exists(source), source.toString());
        }
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
        assertEquals("create_ip -name xdp2rtl_output_port_lookup -vendor NetFPGA -module_name nic_output_port_lookup_ip\n",
                Files.readString(made));
        assertEquals("""
                export NFPLUS_FOLDER=%s
                export BOARD_NAME=au280
                export NF_PROJECT_NAME=xdp2rtl_nic
                export VERSION=2023.2
                """.formatted(directory.resolve("tree")), Files.readString(directory.resolve("tree/tools/settings.sh")));
        var ip = directory.resolve("tree/hw/lib/contrib/xdp2rtl_output_port_lookup_v1_0_0");
        assertTrue(Files.exists(ip.resolve("xdp2rtl_output_port_lookup.tcl")));
    }

    private void install(String board) throws IOException, InterruptedException {
        var folder = directory.resolve("folder");
        Tool.write(Tool.folder(Board.named(board)), folder);
        var log = directory.resolve("install.log").toFile();
        var process = new ProcessBuilder("sh", folder.resolve("install.sh").toString(), directory
                .resolve("tree").toString())
                .redirectErrorStream(true).redirectOutput(log).start();
        assertEquals(0, process.waitFor(), () -> log + " tells why");
    }
}
