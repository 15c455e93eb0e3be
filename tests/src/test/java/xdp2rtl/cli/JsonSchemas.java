package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParseException;
import com.google.gson.JsonStreamParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import picocli.CommandLine;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.cli.common.Verb;
import xdp2rtl.cli.common.VerbGroup;

/// What `docs/schema` says of what the verbs print with `--json`. Every command line that a test runs is held to it.
public final class JsonSchemas {
    static final Path FOLDER = Path.of("..", "docs", "schema");
    private static final String ERROR = "error";
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, it -> it.schemas(JsonSchemas::text));

    private JsonSchemas() {}

    /// The verbs that print JSON, as their schemas are called: `host-map-dump`.
    static List<String> verbs() {
        var verbs = new ArrayList<String>();
        collect("", new CommandLine(new Main()), verbs);
        return verbs;
    }

    private static void collect(String name, CommandLine line, List<String> verbs) {
        if (line.getCommand() instanceof Verb) {
            verbs.add(name);
        }
        line.getSubcommands().values().stream().distinct()
                .forEach(verb -> collect((name.isEmpty() ? "" : name + "-") + verb.getCommandName(), verb, verbs));
    }

    /// Of a command line; empty if it leads to no verb.
    static String verb(String... arguments) {
        CommandLine line = new CommandLine(new Main());
        String name = "";
        for (String word : arguments) {
            if (!(line.getCommand() instanceof Main || line.getCommand() instanceof VerbGroup)) { break; }
            line = line.getSubcommands().get(word);
            if (line == null) { return ""; }
            name += (name.isEmpty() ? "" : "-") + line.getCommandName();
        }
        return line.getCommand() instanceof Verb ? name : "";
    }

    /// Holds what a command line has printed to its schema, if it was asked for JSON.
    public static void check(int exitCode, String printed, String... arguments) {
        String verb = verb(arguments);
        List<String> all = Arrays.asList(arguments);
        if (verb.isEmpty() || !all.contains("--json") || all.contains("-h") || all.contains("--help")) { return; }
        int answers = 0;
        try {
            for (var parser = new JsonStreamParser(printed); parser.hasNext(); answers++) {
                String one = parser.next().toString();
                boolean isError = exitCode == ExitCode.BAD_INPUT && one.contains("\"error\":{\"where\"");
                assertEquals(List.of(), errors(isError ? ERROR : verb, one), () -> String.join(" ", all));
            }
        } catch (JsonParseException e) {
            throw new AssertionError(String.join(" ", all) + " prints " + printed, e);
        }
        assertTrue(answers > 0 || all.contains("--follow"), () -> String.join(" ", all) + " prints nothing");
    }

    /// What is wrong with a text, by a schema.
    public static List<String> errors(String schema, String json) {
        return schema(schema).validate(json, InputFormat.JSON).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage()).toList();
    }

    private static Schema schema(String name) {
        return SCHEMAS.computeIfAbsent(name, it -> {
            String place = FOLDER.resolve(it + ".json").toAbsolutePath().normalize().toUri().toString();
            return REGISTRY.getSchema(SchemaLocation.of(place));
        });
    }

    /// Of ours; nothing of what a schema's own schema is made of.
    private static String text(String place) {
        if (!place.startsWith("file:")) { return null; }
        try {
            return Files.readString(Path.of(URI.create(place)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The schemas that there are.
    static List<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length())).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
