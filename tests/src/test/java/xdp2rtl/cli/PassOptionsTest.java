package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.bench.ExampleFolder;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.compile.Compiler;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.graph.GraphParser;
import xdp2rtl.graph.GraphText;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;
import xdp2rtl.reduce.Pass;
import xdp2rtl.reduce.Reduction;

/// What a researcher asks `compile` for: other passes, and graphs.
final class PassOptionsTest {
    @TempDir Path folder;

    private JsonObject compile(String... options) {
        var words = new ArrayList<>(List.of("compile", Cli.FIREWALL, "-o", folder.toString(), "--json"));
        words.addAll(List.of(options));
        Cli result = Cli.run(words.toArray(String[]::new));
        assertEquals(ExitCode.AGREED, result.exitCode(), result.out());
        return JsonParser.parseString(result.out()).getAsJsonObject();
    }

    private String graph(String when) throws IOException {
        return Files.readString(folder.resolve("simple_firewall." + when + ".graph"));
    }

    @Test void graphsCanBeReadAgain() throws IOException {
        JsonObject json = compile("--dump-graph", "lowered,reduced", "--dump-graph", "fold-sums,simplify");
        assertEquals(json.get("operations").getAsInt(), Reduction.operations(GraphParser.parse(graph("reduced"))));
        assertEquals(json.get("operations_built").getAsInt(),
                Reduction.operations(GraphParser.parse(graph("lowered"))));
        assertEquals(graph("lowered"), GraphText.of(GraphParser.parse(graph("lowered"))));
        assertNotEquals(graph("simplify.1.before"), graph("simplify.1.after"));
        assertTrue(json.getAsJsonArray("files").toString().contains("simple_firewall.simplify.1.after.graph"));
        assertFalse(Files.exists(folder.resolve("simple_firewall.if-conversion.1.before.graph")));
    }

    @Test void aPassCanBeLeftOut() {
        JsonObject all = compile();
        JsonObject less = compile("--no-pass", "common-subexpression-elimination");
        assertNotEquals(0, all.getAsJsonObject("saved").get("common subexpression elimination").getAsInt());
        assertEquals(0, less.getAsJsonObject("saved").get("common subexpression elimination").getAsInt());
        JsonObject two = compile("--passes", "simplify,dead-code-elimination");
        two.getAsJsonObject("saved").entrySet().stream()
                .filter(pass -> !pass.getKey().matches("simplify|dead code elimination"))
                .forEach(pass -> assertEquals(0, pass.getValue().getAsInt(), pass.getKey()));
        assertTrue(two.get("operations").getAsInt() > all.get("operations").getAsInt());
    }

    @Test void whatIsNoPassIsSaid() {
        for (String option : List.of("--no-pass", "--passes", "--dump-graph")) {
            Cli result = Cli.run("compile", Cli.FIREWALL, "-o", folder.toString(), option, "inline");
            assertEquals(ExitCode.BAD_INPUT, result.exitCode());
            assertTrue(result.err().startsWith("xdp2rtl: %s: there is no pass `inline`. There are ".formatted(option)),
                    result.err());
            assertTrue(result.err().contains(", if-conversion, "), result.err());
        }
    }

    private static void agrees(String example, List<Pass> passes) {
        var files = new ExampleFolder(Cli.EXAMPLES.resolve(example));
        Stimulus stimulus = files.stimulus(files.program(), "saturated.pcap");
        try (var interpreter = new Interpreter();
                var bundle = new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT).withPasses(passes))) {
            List<Run> runs = List.of(interpreter.run(stimulus), bundle.run(stimulus));
            assertTrue(Comparison.of(runs).agrees(),
                    () -> passes.stream().map(Pass::name).toList() + ": " + Comparison.of(runs));
        }
    }

    /// No pass needs another one, and their order is free.
    @Test void withoutAnyPassProgramsDoTheSame() {
        for (Pass pass : Reduction.PASSES) {
            agrees("simple_firewall", Reduction.PASSES.stream().filter(other -> other != pass).toList());
            agrees("simple_firewall", List.of(pass));
        }
        for (String example : List.of("simple_firewall", "katran_like", "adjust_tail")) {
            agrees(example, List.of());
            agrees(example, Reduction.PASSES.reversed());
        }
    }
}
