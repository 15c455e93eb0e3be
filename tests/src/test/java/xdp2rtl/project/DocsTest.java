package xdp2rtl.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import xdp2rtl.cli.Main;

/// Tutorial and library page: what they quote is there, their links lead somewhere, and their commands are run.
final class DocsTest {
    private static final Path DOCS = Readme.ROOT.resolve("docs");
    private static final Pattern QUOTE = Pattern.compile("<!-- from (\\S+) -->\\n```\\w+\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Pattern COMMAND = Pattern.compile("(?m)^    (?:sudo )?xdp2rtl (.*?)&?$");
    /// What a command of the tutorial reads or writes.
    private static final Set<String> FILES = Set.of("filter.bpf.o", "report.html", "packets", "board");

    private static String text(String page) throws Exception { return Files.readString(DOCS.resolve(page)); }

    @Test void whatIsQuotedIsThere() throws Exception {
        for (String page : List.of("tutorial.md", "library.md")) {
            Matcher quote = QUOTE.matcher(text(page));
            int found = 0;
            for (; quote.find(); found++) {
                assertTrue(Files.readString(Readme.ROOT.resolve(quote.group(1))).contains(quote.group(2)),
                        quote.group(2));
            }
            assertEquals(1, found, page);
        }
    }

    @Test void linksLeadSomewhere() throws Exception {
        var broken = new ArrayList<String>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                if (!Files.exists(page.resolveSibling(link.group(1)))) {
                    broken.add(page + ": " + link.group(1));
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    private static List<Path> pages() throws Exception {
        try (Stream<Path> files = Files.walk(DOCS)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    @Test void everyCommandOfTheTutorialParses() throws Exception {
        Matcher command = COMMAND.matcher(text("tutorial.md"));
        int found = 0;
        for (; command.find(); found++) {
            String[] words = command.group(1).strip().split(" +");
            new CommandLine(new Main()).parseArgs(words);
        }
        assertEquals(10, found);
    }

    /// Those that need neither root nor Verilator.
    @Test void theTutorialsFirstCommandsWork(@TempDir Path folder) throws Exception {
        Process clang =
                new ProcessBuilder("clang-19", "-O2", "-g", "-target", "bpf", "-I/usr/include/x86_64-linux-gnu", "-c",
                        "filter.bpf.c", "-o", folder.resolve("filter.bpf.o").toString())
                        .directory(Readme.ROOT.resolve("junit/example").toFile()).inheritIO().start();
        assertEquals(0, clang.waitFor());
        Matcher command = COMMAND.matcher(text("tutorial.md"));
        while (command.find()) {
            String line = command.group(1).strip();
            if (line.startsWith("diff") || line.startsWith("host")) { continue; }
            String[] words = Stream.of(line.split(" +"))
                    .map(word -> FILES.contains(word) ? folder.resolve(word).toString() : word).toArray(String[]::new);
            var err = new StringWriter();
            assertEquals(0, Main.execute(new PrintWriter(new StringWriter()), new PrintWriter(err, true), words),
                    () -> line + ": " + err);
        }
        assertTrue(Files.exists(folder.resolve("board/sim/program.txt")));
        assertTrue(Files.exists(folder.resolve("packets/1/packets.pcap")));
    }
}
