package xdp2rtl.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import xdp2rtl.diagnostic.InputError;

/// Yosys in Node.js (`tests/synthesis`).
final class Synthesis {
    private Synthesis() {}

    /// The figures of one design, as `synthesize.mjs` gives them.
    ///
    /// @param modules file name to Verilog
    /// @param options of the script
    /// @throws InputError if Node.js or npm is missing, or the synthesis fails
    static JsonElement run(String name, Map<String, String> modules, List<String> options) {
        Path home = Path.of(System.getProperty("xdp2rtl.home", ".")).resolve("tests/synthesis");
        if (!Files.isDirectory(home)) {
            throw new InputError("bench", "areas are measured in a checkout only",
                    "the synthesis writes to its folder tests/synthesis", "Start ./xdp2rtl in a checkout");
        }
        try {
            Path scratch = Files.createTempDirectory("xdp2rtl-area");
            try {
                Path folder = Files.createDirectory(scratch.resolve(name));
                for (var module : modules.entrySet()) {
                    Files.writeString(folder.resolve(module.getKey()), module.getValue());
                }
                install(home, scratch);
                var command = new ArrayList<>(List.of("node", home.resolve("synthesize.mjs").toString(), "--json"));
                command.addAll(options);
                command.add(folder.toString());
                return JsonParser.parseString(run(command, scratch)).getAsJsonArray().get(0);
            } finally {
                try (var files = Files.walk(scratch)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException failure) {
            throw new InputError("bench", "a temporary folder cannot be used (%s)".formatted(failure.getMessage()));
        }
    }

    /// One at a time: npm writes to one folder.
    private static synchronized void install(Path home, Path scratch) {
        run(List.of("npm", "install", "--silent", "--prefix", home.toString()), scratch);
    }

    private static String run(List<String> command, Path scratch) {
        Path output = scratch.resolve("output");
        Path errors = scratch.resolve("errors");
        try {
            int code = new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile())
                    .start().waitFor();
            if (code != 0) {
                List<String> said = Files.readAllLines(errors, StandardCharsets.UTF_8);
                throw new InputError("bench", "`%s` ended with code %d: %s".formatted(command.getFirst(), code,
                        said.isEmpty() ? "it said nothing" : said.getLast()));
            }
            return Files.readString(output);
        } catch (IOException missing) {
            throw new InputError("bench", "`%s` cannot be started".formatted(command.getFirst()),
                    "the synthesis runs Yosys in Node.js", "Install with: apt-get install -y nodejs npm");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InputError("bench", "stopped");
        }
    }
}
