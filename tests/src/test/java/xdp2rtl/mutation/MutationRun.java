package xdp2rtl.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Plants single faults and looks which tests find them: `tests/run -Pmutation`, which writes `docs/mutation.md`.
final class MutationRun {
    private static final String ONLY = System.getProperty("mutation.only", "");
    private static final Path FOLDER = Path.of("target/mutation");
    private static final Path PAGE = Path.of("../docs/mutation.md");
    /// What was found so far: a line a fault, so that a run can be made in parts.
    private static final Path RESULTS = FOLDER.resolve("results.tsv");

    @Test void everyFaultIsFound() throws Exception {
        List<Fault> faults = Fault.all();
        Files.createDirectories(FOLDER);
        Map<Fault, Planting.Result> results = ONLY.isEmpty() ? new HashMap<>() : before(faults);
        Predicate<String> wanted = Pattern.compile(ONLY).asPredicate();
        var planting = new Planting(FOLDER);
        for (Fault fault : faults) {
            if (wanted.test("#%d %s %s".formatted(fault.number(), fault.room().text(), fault.path()))) {
                Planting.Result result = planting.result(fault);
                results.put(fault, result);
                System.out.printf("mutation: %d %s %s: %s, %d s%n", fault.number(), fault.room().text(), fault.path(),
                        result.isFound() ? result.by() : "not found", result.seconds());
                keep(results);
            }
        }
        Files.writeString(PAGE, new MutationPage(faults, results).text());
        assertEquals(List.of(), new MutationPage(faults, results).missed());
    }

    private static Map<Fault, Planting.Result> before(List<Fault> faults) throws IOException {
        var results = new HashMap<Fault, Planting.Result>();
        if (Files.exists(RESULTS)) {
            for (String line : Files.readAllLines(RESULTS)) {
                String[] cells = line.split("\t", -1);
                faults.stream().filter(fault -> key(fault).equals(cells[0])).forEach(
                        fault -> results.put(fault, new Planting.Result(cells[1], Long.parseLong(cells[2]))));
            }
        }
        return results;
    }

    private static void keep(Map<Fault, Planting.Result> results) throws IOException {
        Files.write(RESULTS, results.entrySet().stream().map(entry -> "%s\t%s\t%d".formatted(key(entry.getKey()),
                entry.getValue().by(), entry.getValue().seconds())).toList());
    }

    /// The same as long as the fault is.
    private static String key(Fault fault) {
        return "%s %s => %s".formatted(fault.path(), fault.before(), fault.after()).replaceAll("\\s+", " ");
    }
}
