package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a board's folder says of itself, and its simulation, which runs without this tool.
final class BoardFolderTest {
    private static final Path EXAMPLE = Cli.EXAMPLES.resolve("xdp2");
    @TempDir private static Path folder;

    @BeforeAll static void write() {
        Cli result = Cli.run("verilog", "--board", "opennic-au50", "--core", "small", "--program",
                EXAMPLE.resolve("xdp2.bpf.o").toString(), "--pcap", EXAMPLE.resolve("trace.pcap").toString(), "-o",
                folder.toString());
        assertEquals(0, result.exitCode(), result::err);
    }

    @Test void theReadmeSaysWhatWroteItAndWhatIsExpected() throws Exception {
        String readme = Files.readString(folder.resolve("README.md"));
        assertTrue(readme.contains("    xdp2rtl verilog --board opennic-au50 --core small --program "), readme);
        assertTrue(readme.contains("\nxdp2rtl 0.1.0, commit "), readme);
        assertTrue(readme.contains("Counted: 42 of 1,344 block RAMs (3 %)"), readme);
        Cli own = Cli.run("verilog", "--board", "opennic-au50", "-o", folder.resolve("own").toString());
        assertEquals(0, own.exitCode(), own::err);
        readme = Files.readString(folder.resolve("own/README.md"));
        assertTrue(readme.contains("| core of 8 lanes, 512 KiB, 64-byte beats | 28,497 | 22,274 | 324.0 | 10 | 3.09 |"
                + " over 400 | over 400 | 250 |"), readme);
    }

    /// GTKWave and Surfer are shown the same signals, and the Verilog has all of them.
    @Test void viewersShowSignalsThatThereAre() throws Exception {
        List<String> gtkwave = Files.readAllLines(folder.resolve("sim/waves.gtkw")).stream()
                .filter(line -> line.startsWith("board.")).map(line -> line.replaceFirst("\\[.*", "")).toList();
        List<String> surfer = Files.readAllLines(folder.resolve("sim/waves.sucl")).stream()
                .filter(line -> line.startsWith("variable_add ")).map(line -> line.substring(13)).toList();
        assertEquals(gtkwave, surfer);
        assertTrue(gtkwave.stream().anyMatch(path -> path.endsWith(".lane_0.decoder.action")), gtkwave::toString);
        assertTrue(gtkwave.stream().anyMatch(path -> path.endsWith(".map_unit.change.state")), gtkwave::toString);
        assertTrue(Files.readString(folder.resolve("sim/action.filter")).contains("1 ALU\n"));
        assertTrue(Files.readString(folder.resolve("sim/.surfer/mappings/state.mapping")).contains("0 IDLE\n"));
        assertTrue(Files.readString(folder.resolve("sim/bundle.filter")).contains("common.h:"));
    }

    /// FuseSoC writes the options of its target into a line for make, so one with a blank would be two; they are those of
    /// the Makefile.
    @Test void fuseSocHasTheOptionsOfTheMakefile() throws Exception {
        Matcher target = Pattern.compile("verilator_options: \\[(.*)]\n").matcher(
                Files.readString(folder.resolve("xdp2rtl.core")).split("\n  sim:\n")[2]);
        assertTrue(target.find());
        List<String> options = List.of(target.group(1).split(", "));
        assertTrue(options.stream().noneMatch(option -> option.matches(".*[ \"'].*")), options::toString);
        Set<String> defined = options.stream().filter(option -> option.startsWith("-D")).collect(Collectors.toSet());
        Set<String> made = Pattern.compile("-D\\w+(=\\d+)?").matcher(Files.readString(folder.resolve("sim/Makefile")))
                .results().map(MatchResult::group).filter(flag -> !flag.equals("-DWAVES=1"))
                .collect(Collectors.toSet());
        assertEquals(made, defined);
        assertEquals(defined.size() + 1, options.stream().filter("-CFLAGS"::equals).count(), options::toString);
    }

    @Tag("model")
    @Test void makeRunsTheProgramOnItsPackets() throws Exception {
        Process make =
                new ProcessBuilder("make", "-C", folder.resolve("sim").toString()).redirectErrorStream(true).start();
        make.getOutputStream().close();
        String log = new String(make.getInputStream().readAllBytes());
        assertEquals(0, make.waitFor(), log);
        assertTrue(Pattern.compile("256 packets went in, \\d+ came out, \\d+ cycles: as expected").matcher(log).find(),
                log);
        Path script = folder.resolve("sim/program.txt");
        var lines = new ArrayList<>(Files.readAllLines(script));
        lines.replaceAll(
                line -> line.matches("e \\w+ \\w+ XDP_DROP") ? line.replaceFirst(" \\w+ XDP", " 1 XDP") : line);
        Files.write(folder.resolve("sim/wrong.txt"), lines);
        Process wrong = new ProcessBuilder("plain/simulate", "wrong.txt").directory(folder.resolve("sim").toFile())
                .redirectErrorStream(true).start();
        String said = new String(wrong.getInputStream().readAllBytes());
        assertEquals(1, wrong.waitFor(), said);
        assertTrue(said.contains("NOT AS EXPECTED"), said);
    }
}
