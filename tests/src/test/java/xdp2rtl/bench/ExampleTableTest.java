package xdp2rtl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The table of `examples/README.md` has the sizes of our objects and of the paper's.
class ExampleTableTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    @Test void eachProgramStandsThereWithItsSlotsAndThePapers() throws IOException {
        List<String> rows = Files.readAllLines(EXAMPLES.resolve("README.md")).stream()
                .filter(line -> line.startsWith("| `")).toList();
        assertEquals(Published.ALL.size(), rows.size());
        for (Published published : Published.ALL) {
            String slots = " | %d | %d | ".formatted(
                    new ExampleFolder(EXAMPLES.resolve(published.example())).program().slots(), published.slots());
            assertTrue(
                    rows.stream().anyMatch(
                            row -> row.startsWith("| `%s` |".formatted(published.example())) && row.contains(slots)),
                    published.example() + slots);
        }
    }
}
