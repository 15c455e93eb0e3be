package xdp2rtl.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// Faults as classes in front of the good ones, and what tests say of them.
///
/// Only the file with the fault is compiled again; so a fault may not lie in a constant that other files have taken over.
final class Planting {
    private static final long MOST_SECONDS = Long.getLong("mutation.seconds", 1800);
    private static final String CLASSES = System.getProperty("java.class.path");

    private final Path folder;
    private final Map<String, Boolean> good = new HashMap<>();

    /// @param folder for what is made
    Planting(Path folder) { this.folder = folder.toAbsolutePath(); }

    /// What became of a fault.
    ///
    /// @param by      the test that found it; empty if none did
    /// @param seconds it took
    record Result(String by, long seconds) {
        boolean isFound() { return !by.isEmpty(); }
    }

    Result result(Fault fault) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Path classes = compiled(fault);
        String by = "";
        for (Room.Classes tests : fault.room().tests()) {
            by = firstFailure(classes + ":" + CLASSES, tests);
            if (!by.isEmpty()) {
                break;
            }
        }
        return new Result(by, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    }

    private Path compiled(Fault fault) throws IOException {
        Path scratch = folder.resolve("fault");
        if (Files.exists(scratch)) {
            try (Stream<Path> old = Files.walk(scratch)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Path source = Files.createDirectories(scratch.resolve("source")).resolve(Path.of(fault.path()).getFileName());
        Path classes = Files.createDirectories(scratch.resolve("classes"));
        Files.writeString(source, fault.planted());
        int exit = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-nowarn", "-proc:none", "-cp", CLASSES,
                "-d", classes.toString(), source.toString());
        if (exit != 0) { throw new AssertionError("does not compile: " + fault); }
        return classes;
    }

    /// The first test that fails with these classes and does not without the fault; empty if there is none.
    private String firstFailure(String classes, Room.Classes tests) throws IOException, InterruptedException {
        Path module = Fault.ROOT.resolve(tests.module()).toAbsolutePath().normalize();
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-ea",
                "-Xmx3g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp",
                classes + ":" + module.resolve("target/test-classes"), FirstFailure.class.getName()));
        command.addAll(tests.names());
        var builder = new ProcessBuilder(command).directory(module.toFile()).redirectOutput(out.toFile())
                .redirectError(err.toFile());
        // What is built of faulty hardware stays here.
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        Process process = builder.start();
        boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        if (ended && process.exitValue() == 0) { return ""; }
        List<String> lines = Files.readAllLines(out);
        String last = lines.isEmpty() ? "" : lines.getLast();
        String name = ended && process.exitValue() == FirstFailure.FOUND ? last.substring(FirstFailure.MARK.length())
                : "%s (%s)".formatted(last.replace("runs: ", ""), ended ? "ends the process" : "does not end");
        check(tests, name);
        return name;
    }

    /// The test passes without a fault.
    private void check(Room.Classes tests, String name) throws IOException, InterruptedException {
        String simple = name.split("[. ]")[0];
        String test = tests.names().stream().filter(each -> each.endsWith("." + simple)).findFirst().orElseThrow(
                () -> new AssertionError("no test ran: " + tests + "; see " + folder));
        if (!good.containsKey(test)) {
            good.put(test, true);
            if (!firstFailure(CLASSES, new Room.Classes(tests.module(), List.of(test))).isEmpty()) {
                throw new AssertionError(test + " fails without a fault; see " + folder);
            }
        }
    }
}
