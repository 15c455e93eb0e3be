package xdp2rtl.reduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.GraphParser;
import xdp2rtl.graph.GraphText;

/// Each `*.pass` file: `-- before` and `-- after`, and that both do the same on random packets. The name up
/// to the first point names the pass; `reduction` is the whole list.
final class PassTest {
    private static final Path CASES = Path.of("src/test/resources/pass");

    @TestFactory List<DynamicTest> rewritesBeforeToAfter() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(CASES)) {
            for (Path file : files.sorted().toList()) {
                for (String part : Files.readString(file).split("(?m)^-- case ")) {
                    if (part.contains("-- before")) {
                        String name = part.lines().findFirst().orElseThrow();
                        tests.add(dynamicTest(file.getFileName() + " › " + name,
                                () -> check(file.getFileName().toString(), part)));
                    }
                }
            }
        }
        return tests;
    }

    private static void check(String file, String text) {
        String pass = file.substring(0, file.indexOf('.'));
        String[] parts = text.split("(?m)^-- (before|after)\\n");
        Graph before = GraphParser.parse(parts[1]);
        Graph after = run(pass, before);
        new Executions().same(pass, before, after, 7);
        assertEquals(GraphText.of(renumbered(GraphParser.parse(parts[2]))), GraphText.of(renumbered(after)));
    }

    /// A single pass is followed by the removal of what it left dead and unconnected, so that cases show what
    /// matters.
    private static Graph run(String name, Graph graph) {
        if (name.equals("reduction")) { return Reduction.reduce(graph); }
        Pass pass = Reduction.PASSES.stream()
                .filter(p -> p.name().replace(' ', '-').equals(name)).findFirst().orElseThrow();
        return Reduction.report(graph, pass instanceof DeadCode || pass instanceof BlockMerging
                ? List.of(pass) : List.of(pass, new DeadCode(), new BlockMerging())).graph();
    }

    private static Graph renumbered(Graph graph) { return Numbering.compact(graph); }
}
