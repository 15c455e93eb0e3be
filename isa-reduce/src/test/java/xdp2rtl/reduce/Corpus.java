package xdp2rtl.reduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.Program;
import xdp2rtl.graph.Graph;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.lower.GraphBuilder;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.verifier.Entry;

/// The graphs of real programs: our examples and Debian's xdp-filter.
final class Corpus {
    private static final Path DEBIAN = Path.of("/usr/lib/x86_64-linux-gnu/bpf");

    private Corpus() {}

    /// @param layout where its maps lie
    record Case(MapLayout layout, Graph graph) {}

    static Map<String, Case> examples() throws IOException {
        try (Stream<Path> files =
                Files.find(Path.of("..", "examples"), 2, (path, _) -> path.toString().endsWith(".bpf.o"))) {
            return load(files.sorted().toList());
        }
    }

    static Map<String, Case> filters() throws IOException {
        if (!Files.isDirectory(DEBIAN)) {
            throw new AssertionError("no " + DEBIAN + ": apt install xdp-tools libxdp1");
        }
        try (Stream<Path> files = Files.list(DEBIAN)) {
            return load(files.filter(path -> path.getFileName().toString().startsWith("xdpfilt_")).sorted().toList());
        }
    }

    private static Map<String, Case> load(List<Path> objects) {
        Map<String, Case> cases = new LinkedHashMap<>();
        for (Path object : objects) {
            ElfObject elf = ElfObject.read(object);
            for (ElfObject.Entry entry : elf.entries()) {
                Program program = elf.program(entry.name());
                MapLayout layout = MapLayout.of(program.maps(), CoreConfig.DEFAULT);
                String file = object.getFileName().toString().replaceAll("(\\.bpf)?\\.o$", "");
                cases.put(file + ":" + entry.name(), new Case(layout, GraphBuilder.build(program, layout, Entry.XDP)));
            }
        }
        return cases;
    }
}
