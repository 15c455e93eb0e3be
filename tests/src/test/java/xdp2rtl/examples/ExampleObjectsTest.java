package xdp2rtl.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The objects under `examples/` are what their sources give, whatever folder they are built in.
class ExampleObjectsTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    @Test void areWhatTheSourcesGive(@TempDir Path elsewhere) throws IOException, InterruptedException {
        List<Path> sources = files(".c", ".h", "build.sh");
        for (Path source : sources) {
            Path copy = elsewhere.resolve(EXAMPLES.relativize(source));
            Files.createDirectories(copy.getParent());
            Files.copy(source, copy);
        }
        Process build = new ProcessBuilder("sh", "build.sh").directory(elsewhere.toFile())
                .redirectErrorStream(true).start();
        String output = new String(build.getInputStream().readAllBytes());
        assertEquals(0, build.waitFor(), output);
        for (Path object : files(".bpf.o")) {
            byte[] built = Files.readAllBytes(elsewhere.resolve(EXAMPLES.relativize(object)));
            assertArrayEquals(built, Files.readAllBytes(object),
                    () -> object + "; examples/build.sh rebuilds it");
        }
    }

    private static List<Path> files(String... endings) throws IOException {
        try (Stream<Path> all = Files.walk(EXAMPLES)) {
            return all.filter(path -> Stream.of(endings).anyMatch(path.toString()::endsWith)).toList();
        }
    }
}
