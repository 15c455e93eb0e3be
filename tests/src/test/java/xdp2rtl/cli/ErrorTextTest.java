package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.compile.Compiler;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.isa.CoreConfig;

/// The exact text of every kind of error that a user meets: one line, exit code 2, nothing written.
final class ErrorTextTest {
    private static final String ENGINES = "There are interpreter, kernel, bundle, rtl";

    @TempDir Path folder;

    /// The file of a name in the test's own folder, which is printed as `DIR/`.
    private String file(String name, byte[] contents) throws IOException {
        return Files.write(folder.resolve(name), contents).toString();
    }

    private String file(String name, String contents) throws IOException {
        return Files.writeString(folder.resolve(name), contents).toString();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void refuses(String text, String... arguments) {
        Set<String> before = files();
        Cli result = Cli.run(arguments);
        String shown = result.err().replace(folder.toString(), "DIR").replace(Cli.FIREWALL, "FIREWALL")
                .replace(Cli.DEBIAN, "DEBIAN/");
        assertEquals("xdp2rtl: " + text + "\n", shown);
        assertEquals(ExitCode.BAD_INPUT, result.exitCode());
        assertEquals("", result.out());
        assertEquals(before, files());
    }

    private Set<String> files() {
        try (Stream<Path> all = Files.walk(folder)) {
            var names = new TreeSet<String>();
            all.forEach(file -> names.add(folder.relativize(file).toString()));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] firewall() throws IOException {
        return Files.readAllBytes(Path.of(Cli.FIREWALL));
    }

    @Test void objectsThatAreNone() throws IOException {
        refuses("DIR/none.o: there is no such file", "inspect", path("none.o"));
        refuses("DIR: it cannot be read (is a directory)", "inspect", folder.toString());
        String remedy = "Give an object made with `clang -O2 -g -target bpf -c`";
        refuses("DIR/empty.o: it is not an ELF file. " + remedy, "inspect", file("empty.o", ""));
        refuses("DIR/text.o: it is not an ELF file. " + remedy, "inspect", file("text.o", "int main() {}"));
        refuses("/proc/self/exe: it is not a 64-bit BPF object (machine 62). " + remedy, "inspect", "/proc/self/exe");
    }

    @Test void truncatedObjects() throws IOException {
        refuses("DIR/cut.o: section headers: 832 bytes at offset 4512 are not inside the 1000 bytes of DIR/cut.o",
                "inspect", file("cut.o", Arrays.copyOf(firewall(), 1000)));
        refuses("DIR/cut.o: it is not an ELF file. Give an object made with `clang -O2 -g -target bpf -c`", "compile",
                file("cut.o", Arrays.copyOf(firewall(), 40)), "-o", path("out"));
    }

    @Test void everyDamageOfAnObjectIsRefusedWithOneMessageOrMeansSomethingElse() throws IOException {
        int refused = 0;
        Compiler compiler = Compiler.forCore(CoreConfig.DEFAULT);
        for (int i = 0; i < 10_000; i++) {
            try {
                ElfObject object = ElfObject.parse("damaged.o", damaged(i));
                if (i % 100 < 4) {
                    Inspection.of(object, compiler).text();
                } else {
                    object.entries().forEach(entry -> compiler.check(object.program(entry.name())));
                }
            } catch (InputError expected) {
                assertEquals(1, expected.getMessage().lines().count(), "damage " + i);
                refused++;
            }
        }
        assertTrue(refused > 2500, "only " + refused + " were refused");
    }

    @Test void aDamagedObjectIsAtMostOneLineOnStandardError() throws IOException {
        for (int i = 0; i < 200; i++) {
            Cli result = Cli.run("compile", file("damaged.o", damaged(i)), "-o", path("out"));
            String what = "damage " + i + ": " + result.err();
            assertEquals(result.exitCode() == ExitCode.BAD_INPUT ? 1 : 0, result.err().lines().count(), what);
            assertEquals(result.exitCode() == ExitCode.AGREED, Files.exists(folder.resolve("out")), what);
            assertFalse(result.err().contains("this is a bug"), what);
            deleteOutput();
        }
    }

    /// The object of an example with `seed mod 4` bits flipped, or cut off where that is 0.
    private static byte[] damaged(int seed) throws IOException {
        byte[] damaged = Files.readAllBytes(Cli.EXAMPLES.resolve("xdp1/xdp1.bpf.o"));
        var random = new Random(seed);
        if (seed % 4 == 0) {
            return Arrays.copyOf(damaged, random.nextInt(damaged.length));
        }
        for (int flips = seed % 4; flips > 0; flips--) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    private void deleteOutput() throws IOException {
        Path out = folder.resolve("out");
        if (Files.exists(out)) {
            try (Stream<Path> files = Files.list(out)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(out);
        }
    }

    @Test void boardsFoldersThatCannotBe() throws IOException {
        String out = path("out");
        refuses("DEBIAN/xdp-dispatcher.o: it has 2 XDP programs. Choose with --program-name: xdp_dispatcher, xdp_pass",
                "verilog", "--board", "axis", "--program", Cli.DEBIAN + "xdp-dispatcher.o", "-o", out);
        refuses("--clock-mhz: axis runs at 250 MHz, not 100", "verilog", "--board", "axis", "--clock-mhz", "100", "-o", out);
        refuses("--clock-mhz: axis runs at 250 MHz, not 100", "host", "simulate", "--board", "axis", "--clock-mhz", "100");
        refuses("--board netfpga-sume: a core of 8 lanes, 16 contexts with 8192 KiB of map memory does not fit; it takes 2,244 block RAMs, the FPGA "
                + "has 1,470. Use less map memory, or fewer cores, lanes or contexts",
                "verilog", "--board", "netfpga-sume", "--map-kib", "8192", "-o", out);
        refuses("FIREWALL: the maps of program simple_firewall need 29616 bytes; the map memory of this core has 8192. "
                + "Give --map-kib 32, or reduce max_entries",
                "verilog", "--board", "axis", "--map-kib", "8", "--program", Cli.FIREWALL, "-o", out);
        refuses("--board: it is missing; there is no board to simulate. Give one, such as opennic-au250", "host", "simulate");
        refuses("--trace: a board's core has no retirement port. Leave out --board or --trace", "verilog", "--board", "axis", "--trace", "-o", out);
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

    @Test void programsThatAreNotClear() {
        refuses("DEBIAN/xdp-dispatcher.o: it has 2 XDP programs. Choose with --program: xdp_dispatcher, xdp_pass",
                "compile", Cli.DEBIAN + "xdp-dispatcher.o", "-o", path("out"));
        refuses("DEBIAN/xdp-dispatcher.o: no program is called `none`. Choose one of xdp_dispatcher, xdp_pass",
                "compile", Cli.DEBIAN + "xdp-dispatcher.o", "--program", "none", "-o", path("out"));
        refuses("DEBIAN/xdpdump_bpf.o: it has no XDP program. Its programs are trace_on_entry (fentry), trace_on_exit (fexit)",
                "compile", Cli.DEBIAN + "xdpdump_bpf.o", "-o", path("out"));
        refuses("DEBIAN/xdpdump_bpf.o: `trace_on_exit` is not an XDP program, its section says fexit. The object has no "
                + "XDP program", "compile", Cli.DEBIAN + "xdpdump_bpf.o", "--program", "trace_on_exit", "-o", path("out"));
    }

    @Test void anUnknownHelper() throws IOException {
        String supported = "Supported are map_lookup_elem, map_update_elem, map_delete_elem, ktime_get_ns, get_prandom_u32, "
                + "get_smp_processor_id, redirect, csum_diff, xdp_adjust_head, redirect_map, xdp_adjust_meta, xdp_adjust_tail, "
                + "xdp_get_buff_len";
        byte[] calls999 = {(byte) 0x85, 0, 0, 0, (byte) 0xe7, 3, 0, 0, (byte) 0x95, 0, 0, 0, 0, 0, 0, 0};
        refuses("DIR/p: section raw: main: slot 0: `call helper#999` calls helper number 999; the hardware does not have it. "
                + supported, "compile", "--raw", file("p", calls999), "-o", path("out"));
    }

    @Test void aHelperThatIsNotThere() {
        refuses("DEBIAN/xdpdump_xdp.o: section xdp: xdpdump: slot 32 (./xdp-dump/xdpdump_xdp.c:57): `call perf_event_output#25` calls "
                + "helper perf_event_output; there is no buffer from the card to processes. Count in a map, or pass the packet to the host",
                "compile", Cli.DEBIAN + "xdpdump_xdp.o", "-o", path("out"));
    }

    @Test void settingsOfTheLoader() throws IOException {
        refuses("DIR/none: there is no such file", "inspect", Cli.FIREWALL, "--btf", path("none"));
        refuses("DIR/text: it holds no types; it is neither raw BTF nor a 64-bit little-endian ELF file. Give a copy of "
                + "/sys/kernel/btf/vmlinux", "inspect", Cli.FIREWALL, "--btf", file("text", "struct xdp_md;"));
        refuses("/proc/self/exe: it has no section .BTF. Give a copy of /sys/kernel/btf/vmlinux", "inspect", Cli.FIREWALL, "--btf", "/proc/self/exe");
        refuses("DIR/none: there is no such file", "inspect", Cli.FIREWALL, "--kconfig", path("none"));
        refuses("FIREWALL: it asks for no `CONFIG_HZ`. It asks for nothing of the kernel's configuration", "inspect", Cli.FIREWALL,
                "--kconfig", "CONFIG_HZ=250");
        refuses("--kernel-version: `six` is not a version such as 6.18 or 6.1.55", "inspect", Cli.FIREWALL, "--kernel-version", "six");
        refuses("--set: `x` is not a name, `=` and a value", "inspect", Cli.FIREWALL, "--set", "x");
        refuses("--set: x is given twice", "inspect", Cli.FIREWALL, "--set", "x=1", "--set", "x=2");
        refuses("--set x: FIREWALL has no global variable `x`. It has none with a type; compile with -g", "inspect", Cli.FIREWALL,
                "--set", "x=1");
        refuses("--map-entries flows: `0` is not a number of entries", "inspect", Cli.FIREWALL, "--map-entries", "flows=0");
        refuses("--map-entries x: FIREWALL declares no map of this name. It declares flows, ports", "inspect", Cli.FIREWALL,
                "--map-entries", "x=1");
        refuses("FIREWALL: it has no global data `.rodata`", "inspect", Cli.FIREWALL, "--map", ".rodata=" + file("one.json",
                "[{\"key\":[\"0x00\",\"0x00\",\"0x00\",\"0x00\"],\"value\":[\"0x01\"]}]"));
        refuses("DIR/two.json: 0 entries, where section .rodata is one", "inspect", Cli.FIREWALL, "--map", ".rodata=" + file("two.json", "[]"));
        refuses("--raw: instructions alone have no types, variables or maps. Leave out the options about them", "compile", "--raw", "--set",
                "x=1", file("exit", new byte[] {(byte) 0x95, 0, 0, 0, 0, 0, 0, 0}), "-o", path("out"));
    }

    /// A chain of multiplications by what the packet brings: nothing of it can be left out or done at the same time.
    @Test void moreBundlesThanTheCoreHolds() throws IOException {
        ByteBuffer code = ByteBuffer.allocate(8 * 303).order(ByteOrder.LITTLE_ENDIAN);
        code.putLong(0x0000_0000_0010_1261L).putLong(0x0000_0001_0000_00b7L);
        for (int i = 0; i < 300; i++) {
            code.putLong(0x202fL);
        }
        code.putLong(0x95L);
        String[] larger = {"compile", "--raw", file("long", code.array()), "--core", "hxdp", "--program-bundles", "512", "-o", path("out")};
        assertEquals("", Cli.run(larger).err());
        refuses("DIR/long: main: takes 301 bundles; the program memory of core hxdp holds 256. "
                + "Give --program-bundles 512, or more lanes", "compile", "--raw", file("long", code.array()), "--core", "hxdp", "-o", path("out"));
    }

    private static final String AGAIN = ". Capture it again, or copy it again as a whole";

    @Test void truncatedCaptures() throws IOException {
        byte[] trace = Files.readAllBytes(Path.of(Cli.TRACE));
        String[] run = {"run", Cli.FIREWALL, "--engine", "interpreter", "--pcap-out", path("out.pcap"), "--pcap", ""};
        for (var cut : List.of(
                new Object[] {0, "packet 0, offset 0: the file ends in the middle of the file header (0 of 4 bytes)" + AGAIN},
                new Object[] {30, "packet 0, offset 24: the file ends in the middle of a packet header (6 of 16 bytes)" + AGAIN},
                new Object[] {5000, "packet 65, offset 4983: the file ends in the middle of a packet (17 of 19 bytes)" + AGAIN})) {
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
                new String[] {"{", "flows.json: not JSON (end of input at line 1 column 2 path $.)"},
                new String[] {"{}", "flows.json: not an array of entries. Make one with `bpftool map dump -j`"},
                new String[] {"[1]", "flows.json: entry 0: not an object with a key and a value"},
                new String[] {"[{\"key\":[\"0x00\"]}]", "flows.json: entry 0: it has no `value`; map flows is a hash map"},
                new String[] {"[{\"key\":[\"0x00\"],\"value\":[\"0x1\"]}]",
                    "flows.json: entry 0: the key has 1 bytes; keys of map flows have 16"},
                new String[] {"[{\"key\":[\"256\"],\"value\":[\"0x1\"]}]",
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

    @Test void outputsThatCannotBeWritten() throws IOException {
        String text = file("file", "");
        refuses("DIR/file: the folder cannot be made (there is a file of this name)", "compile", Cli.FIREWALL, "-o", text);
        refuses("DIR/file/out: the folder cannot be made (not a directory)", "compile", Cli.FIREWALL, "-o", text + "/out");
        String[] run = {"run", Cli.FIREWALL, "--engine", "interpreter", "--pcap", Cli.TRACE, "--pcap-out", ""};
        for (var wrong : List.of(new String[] {"/dev/full", "/dev/full: it cannot be written (no space left on device)"},
                new String[] {path("none/out"), "DIR/none/out: it cannot be written (no such file or folder)"},
                new String[] {folder.toString(), "DIR: it cannot be written (there is a folder of this name)"})) {
            run[run.length - 1] = wrong[0];
            refuses(wrong[1], run);
        }
    }

    /// The library that writes waveforms would put a file in the place of a device, and break off on a full disk.
    @Tag("model") @Test void waveformsThatCannotBeWritten() throws IOException {
        String[] run = {"run", Cli.FIREWALL, "--engine", "rtl", "--pcap", Cli.SATURATED, "--waves", ""};
        for (var wrong : List.of(
                new String[] {"/dev/null", "/dev/null: it is not a file that a waveform can be written to. Give another name"},
                new String[] {path("none/w.fst"), "DIR/none/w.fst: it cannot be written (no such file or folder)"},
                new String[] {folder.toString(), "DIR: it cannot be written (there is a folder of this name)"})) {
            run[run.length - 1] = wrong[0];
            refuses(wrong[1], run);
        }
    }

    /// The disk has room when the waveform begins, but not for all of it.
    @Tag("model") @Test void aWaveformThatFillsItsDisk() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assertEquals(0, new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=65m", "none", disk.toString()).start().waitFor());
        try {
            Cli full = Cli.run("run", Cli.FIREWALL, "--engine", "rtl", "--pcap", Cli.TRACE, "--waves", disk.resolve("w.fst").toString());
            assertEquals(2, full.exitCode(), full.out());
            assertTrue(full.err().matches("xdp2rtl: .*/disk/w.fst: \\d+ MiB are left on its disk; a waveform may take more. "
                + "Give a file on another disk, or run fewer packets\n"), full.err());
            assertArrayEquals(new String[0], disk.toFile().list());
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }

    @Test void whatACoreCannotBe() {
        String[] compile = {"compile", Cli.FIREWALL, "-o", path("out"), "", ""};
        for (var wrong : List.of(
                new String[] {"--core", "huge", "--core: there is no configuration `huge`. There are default, hxdp, small, wide, quad"},
                new String[] {"--lanes", "3", "--lanes: there is no core of 3 lanes. Give 1, 2, 4 or 8"},
                new String[] {"--contexts", "0", "core configuration: contexts is 0. It must be 1 to 64"},
                new String[] {"--cores", "17", "core configuration: cores is 17. It must be 1, 2, 4 or 8"},
                new String[] {"--map-kib", "3", "--map-kib: the map memory cannot have 3 KiB. Give a power of two from 1 to 1048576"},
                new String[] {"--program-bundles", "5000", "core configuration: program bundles is 5000. It must be a power of two up to 4096"},
                new String[] {"--clock-mhz", "0", "core configuration: clock MHz is 0. It must be 1 to 2000"})) {
            compile[4] = wrong[0];
            compile[5] = wrong[1];
            refuses(wrong[2], compile);
        }
    }

    @Test void mapsThatDoNotFitTheCoreThatWasAskedFor() {
        for (String verb : List.of("compile", "cycles")) {
            var words = new ArrayList<>(List.of(verb, Cli.FIREWALL, "--map-kib", "8"));
            if (verb.equals("compile")) words.addAll(List.of("-o", path("out")));
            refuses("FIREWALL: the maps of program simple_firewall need 29616 bytes; the map memory of this core has 8192. "
                    + "Give --map-kib 32, or reduce max_entries", words.toArray(String[]::new));
        }
    }

    @Test void sharedMapsOnSeveralCores() {
        refuses("FIREWALL: section xdp: simple_firewall: slot 49 (./simple_firewall/simple_firewall.bpf.c:62: "
                + "if (!bpf_map_lookup_elem(&flows, &flow) && bpf_map_update_elem(&flows, &flow, &ifindex, BPF_ANY))): "
                + "`call map_update_elem#2` writes to map flows; each of the 2 cores has "
                + "its own copy of the map, and the others would not see it. Use one core, or make it a per-CPU map",
                "compile", Cli.FIREWALL, "-o", path("out"), "--cores", "2");
    }

    @Test void wrongUse() {
        refuses("Missing command\nSee `xdp2rtl --help`.");
        refuses("Unmatched argument at index 0: 'xyzzy'\nSee `xdp2rtl --help`.", "xyzzy");
        refuses("Missing required parameter: 'PROG.o'\nSee `xdp2rtl inspect --help`.", "inspect");
        refuses("Missing required option: '-o=DIR'\nSee `xdp2rtl compile --help`.", "compile", Cli.FIREWALL);
        refuses("Unknown option: '--xyzzy'\nSee `xdp2rtl inspect --help`.", "inspect", Cli.FIREWALL, "--xyzzy");
        refuses("Invalid value for option '--engine': there is no engine `x`. %s\nSee `xdp2rtl run --help`.".formatted(ENGINES),
                "run", Cli.FIREWALL, "--pcap", Cli.TRACE, "--engine", "x");
        refuses("--engines: one engine has nothing to be compared with. Name two or more", "diff", Cli.FIREWALL, "--pcap",
                Cli.TRACE, "--engines", "interpreter");
        refuses("--waves: engine bundle has no waveform. Use --engine rtl", "run", Cli.FIREWALL, "--pcap", Cli.TRACE,
                "--engine", "bundle", "--waves", path("w.fst"));
        refuses("--ifindex: there is no interface 0. Give 1 or more", "run", Cli.FIREWALL, "--pcap", Cli.TRACE, "--engine",
                "interpreter", "--ifindex", "0");
    }

    @Test void whatAPluginCannotRun() {
        for (String engine : List.of("interpreter", "bundle")) {
            assertEquals(new Cli(ExitCode.BAD_INPUT, "", "xdp2rtl: standard input: `zz` is not bytes in hex\n"),
                    Cli.runWithInput("zz", "bpf-plugin", "--engine", engine));
            assertEquals(new Cli(ExitCode.BAD_INPUT, "", "xdp2rtl: MEMORY_HEX: `0x12` is not bytes in hex\n"),
                    Cli.runWithInput("", "bpf-plugin", "--engine", engine, "0x12"));
            assertEquals(new Cli(ExitCode.BAD_INPUT, "", "xdp2rtl: standard input: the program was stopped before it ended\n"),
                    Cli.runWithInput("6110640000000000 9500000000000000", "bpf-plugin", "--engine", engine, "01 02"));
        }
    }

    @Test void aBugIsOneLineThatSaysSo() {
        var err = new StringWriter();
        var bug = new IllegalStateException("two\nlines");
        bug.setStackTrace(new StackTraceElement[] {new StackTraceElement("xdp2rtl.X", "y", "X.java", 7)});
        assertEquals(ExitCode.BAD_INPUT, Main.failed(bug, new PrintWriter(err, true)));
        assertEquals("xdp2rtl: java.lang.IllegalStateException: two at xdp2rtl.X.y(X.java:7); this is a bug of xdp2rtl, not of "
                + "your input. Please report this line, the command and the files that it reads; -Dxdp2rtl.trace=true in "
                + "JAVA_TOOL_OPTIONS shows where it happened.\n", err.toString());
    }

    /// What compilers make of C and Rust that is not quite right: the cause, and what to do.
    @Test void objectsThatAreNotQuiteRight() throws IOException {
        String map = "struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 4); __type(key, __u32); __type(value, __u64); } %s SEC(\".maps\");\n";
        String use = "SEC(\"xdp\") int f(struct xdp_md *ctx) { __u32 k = 1; __u64 *v = bpf_map_lookup_elem(&cnt, &k); return v ? XDP_DROP : XDP_PASS; }\n";
        String out = path("out");
        String isStatic = Clang.object(folder, "static", "static " + map.formatted("pad") + "static " + map.formatted("cnt")
            + "SEC(\"xdp\") int g(struct xdp_md *ctx) { __u32 k = 1; return bpf_map_lookup_elem(&pad, &k) ? XDP_DROP : XDP_PASS; }\n" + use).toString();
        refuses("DIR/static.o: section xdp: f: slot 4 (DIR/static.c:7: " + use.strip() + "): map `cnt` is static; libbpf and all engines take "
            + "global maps only. Remove `static`", "compile", isStatic, "--program", "f", "-o", out);
        String slow = Clang.object(folder, "slow", map.formatted("cnt") + use, "-O0").toString();
        Cli callx = Cli.run("compile", slow, "-o", out);
        assertTrue(callx.err().endsWith(": callx, a call through a register, is not an instruction of RFC 9669. Compile with -O2, and inline what is "
            + "called through a pointer\n"), callx.err());
        String leaving = Clang.object(folder, "leaving", "SEC(\"xdp/devmap\") int f(struct xdp_md *ctx) { return ctx->egress_ifindex == 1; }\n").toString();
        refuses("DIR/leaving.o: section xdp/devmap: f: slot 0 (DIR/leaving.c:4: SEC(\"xdp/devmap\") int f(struct xdp_md *ctx) { return "
            + "ctx->egress_ifindex == 1; }): `r1 = *(u32 *)(r1 + 20)` reads egress_ifindex; a device map's entry sets it, and its program is run "
            + "alone here. Compare in the program that redirects", "compile", leaving, "-o", out);
        String missing = Clang.object(folder, "missing", "extern unsigned ntohl(unsigned);\nSEC(\"xdp\") int f(struct xdp_md *ctx) { return ntohl(1); }\n").toString();
        Cli extern = Cli.run("compile", missing, "-o", out);
        assertTrue(extern.err().endsWith(": it calls `ntohl`, which the object does not define; libbpf would look for a kernel function of this name, and a "
            + "card has no kernel. Define it, include the header that does (bpf_ntohl() is in bpf/bpf_endian.h), or use helpers only\n"), extern.err());
        refuses("DIR/code.bc: it is LLVM bitcode, not an object; rustc --emit=obj and clang -flto leave it so. Link it with bpf-linker, or make an object "
            + "of it with `llc -march=bpf -filetype=obj`", "inspect", file("code.bc", new byte[] {'B', 'C', (byte) 0xc0, (byte) 0xde, 0, 0, 0, 0}));
    }

    @Test void mapFilesOfBpftoolWithoutJ() throws IOException {
        String[] run = {"run", Cli.FIREWALL, "--pcap", Cli.TRACE, "--engine", "interpreter", ""};
        for (var wrong : List.of(
                new String[] {"[{\"key\": 7, \"value\": {\"a\": 1}}]", "entry 0: key: not an array of bytes such as \"0x1f\"; without -j bpftool prints "
                    + "values by their types, where the object has these. Make one with `bpftool map dump -j`"},
                new String[] {"[{\"key\": [1,2], \"value\": {\"a\": 1}}]", "entry 0: key: not an array of bytes such as \"0x1f\"; without -j bpftool prints "
                    + "values by their types, where the object has these. Make one with `bpftool map dump -j`"},
                new String[] {"key: 00 00 00 00  value: <no entry>\nFound 0 elements\n", "it is what bpftool prints for people; only -j has all of the bytes. "
                    + "Make one with `bpftool map dump -j`"})) {
            run[6] = "--map=flows=" + file("flows", wrong[0]);
            refuses("DIR/flows: " + wrong[1], run);
        }
    }
}
