package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.capture.CaptureReader;
import xdp2rtl.isa.ControlRegister;

/// What the verbs print and write for people.
final class VerbTest {
    private static final List<String> VERBS =
            List.of("inspect", "compile", "verilog", "run", "diff", "cycles", "traffic", "host",
                    "bpf-plugin", "bench", "demo");

    @TempDir Path folder;

    @BeforeAll static void sayWhereTheExamplesAre() {
        System.setProperty("xdp2rtl.home", "..");
    }

    @Test void helpNamesEveryVerbAndTheExitCodes() {
        String help = Cli.run("--help").out();
        VERBS.forEach(verb -> assertTrue(help.contains("\n  " + verb + " "), verb));
        assertTrue(help.contains("Exit codes: 0 agreed or done, 1 mismatch or not supported, 2 bad input or use."),
                help);
        assertEquals(help, Cli.run("help").out());
    }

    @Test void everyVerbHasHelpThatFitsTheTerminal() {
        for (String verb : VERBS) {
            Cli help = Cli.run("help", verb);
            assertEquals(ExitCode.AGREED, help.exitCode(), verb);
            assertEquals(help.out(), Cli.run(verb, "--help").out());
            assertTrue(help.out().contains("--json"), verb);
            assertTrue(help.out().lines().allMatch(line -> line.length() <= 100), help.out());
        }
    }

    @Test void completionKnowsTheVerbs() {
        String script = Cli.run("generate-completion").out();
        VERBS.forEach(verb -> assertTrue(script.contains(verb), verb));
    }

    @Test void inspectSaysWhyAProgramIsNotSupportedAndAtWhichLine() {
        Path object = Clang.object(folder, "cookie", "SEC(\"xdp\") int cookie(struct xdp_md *ctx) { __s64 iph = 0;\n"
                + "return bpf_tcp_raw_check_syncookie_ipv4((void *)&iph, (void *)&iph); }\n");
        Cli result = Cli.run("inspect", object.toString());
        assertEquals(ExitCode.MISMATCH, result.exitCode());
        assertTrue(result.out().contains("cookie is not supported:\n"), result.out());
        assertTrue(
                result.out().contains(
                        "calls helper tcp_raw_check_syncookie_ipv4; the kernel's secrets are not on the card"),
                result.out());
        assertTrue(result.out().matches("(?s).*slot \\d+ \\(\\S+\\.c:\\d+.*"), result.out());
    }

    @Test void inspectAnswersAScript() {
        assertEquals(ExitCode.AGREED, Cli.run("inspect", Cli.FIREWALL).exitCode());
        assertEquals(ExitCode.MISMATCH, Cli.run("inspect", Cli.FIREWALL, "--program-bundles", "2").exitCode());
        assertEquals(ExitCode.MISMATCH,
                Cli.run("inspect", Cli.DEBIAN + "xdpdump_bpf.o", "--program", "trace_on_entry").exitCode());
        String one = Cli.run("inspect", Cli.DEBIAN + "xdpdump_xdp.o", "--program", "xdpdump").out();
        assertTrue(one.contains("xdpdump ") && one.contains(" supported"), one);
    }

    @Test void inspectNamesProgramsThatAreNotXdp() {
        String text = Cli.run("inspect", Cli.DEBIAN + "xdpdump_bpf.o").out();
        assertTrue(text.matches("(?s).*trace_on_entry +fentry/func .* not XDP \\(fentry\\)\n.*"), text);
        assertFalse(text.contains("is not supported:"), text);
    }

    @Test void aFailedCompilationLeavesTheOldFiles() throws IOException {
        String out = folder.resolve("out").toString();
        assertEquals(ExitCode.AGREED, Cli.run("compile", Cli.FIREWALL, "-o", out).exitCode());
        byte[] image = Files.readAllBytes(Path.of(out, "simple_firewall.img"));
        Path listing = Path.of(out, "simple_firewall.lst");
        Files.delete(listing);
        Files.createDirectories(listing.resolve("in the way"));
        assertEquals(ExitCode.BAD_INPUT, Cli.run("compile", Cli.FIREWALL, "--lanes", "1", "-o", out).exitCode());
        assertEquals(-1, Arrays.mismatch(image, Files.readAllBytes(Path.of(out, "simple_firewall.img"))));
        try (var files = Files.list(Path.of(out))) {
            assertEquals(3, files.count());
        }
    }

    @Test void compilingTwiceGivesTheSameBytes() throws IOException {
        for (String out : List.of("one", "two")) {
            Cli.run("compile", Cli.FIREWALL, "-o", folder.resolve(out).toString());
        }
        for (String end : List.of(".img", ".lst", ".txt")) {
            assertEquals(-1, Files.mismatch(folder.resolve("one/simple_firewall" + end),
                    folder.resolve("two/simple_firewall" + end)));
        }
    }

