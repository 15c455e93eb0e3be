package xdp2rtl.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.AutoComplete;
import picocli.CommandLine;
import xdp2rtl.cli.Main;
import xdp2rtl.cli.manual.ManualVerb;

/// The manual: its pages in the repository are those of the command line, and `man` and bash understand what is packed.
final class ManualTest {
    private static final Path PAGES = Readme.ROOT.resolve("docs/verbs");

    @Test void pagesAreThoseOfTheCommandLine() throws IOException {
        Map<String, String> pages = ManualVerb.markdown(new CommandLine(new Main()));
        if (System.getProperty("golden", "").equals("update")) {
            Files.createDirectories(PAGES);
            for (String file : files()) {
                Files.delete(PAGES.resolve(file));
            }
            for (var page : pages.entrySet()) {
                Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
            }
        }
        var found = new TreeMap<String, String>();
        for (String file : files()) {
            found.put(file, Files.readString(PAGES.resolve(file)));
        }
        assertEquals(new TreeMap<>(pages), found,
                "tests/run -pl tests -am -Dtest=ManualTest -Dgolden=update writes them");
    }

    private static TreeSet<String> files() throws IOException {
        try (var all = Files.list(PAGES)) {
            return new TreeSet<>(all.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test void groffReadsThePagesWithoutAWarning(@TempDir Path folder) throws Exception {
        for (var page : ManualVerb.man(new CommandLine(new Main())).entrySet()) {
            Path file = Files.writeString(folder.resolve(page.getKey()), page.getValue());
            String text = output("groff", "-man", "-Tutf8", "-ww", "-z", file.toString());
            assertEquals("", text, page.getKey());
        }
    }

    @Test void bashCompletesBoardsCoresAndEngines(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(folder.resolve("completion"),
                AutoComplete.bash("xdp2rtl", new CommandLine(new Main())));
        assertTrue(completed(script, "verilog", "--board", "opennic-au2").contains("opennic-au250"));
        assertTrue(completed(script, "cycles", "--core", "w").contains("wide"));
        assertEquals("bundle\n", completed(script, "run", "--engine", "bu"));
        assertEquals("kernel\n", completed(script, "diff", "--engines", "ker"));
    }

    private static String completed(Path script, String... words) throws Exception {
        String line = "xdp2rtl " + String.join(" ", words);
        return output("bash", "-c",
                ". %s; COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; _complete_xdp2rtl 2>&-; echo ${COMPREPLY[*]}"
                        .formatted(script, line, words.length, line));
    }

    private static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), text);
        return text;
    }
}
