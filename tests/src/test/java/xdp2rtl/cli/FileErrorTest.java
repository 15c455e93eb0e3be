package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The exact text of every kind of error in captures, map files, and outputs.
final class FileErrorTest extends ErrorTexts {
    private static final String AGAIN = ". Capture it again, or copy it again as a whole";

    @Test void truncatedCaptures() throws IOException {
        byte[] trace = Files.readAllBytes(Path.of(Cli.TRACE));
        String[] run = {"run", Cli.FIREWALL, "--engine", "interpreter", "--pcap-out", path("out.pcap"), "--pcap", ""};
        for (var cut : List.of(
                new Object[]{0,
                        "packet 0, offset 0: the file ends in the middle of the file header (0 of 4 bytes)" + AGAIN},
                new Object[]{30,
                        "packet 0, offset 24: the file ends in the middle of a packet header (6 of 16 bytes)" + AGAIN},
                new Object[]{5000,
                        "packet 65, offset 4983: the file ends in the middle of a packet (17 of 19 bytes)" + AGAIN})) {
            run[run.length - 1] = file("cut.pcap", Arrays.copyOf(trace, (int) cut[0]));
            refuses("DIR/cut.pcap: " + cut[1], run);
        }
        run[run.length - 1] = path("none.pcap");
        refuses("DIR/none.pcap: there is no such file", run);
        run[run.length - 1] = file("text.pcap", "no capture");
        refuses("DIR/text.pcap: neither a pcap nor a pcapng file. Give a trace as `tcpdump -w` writes it", run);
    }

    @Test void wrongMapContents() throws IOException {
        String json = path("flows.json");
        for (var wrong : List.of(
                new String[]{"{", "flows.json: not JSON (end of input at line 1 column 2 path $.)"},
                new String[]{"{}", "flows.json: not an array of entries. Make one with `bpftool map dump -j`"},
                new String[]{"[1]", "flows.json: entry 0: not an object with a key and a value"},
                new String[]{"[{\"key\":[\"0x00\"]}]",
                        "flows.json: entry 0: it has no `value`; map flows is a hash map"},
                new String[]{"[{\"key\":[\"0x00\"],\"value\":[\"0x1\"]}]",
                        "flows.json: entry 0: the key has 1 bytes; keys of map flows have 16"},
                new String[]{"[{\"key\":[\"256\"],\"value\":[\"0x1\"]}]",
                        "flows.json: entry 0: key: byte 0: `256` is not a byte such as \"0x1f\""})) {
            file("flows.json", wrong[0]);
            refuses("DIR/" + wrong[1], "run", Cli.FIREWALL, "--engine", "interpreter", "--pcap", Cli.TRACE, "--map",
                    "flows=" + json);
        }
        refuses("--map: program simple_firewall uses no map `routes`. Its maps are flows, ports", "run", Cli.FIREWALL,
                "--engine", "interpreter", "--pcap", Cli.TRACE, "--map", "routes=" + json);
        refuses("--map: map flows is given twice", "run", Cli.FIREWALL, "--engine", "interpreter", "--pcap", Cli.TRACE,
                Cli.map("flows"), Cli.map("flows"));
    }

    @Test void mapFilesOfBpftoolWithoutJ() throws IOException {
        String[] run = {"run", Cli.FIREWALL, "--pcap", Cli.TRACE, "--engine", "interpreter", ""};
        String members = "is not an object of members. Its members are inside_address, outside_address, "
                + "inside_port, outside_port, protocol";
        run[6] = "--map=ports=" + file("ports", "[{\"key\": 7, \"value\": 1}]");
        refuses("DIR/ports: entry 0: key: not an array of bytes such as \"0x1f\"; values by their types can be read only "
                + "where the object has these, for maps that name them by __type. Make one with `bpftool map dump -j`",
                run);
        for (var wrong : List.of(
                new String[]{"[{\"key\": 7, \"value\": 1}]", "entry 0: key: 7 " + members},
                new String[]{"[{\"key\": [1,2], \"value\": 1}]", "entry 0: key: [1,2] " + members},
                new String[]{"[{\"key\": {\"protocol\": 6}, \"value\": {\"a\": 1}}]",
                        "entry 0: value: {\"a\":1} is not a number"},
                new String[]{"key: 00 00 00 00  value: <no entry>\nFound 0 elements\n",
                        "it is what bpftool prints for people; only -j has all of the bytes. "
                                + "Make one with `bpftool map dump -j`"})) {
            run[6] = "--map=flows=" + file("flows", wrong[0]);
            refuses("DIR/flows: " + wrong[1], run);
        }
    }

