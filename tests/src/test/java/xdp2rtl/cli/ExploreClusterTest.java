package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Slurm script, as Slurm starts it: a process for each task of the array, with its number in the environment.
class ExploreClusterTest {
    private static final Path SCRIPT = Path.of("..", "docs", "cluster", "explore.sbatch");
    private static final List<String> SPACE =
            List.of(Cli.FIREWALL, "--pcap", Cli.SATURATED, "--board", "opennic-au50", "--target", "5M", "--lanes", "1",
                    "--contexts", "4,8", "--cores", "1");

    @TempDir Path folder;

    private record Task(int exitCode, String said) {}

    private Task task(int number, List<String> words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("sh", SCRIPT.toString()));
        command.addAll(words);
        var process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment()
                .putAll(Map.of("SLURM_ARRAY_TASK_ID", Integer.toString(number), "SLURM_ARRAY_TASK_MAX", "2",
                        "OUT", folder.resolve("parts").toString(), "XDP2RTL", "%s -cp %s xdp2rtl.cli.Main"
                                .formatted(Path.of(System.getProperty("java.home"), "bin", "java"),
                                        System.getProperty("java.class.path"))));
        Process started = process.start();
        String said = new String(started.getInputStream().readAllBytes());
        return new Task(started.waitFor(), said);
    }

    @Test void theTasksOfAnArrayAreTheWhole() throws IOException, InterruptedException {
        for (int number : new int[]{1, 2}) {
            Task task = task(number, SPACE);
            assertEquals(0, task.exitCode, task.said);
        }
        Cli merged = Cli.run("merge", part(1), part(2), "--json");
        var whole = new ArrayList<>(SPACE);
        whole.addFirst("explore");
        whole.add("--json");
        Cli atOnce = Cli.run(whole.toArray(String[]::new));
        JsonObject expected = JsonParser.parseString(atOnce.out()).getAsJsonObject();
        assertEquals(expected, JsonParser.parseString(merged.out()));
        assertEquals(2, expected.getAsJsonArray("candidates").size());
        assertEquals(atOnce.exitCode(), merged.exitCode());
    }

    @Test void aTaskThatFailsLeavesNoPart() throws IOException, InterruptedException {
        Task task = task(1, List.of(folder.resolve("none.o").toString()));
        assertEquals(2, task.exitCode, task.said);
        assertTrue(task.said.contains("there is no such file"), task.said);
        try (var files = Files.list(folder.resolve("parts"))) {
            assertEquals(List.of(), files.toList());
        }
        assertFalse(Files.exists(Path.of(part(1))));
    }

    @Test void whatIsNoPartIsNamed() throws IOException {
        Path other = Files.writeString(folder.resolve("other.json"), "{\"program\": 1}");
        Cli result = Cli.run("merge", other.toString());
        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("other.json: it is no part of an exploration"), result.err());
    }

    private String part(int number) {
        return folder.resolve("parts").resolve(number + ".json").toString();
    }
}
