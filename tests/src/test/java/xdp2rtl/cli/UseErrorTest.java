package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import xdp2rtl.cli.common.ExitCode;

/// The exact text of every kind of wrong use, and of what a core cannot be or hold.
final class UseErrorTest extends ErrorTexts {
    private static final String ENGINES = "There are interpreter, kernel, bundle, rtl";

    @Test void wrongUse() {
        refuses("Missing command\nSee `xdp2rtl --help`.");
        refuses("Unmatched argument at index 0: 'xyzzy'\nSee `xdp2rtl --help`.", "xyzzy");
        refuses("Missing required parameter: 'PROG.o'\nSee `xdp2rtl inspect --help`.", "inspect");
        refuses("Missing required option: '-o=DIR'\nSee `xdp2rtl compile --help`.", "compile", Cli.FIREWALL);
        refuses("Unknown option: '--xyzzy'\nSee `xdp2rtl inspect --help`.", "inspect", Cli.FIREWALL, "--xyzzy");
        refuses("--program: FIREWALL has no program `x`. It has simple_firewall", "inspect", Cli.FIREWALL, "--program",
                "x");
        refuses("Invalid value for option '--engine': there is no engine `x`. %s\nSee `xdp2rtl run --help`."
                .formatted(ENGINES),
                "run", Cli.FIREWALL, "--pcap", Cli.TRACE, "--engine", "x");
        refuses("--engines: one engine has nothing to be compared with. Name two or more, or give --parallel", "diff",
                Cli.FIREWALL,
                "--pcap",
                Cli.TRACE, "--engines", "interpreter");
        refuses("--waves: engine bundle has no waveform. Use --engine rtl", "run", Cli.FIREWALL, "--pcap", Cli.TRACE,
                "--engine", "bundle", "--waves", path("w.fst"));
        refuses("--ifindex: there is no interface 0. Give 1 or more", "run", Cli.FIREWALL, "--pcap", Cli.TRACE,
                "--engine",
                "interpreter", "--ifindex", "0");
    }

    @Test void whatIsNoNumber() {
        for (var wrong : List.of(
                new String[]{"--count", "99999999999", "a whole number from -2147483648 to 2147483647"},
                new String[]{"--flows", "x", "a whole number from -2147483648 to 2147483647"},
                new String[]{"--seed", "1e3", "a whole number from -9223372036854775808 to 9223372036854775807"},
                new String[]{"--gbps", "ten", "a number"})) {
            refuses("Invalid value for option '%s': `%s` is not %s\nSee `xdp2rtl traffic mix --help`.".formatted(
                    wrong[0],
                    wrong[1], wrong[2]), "traffic", "mix", "-o", path("t.pcap"), wrong[0], wrong[1]);
        }
    }

    @Test void whatACoreCannotBe() {
        String[] compile = {"compile", Cli.FIREWALL, "-o", path("out"), "", ""};
        for (var wrong : List.of(
                new String[]{"--core", "huge",
                        "--core: there is no configuration `huge`. There are default, hxdp, small, wide, quad"},
                new String[]{"--lanes", "3", "--lanes: there is no core of 3 lanes. Give 1, 2, 4 or 8"},
                new String[]{"--contexts", "0", "core configuration: contexts is 0. It must be 1 to 64"},
                new String[]{"--cores", "17", "core configuration: cores is 17. It must be 1 to 16"},
                new String[]{"--map-kib", "3",
                        "--map-kib: the map memory cannot have 3 KiB. Give a power of two from 1 to 1048576, or, "
                                + "with --map-memory ultra, a multiple of 1024"},
                new String[]{"--program-bundles", "5000",
                        "core configuration: program bundles is 5000. It must be a power of two up to 4096"},
                new String[]{"--clock-mhz", "0", "core configuration: clock MHz is 0. It must be 1 to 2000"})) {
            compile[4] = wrong[0];
            compile[5] = wrong[1];
            refuses(wrong[2], compile);
        }
    }

    /// A chain of multiplications by what the packet brings: nothing of it can be left out or done at the same time.
    @Test void moreBundlesThanTheCoreHolds() throws IOException {
        ByteBuffer code = ByteBuffer.allocate(8 * 303).order(ByteOrder.LITTLE_ENDIAN);
        code.putLong(0x0000_0000_0010_1261L).putLong(0x0000_0001_0000_00b7L);
        for (int i = 0; i < 300; i++) {
            code.putLong(0x202fL);
        }
        code.putLong(0x95L);
        String[] larger = {"compile", "--raw", file("long", code.array()), "--core", "hxdp", "--program-bundles", "512",
                "-o", path("out")};
        assertEquals("", Cli.run(larger).err());
        refuses("DIR/long: main: takes 301 bundles; the program memory of core hxdp holds 256. "
                + "Give --program-bundles 512, or more lanes", "compile", "--raw", file("long", code.array()), "--core",
                "hxdp", "-o", path("out"));
    }

    @Test void mapsThatDoNotFitTheCoreThatWasAskedFor() {
        for (String verb : List.of("compile", "cycles")) {
            var words = new ArrayList<>(List.of(verb, Cli.FIREWALL, "--map-kib", "8"));
            if (verb.equals("compile")) words.addAll(List.of("-o", path("out")));
            refuses("FIREWALL: the maps of program simple_firewall need 29616 bytes; the map memory of this core has 8192. "
                    + "Give --map-kib 32, or reduce max_entries", words.toArray(String[]::new));
        }
    }

    @Test void whatAPluginCannotRun() {
        for (String engine : List.of("interpreter", "bundle")) {
            assertEquals(new Cli(ExitCode.BAD_INPUT, "", "xdp2rtl: standard input: `zz` is not bytes in hex\n"),
                    Cli.runWithInput("zz", "bpf-plugin", "--engine", engine));
            assertEquals(new Cli(ExitCode.BAD_INPUT, "", "xdp2rtl: MEMORY_HEX: `0x12` is not bytes in hex\n"),
                    Cli.runWithInput("", "bpf-plugin", "--engine", engine, "0x12"));
            assertEquals(
                    new Cli(ExitCode.BAD_INPUT, "",
                            "xdp2rtl: standard input: the program was stopped before it ended\n"),
                    Cli.runWithInput("6110640000000000 9500000000000000", "bpf-plugin", "--engine", engine, "01 02"));
        }
    }

    @Test void aBugIsOneLineThatSaysSo() {
        var bug = new IllegalStateException("two\nlines");
        bug.setStackTrace(new StackTraceElement[]{new StackTraceElement("xdp2rtl.X", "y", "X.java", 7)});
        assertEquals(
                "java.lang.IllegalStateException: two at xdp2rtl.X.y(X.java:7); this is a bug of xdp2rtl, not of "
                        + "your input. Please report this line, the command and the files that it reads; -Dxdp2rtl.trace=true in "
                        + "JAVA_TOOL_OPTIONS shows where it happened.",
                Trouble.of(bug).text());
    }
}
