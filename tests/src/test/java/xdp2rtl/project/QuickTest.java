package xdp2rtl.project;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What `tests/run --quick` leaves out is marked, and what is not marked finds that it cannot build a model.
class QuickTest {
    private static final Path STAND_IN = Readme.ROOT.resolve("tests/quick/verilator");
    /// Words of tests that make models, or ask others to.
    private static final Pattern MODEL =
            Pattern.compile("\\b(RtlEngine|RtlModels|ModelBoard|BoardModel|PacketTimes\\.hardware"
                    + "|Tool\\.(simulate|build)|new Simulator|BoardWorld|ModelBuilder)\\b|\"rtl\"");

    @Test void testsThatMakeModelsAreTagged() throws IOException {
        List<Path> tests;
        try (var files = Files.walk(Readme.ROOT)) {
            tests = files.filter(file -> file.toString().matches(".*/src/test/java/.*Test[.]java")).toList();
        }
        var untagged = tests.stream().filter(file -> !file.endsWith("QuickTest.java")).filter(file -> {
            var text = read(file);
            return MODEL.matcher(text).find() && !text.contains("@Tag(\"model\")");
        }).map(file -> file.getFileName().toString()).sorted().toList();
        assertEquals(List.of(), untagged);
    }

    @Test void aModelThatIsAskedForInQuickModeIsRefused() throws IOException, InterruptedException {
        assertEquals("1 tests/run --quick builds no model: give this test @Tag(\"model\")\n",
                output("--cc", "--build", "core.v"));
        assertEquals("0 Verilator", output("--version").substring(0, "0 Verilator".length()));
    }

    /// Exit code and what it prints.
    private static String output(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(STAND_IN.toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + text;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