    @Test void outputsThatCannotBeWritten() throws IOException {
        String text = file("file", "");
        refuses("DIR/file: the folder cannot be made (there is a file of this name)", "compile", Cli.FIREWALL, "-o",
                text);
        refuses("DIR/file/out: the folder cannot be made (not a directory)", "compile", Cli.FIREWALL, "-o",
                text + "/out");
        String[] run = {"run", Cli.FIREWALL, "--engine", "interpreter", "--pcap", Cli.TRACE, "--pcap-out", ""};
        for (var wrong : List.of(new String[]{"/dev/full", "/dev/full: it cannot be written (no space left on device)"},
                new String[]{path("none/out"), "DIR/none/out: it cannot be written (no such file or folder)"},
                new String[]{folder.toString(), "DIR: it cannot be written (there is a folder of this name)"})) {
            run[run.length - 1] = wrong[0];
            refuses(wrong[1], run);
        }
    }

    @Test void boardsFoldersThatCannotBe() throws IOException {
        String out = path("out");
        refuses("DEBIAN/xdp-dispatcher.o: it has 2 XDP programs. Choose with --program-name: xdp_dispatcher, xdp_pass",
                "verilog", "--board", "axis", "--program", Cli.DEBIAN + "xdp-dispatcher.o", "-o", out);
        refuses("--clock-mhz: axis runs at 250 MHz, not 100", "verilog", "--board", "axis", "--clock-mhz", "100", "-o",
                out);
        refuses("--clock-mhz: axis runs at 250 MHz, not 100", "host", "simulate", "--board", "axis", "--clock-mhz",
                "100");
        refuses("--board netfpga-sume: a core of 8 lanes, 16 contexts with 8192 KiB of map memory does not fit; it takes 2,246 block RAMs, the FPGA "
                + "has 1,470. Use less map memory, smaller frames, or fewer cores, lanes "
                + "or contexts",
                "verilog", "--board", "netfpga-sume", "--map-kib", "8192", "-o", out);
        refuses("FIREWALL: the maps of program simple_firewall need 29616 bytes; the map memory of this core has 8192. "
                + "Give --map-kib 32, or reduce max_entries",
                "verilog", "--board", "axis", "--map-kib", "8", "--program", Cli.FIREWALL, "-o", out);
        refuses("--board: it is missing; there is no board to simulate. Give one, such as opennic-au250", "host",
                "simulate");
        refuses("--trace: a board's core has no retirement port. Leave out --board or --trace", "verilog", "--board",
                "axis", "--trace", "-o", out);
        Path mine = Files.createDirectory(folder.resolve("mine"));
        Path readme = Files.writeString(mine.resolve("README.md"), "mine");
        refuses("DIR/mine: the folder has other files. Give a new or an empty one, or one that was written for axis before",
                "verilog", "--board", "axis", "-o", mine.toString());
        assertEquals("mine", Files.readString(readme));
        Files.delete(readme);
        for (int times = 0; times < 2; times++) {
            assertEquals("", Cli.run("verilog", "--board", "axis", "-o", mine.toString()).err());
        }
    }

    /// The library that writes waveforms would put a file in the place of a device, and break off on a full disk.
    @Tag("model")
    @Test void waveformsThatCannotBeWritten() throws IOException {
        String[] run = {"run", Cli.FIREWALL, "--engine", "rtl", "--pcap", Cli.SATURATED, "--waves", ""};
        for (var wrong : List.of(
                new String[]{"/dev/null",
                        "/dev/null: it is not a file that a waveform can be written to. Give another name"},
                new String[]{path("none/w.fst"), "DIR/none/w.fst: it cannot be written (no such file or folder)"},
                new String[]{folder.toString(), "DIR: it cannot be written (there is a folder of this name)"})) {
            run[run.length - 1] = wrong[0];
            refuses(wrong[1], run);
        }
    }

    /// The disk has room when the waveform begins, but not for all of it.
    @Tag("model")
    @Test void aWaveformThatFillsItsDisk() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assertEquals(0, new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=65m", "none", disk.toString()).start()
                .waitFor());
        try {
            Cli full = Cli.run("run", Cli.FIREWALL, "--engine", "rtl", "--pcap", Cli.TRACE, "--waves",
                    disk.resolve("w.fst").toString());
            assertEquals(2, full.exitCode(), full.out());
            assertTrue(full.err()
                    .matches("xdp2rtl: .*/disk/w.fst: \\d+ MiB are left on its disk; a waveform may take more. "
                            + "Give a file on another disk, or run fewer packets\n"),
                    full.err());
            assertArrayEquals(new String[0], disk.toFile().list());
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }
}