    @Test void theListingShowsCLinesBesideBundles() throws IOException {
        Cli.run("compile", Cli.FIREWALL, "-o", folder.toString());
        String listing = Files.readString(folder.resolve("simple_firewall.lst"));
        assertTrue(listing.contains("simple_firewall.bpf.c:62: if (!bpf_map_lookup_elem(&flows, &flow)"), listing);
        assertTrue(listing.contains("call map_lookup_elem#1"), listing);
    }

    @Test void packetsThatLeaveAreWrittenAsACapture() {
        String out = folder.resolve("out.pcap").toString();
        Cli result = Cli.run("run", Cli.FIREWALL, "--pcap", Cli.TRACE, "--engine", "interpreter", "--pcap-out", out,
                Cli.map("flows"), Cli.map("ports"));
        int kept = CaptureReader.readAll(Path.of(out)).size();
        assertTrue(result.out().matches("(?s).*XDP_REDIRECT +" + kept + "\n.*"), result.out());
    }

    @Test void cyclesShowsBestWorstAndEveryWayOut() {
        String text = Cli.run("cycles", Cli.FIREWALL).out();
        assertTrue(text.matches("(?s).*by the schedule: best \\d+, worst \\d+\n.*"), text);
        assertTrue(text.contains("XDP_REDIRECT"), text);
        assertTrue(text.contains("simple_firewall.bpf.c:49: "), text);
    }

    @Test void cyclesOfATraceShowsRateAndLinks() {
        String text =
                Cli.run("cycles", Cli.FIREWALL, "--pcap", Cli.SATURATED, Cli.map("flows"), Cli.map("ports")).out();
        assertTrue(text.contains("cycles of the trace's 64 packets: mean "), text);
        assertTrue(text.contains(" Mpps\n"), text);
        assertTrue(text.contains("100 GbE"), text);
    }

    @Test void aPluginPrintsResultsAsTheConformanceSuiteReadsThem() {
        String code = "61 10 00 00 00 00 00 00\n95 00 00 00 00 00 00 00\n";
        for (String engine : List.of("interpreter", "bundle")) {
            assertEquals(new Cli(ExitCode.AGREED, "44332211\n", ""),
                    Cli.runWithInput(code, "bpf-plugin", "--engine", engine, "11 22 33 44"));
            assertEquals(new Cli(ExitCode.AGREED, "44332211\n", ""),
                    Cli.runWithInput(code, "bpf-plugin", "--engine", engine, "11223344"));
        }
    }

