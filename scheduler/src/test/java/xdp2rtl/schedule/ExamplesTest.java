package xdp2rtl.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.Program;
import xdp2rtl.graph.Graph;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.lower.GraphBuilder;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.verifier.Entry;

/// Every example is scheduled for every number of lanes; the scheduler itself runs the proof.
class ExamplesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void schedulesEveryExample(int lanes) throws IOException {
        CoreConfig core = CoreConfig.of("test", lanes, 16);
        List<Path> objects = objects();
        assertTrue(objects.size() >= 10);
        for (Path object : objects) {
            ElfObject elf = ElfObject.read(object);
            for (ElfObject.Entry entry : elf.entries()) {
                Program program = elf.program(entry.name());
                Graph graph = GraphBuilder.build(program, MapLayout.of(program.maps(), core), Entry.XDP);
                Schedule schedule = Scheduler.schedule(entry.name(), graph, core);
                schedule.report().regions().forEach(region -> region.paths()
                        .forEach(path -> assertTrue(path.bundles() >= path.bound(), entry.name() + ": " + path)));
                assertEquals(schedule.bundles(), Scheduler.schedule(entry.name(), graph, core).bundles());
            }
        }
    }

    private static List<Path> objects() throws IOException {
        try (Stream<Path> files =
                Files.find(Path.of("..", "examples"), 2, (path, _) -> path.toString().endsWith(".bpf.o"))) {
            return files.sorted().toList();
        }
    }
}
