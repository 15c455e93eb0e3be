package xdp2rtl.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A row that is added to what is supported of Linux does not compile until each place knows it. The sources that see
/// package `linux` are compiled with such a row; the errors name the places, and `docs/extending.md` tells of each.
final class ExhaustiveTest {
    private static final List<String> MODULES = List.of("isa-reduce", "scheduler", "hdl-gen", "boards", "sim");
    /// The row that a type gets.
    private static final Map<String, String> ADDED = Map.of(
            "Helper", "ADDED(212, ResultKind.SCALAR, NOTHING)",
            "MapKind", "ADDED(34)",
            "ArgumentKind", "ADDED",
            "ResultKind", "ADDED");

    /// What does not compile then.
    private static final Set<String> PLACES = Set.of(
            // a helper: calls of it, lowering, interpreter, kernel stand-in, search for packets
            "KernelCode: switch (helper)",
            "HelperLowering: switch (helper)", "Helpers: switch (helper)", "LoadedCode: switch (helper)",
            "ShadowCalls: switch (helper)",
            // a kind of map: sizes, layout, model, kernel's stand-in, host, boards
            "MapKind: switch (this)", "MapLayout: switch (map.type())", "Placement: switch (map.kind())",
            "MapModel: switch (spec.type())",
            "TargetModel: switch (spec.kind())", "KernelMap: switch (spec.type())",
            "Observer: switch (maps.get(kind - FIRST_MAP).kind())",
            "MapContents: switch (map.type())", "Keys: switch (spec.type())", "MapHold: switch (kind)",
            "BoardLimits: switch (map.type())",
            // a kind of argument or result: verifier
            "ArgumentKind: switch (this)", "HelperTypes: switch (kind)", "StackUses: switch (argument)",
            "HelperTypes: switch (helper.result())");

    @TempDir private Path scratch;

    @Test void everyPlaceThatMustKnowARowIsACompileError() throws IOException {
        assertEquals(new TreeSet<>(PLACES), missing());
    }

    @Test void thePageOnExtendingNamesEveryPlace() throws IOException {
        String page = Files.readString(Readme.ROOT.resolve("docs/extending.md"));
        PLACES.forEach(place -> assertTrue(page.contains(place.split(":")[0]), place));
    }

    /// The switches that do not compile once each type has a row more.
    private Set<String> missing() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var found = new DiagnosticCollector<JavaFileObject>();
        Set<String> missing = new TreeSet<>();
        try (var files = compiler.getStandardFileManager(found, null, null)) {
            List<String> options = List.of("-d", Files.createDirectories(scratch.resolve("classes")).toString(),
                    "-proc:none", "-implicit:none", "-nowarn", "-XDshould-stop.ifError=FLOW",
                    "-cp", System.getProperty("java.class.path"));
            var sources = files.getJavaFileObjectsFromPaths(sources());
            compiler.getTask(null, files, found, options, null, sources).call();
        }
        for (var diagnostic : found.getDiagnostics()) {
            if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                assertTrue(
                        Set.of("compiler.err.not.exhaustive", "compiler.err.not.exhaustive.statement")
                                .contains(diagnostic.getCode()),
                        diagnostic::toString);
                String text = diagnostic.getSource().getCharContent(true).toString();
                int start = (int) diagnostic.getStartPosition();
                missing.add("%s: %s".formatted(Path.of(diagnostic.getSource().toUri()).getFileName().toString()
                        .replace(".java", ""), text.substring(start, text.indexOf(" {", start))));
            }
        }
        return missing;
    }

    /// A copy of package `linux`, with the rows, and of what sees it and switches; the rest is there compiled.
    private List<Path> sources() throws IOException {
        var copies = new ArrayList<Path>();
        for (String module : MODULES) {
            Path root = Readme.ROOT.resolve(module).resolve("src/main/java");
            List<Path> files;
            try (Stream<Path> all = Files.walk(root)) {
                files = all.filter(file -> file.toString().endsWith(".java")).toList();
            }
            for (Path file : files) {
                String text = Files.readString(file);
                boolean switches = (text.contains("import xdp2rtl.linux.") || text.contains(".kind()"))
                        && text.contains("switch (");
                boolean own = text.startsWith("package xdp2rtl.linux;");
                if (switches || own) {
                    String type = file.getFileName().toString().replace(".java", "");
                    Path copy = scratch.resolve(root.relativize(file));
                    Files.createDirectories(copy.getParent());
                    copies.add(Files.writeString(copy, own && ADDED.containsKey(type) ? with(text, type) : text));
                }
            }
        }
        return copies;
    }

    /// The row comes last, in front of the fields and methods or of the end.
    private static String with(String text, String type) {
        int body = text.indexOf("enum " + type);
        int semicolon = text.indexOf(";\n\n    ", body);
        int last = semicolon >= 0 ? semicolon : text.lastIndexOf("\n}");
        return text.substring(0, last) + ", " + ADDED.get(type) + text.substring(last);
    }
}