    @Test void verilogWritesOneModuleAFile() throws IOException {
        Cli result = Cli.run("verilog", "--core", "small", "-o", folder.toString());
        assertEquals(ExitCode.AGREED, result.exitCode());
        assertTrue(result.out().startsWith("core small: 1 lane, 4 contexts, streams of 256 bits\n"), result.out());
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String module = file.getFileName().toString().replaceAll("\\.v$", "");
                assertTrue(Files.readString(file).contains("\nmodule " + module + " ("), file.toString());
            }
        }
        assertTrue(Files.exists(folder.resolve("core.v")));
    }

    /// The board's own core, its clock and its beats.
    @Test void everyVerbKnowsTheCoresOfBoards() {
        Cli cycles = Cli.run("cycles", Cli.FIREWALL, "--board", "netfpga-sume");
        assertTrue(cycles.out().contains("\ncore netfpga-sume: 8 lanes, 16 contexts, 200 MHz\n"),
                cycles.out() + cycles.err());
        Cli other = Cli.run("cycles", Cli.FIREWALL, "--board", "netfpga-sume", "--core", "small", "--contexts", "2");
        assertTrue(other.out().contains("\ncore custom: 1 lane, 2 contexts, 200 MHz\n"), other.out() + other.err());
        Cli compiled = Cli.run("compile", Cli.FIREWALL, "--board", "corundum-sume", "-o", folder.toString());
        assertTrue(compiled.out().startsWith("simple_firewall for core corundum-sume: 4 lanes, 16 contexts\n"),
                compiled.out() + compiled.err());
    }

    @Test void aBoardsFolderHasTheRegisterMapAndTheProgramThatGoesWithIt() throws IOException {
        Cli result = Cli.run("verilog", "--board", "opennic-au250", "--program", Cli.FIREWALL, Cli.map("ports"), "-o",
                folder.toString());
        assertEquals("", result.err());
        assertTrue(result.out()
                .startsWith("board opennic-au250 (xcu250-figd2104-2L-e): 8 lanes, 16 contexts, 1024 KiB of map memory, "
                        + "streams of 512 bits, 250 MHz\nthe core takes 454 of 2,688 block RAMs (17 %)\n"),
                result.out());
        String load =
                "xdp2rtl host load program/simple_firewall.bpf.o --program simple_firewall --map ports=program/ports.json "
                        + "--device pci:0000:03:00.0";
        assertTrue(result.out().endsWith("\nto load the program: " + load + "\n"), result.out());
        String readme = Files.readString(folder.resolve("README.md"));
        assertTrue(readme.startsWith("# xdp2rtl on opennic-au250\n") && readme.contains("\n    " + load + "\n"),
                readme);
        for (String file : List.of("simple_firewall.bpf.o", "simple_firewall.img", "simple_firewall.lst",
                "simple_firewall.txt", "ports.json")) {
            assertTrue(Files.size(folder.resolve("program").resolve(file)) > 0, file);
            assertTrue(readme.contains("| `program/" + file + "` |"), readme);
        }
        assertEquals(-1, Files.mismatch(Path.of(Cli.FIREWALL), folder.resolve("program/simple_firewall.bpf.o")));
        String registers = Files.readString(folder.resolve("registers.md"));
        String header = Files.readString(folder.resolve("xdp2rtl_registers.h"));
        for (var register : ControlRegister.values()) {
            assertTrue(
                    registers.contains(
                            "| 0x%03x | `%s` | %d |".formatted(register.offset(), register, register.count())),
                    register + " in\n" + registers);
            assertTrue(header.contains("#define XDP2RTL_%s 0x%03x\n".formatted(register, register.offset())),
                    register + " in\n" + header);
        }
    }

    @Tag("model")
    @Test void theDemoAgreesOnAllEnginesAndLeavesTheHardware() {
        Cli result = Cli.run("demo", "-o", folder.toString());
        assertEquals(ExitCode.AGREED, result.exitCode(), result.out() + result.err());
        for (String engine : List.of("interpreter", "kernel", "bundle", "rtl")) {
            assertTrue(result.out().contains("\n   " + engine + " "), result.out());
        }
        assertFalse(result.out().contains("not available: "), result.out());
        assertTrue(result.out().contains("agree on 2000 packets; bundle and rtl take the same cycles for every packet"),
                result.out());
        assertTrue(Files.exists(folder.resolve("verilog/core.v")));
        assertTrue(Files.exists(folder.resolve("simple_firewall.img")));
    }

    @Test void packetsThatTheCaptureCutAreSaid(@TempDir Path folder) throws IOException {
        byte[] trace = Files.readAllBytes(Path.of(Cli.SATURATED));
        // The original length of the first packet, in the third word of its header.
        trace[24 + 12 + 1] = 5;
        Path cut = Files.write(folder.resolve("cut.pcap"), trace);
        Cli ran = Cli.run("run", Cli.FIREWALL, "--engine", "interpreter", "--pcap", cut.toString());
        assertEquals(0, ran.exitCode());
        assertEquals(
                "xdp2rtl: note: %s: the capture cut 1 packet; the program sees no more than was captured. `tcpdump -s 0` captures them whole%n"
                        .formatted(cut),
                ran.err());
    }

    @Test void aCaptureComesFromStandardInputAndGoesToStandardOutput() throws IOException {
        byte[] trace = Files.readAllBytes(Path.of(Cli.TRACE));
        String text = new String(trace, StandardCharsets.ISO_8859_1);
        String file = folder.resolve("out.pcap").toString();
        String[] run = {"run", Cli.FIREWALL, "--pcap", Cli.TRACE, "--engine", "interpreter", Cli.map("flows"),
                Cli.map("ports"), "--pcap-out", file};
        Cli named = Cli.run(run);
        run[3] = "-";
        run[run.length - 1] = "-";
        var bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes));
        Cli piped;
        try {
            piped = Cli.runWithInput(text, run);
        } finally {
            System.setOut(before);
        }
        assertArrayEquals(Files.readAllBytes(Path.of(file)), bytes.toByteArray());
        assertEquals(new Cli(ExitCode.AGREED, "", named.out().replaceAll("in \\S+ s", "")),
                new Cli(piped.exitCode(), piped.out(), piped.err().replaceAll("in \\S+ s", "")));
        Cli twice = Cli.runWithInput(text, "run", "-", "--pcap", "-", "--engine", "interpreter");
        assertEquals(ExitCode.BAD_INPUT, twice.exitCode());
        assertTrue(twice.err().startsWith("xdp2rtl: standard input: "), twice.err());
    }
}
