package xdp2rtl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.Program;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.GraphCheck;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.verifier.Entry;

/// Every program of our examples and of Debian's xdp-filter becomes a graph that holds.
class RealProgramsTest {
    private static final Path DEBIAN = Path.of("/usr/lib/x86_64-linux-gnu/bpf");

    @Test void buildsEveryExample() throws IOException {
        try (Stream<Path> files = Files.find(Path.of("..", "examples"), 2,
                (path, _) -> path.toString().endsWith(".bpf.o"))) {
            build(files.sorted().toList(), 10);
        }
    }

    @Test void buildsEveryFilterOfXdpTools() throws IOException {
        if (!Files.isDirectory(DEBIAN)) {
            fail("no " + DEBIAN + ": apt install xdp-tools libxdp1");
        }
        try (Stream<Path> files = Files.list(DEBIAN)) {
            build(files.filter(path -> path.getFileName().toString().startsWith("xdpfilt_")).sorted()
                    .toList(), 10);
        }
    }

    private static void build(List<Path> objects, int atLeast) {
        assertTrue(objects.size() >= atLeast, objects.toString());
        List<String> failures = new ArrayList<>();
        for (Path object : objects) {
            ElfObject elf = ElfObject.read(object);
            for (ElfObject.Entry entry : elf.entries()) {
                try {
                    Program program = elf.program(entry.name());
                    Graph graph = GraphBuilder.build(program,
                            MapLayout.of(program.maps(), CoreConfig.DEFAULT), Entry.XDP);
                    assertEquals(Optional.empty(), GraphCheck.violation(graph));
                } catch (RuntimeException error) {
                    failures.add(object.getFileName() + " " + entry + ": " + error);
                }
            }
        }
        assertEquals(List.of(), failures);
    }
}
