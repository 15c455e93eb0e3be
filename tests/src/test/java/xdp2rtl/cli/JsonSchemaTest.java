package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.cli.common.ExitCode;

/// Every verb's JSON is what its schema says, and what goes wrong too. [Cli] compares; here every verb is run, but for
/// those of `host`, which [HostVerbTest] runs on a board.
final class JsonSchemaTest {
    private static final String REFUSED = "../isa-reduce/src/test/resources/xdp2rtl/elf/refused.o";
    private static final String FLOWS = Cli.map("flows");
    private static final String PORTS = Cli.map("ports");

    @TempDir Path folder;

    @BeforeAll static void sayWhereTheExamplesAre() {
        System.setProperty("xdp2rtl.home", "..");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    /// Command lines without `--json`, by verb; those of some minutes are apart.
    private Map<String, List<List<String>>> quick() {
        var examples = new TreeMap<String, List<List<String>>>();
        String firewall = Cli.FIREWALL;
        examples.put("inspect", List.of(List.of(firewall), List.of(REFUSED)));
        examples.put("compile", List.of(List.of(firewall, "-o", path("compiled"))));
        examples.put("verilog", List.of(List.of("-o", path("core")),
                List.of("--board", "opennic-au250", "-o", path("board"), "--program", firewall),
                List.of("--board", "opennic-au250", "-o", path("bare"))));
        examples.put("run",
                List.of(List.of(firewall, "--pcap", Cli.SATURATED, "--engine", "bundle", "--list", FLOWS, PORTS),
                        List.of(firewall, "--pcap", Cli.TRACE, "--engine", "interpreter", "--list")));
        examples.put("diff", List.of(
                List.of(firewall, "--pcap", Cli.SATURATED, "--engines", "interpreter,bundle", "--parallel", FLOWS,
                        PORTS),
                List.of(firewall, "--pcap", Cli.SATURATED, "--engines", "interpreter,bundle", FLOWS, PORTS)));
        examples.put("cycles", List.of(List.of(firewall), List.of(firewall, "--pcap", Cli.SATURATED, FLOWS, PORTS)));
        examples.put("report", List.of(List.of(firewall, "-o", path("report.html")),
                List.of(refused(), "-o", path("refused.html"))));
        var explored = List.of(firewall, "--pcap", Cli.SATURATED, "--lanes", "1", "--contexts", "4", "--cores", "1,2");
        examples.put("explore", List.of(explored, with(explored, "--board", "opennic-au50", "--target", "5M"),
                with(explored, "--shard", "1/2")));
        examples.put("merge", List.of(List.of(part(explored, 1), part(explored, 2))));
        examples.put("traffic-mix", List.of(List.of("-o", path("mix.pcap"))));
        examples.put("traffic-reach", List.of(List.of(firewall, "-o", path("reached"))));
        examples.put("bpf-plugin", List.of(List.of("--program", "b7000000070000009500000000000000")));
        return examples;
    }

    private Map<String, List<List<String>>> slow() {
        return Map.of("lockstep", List.of(List.of(Cli.FIREWALL, "--pcap", Cli.SATURATED, FLOWS, PORTS)),
                "demo", List.of(List.of("-o", path("demo"))), "bench", List.of(List.of()));
    }

    private static List<String> with(List<String> words, String... more) {
        return Stream.concat(words.stream(), Stream.of(more)).toList();
    }

    /// The file of a part of two.
    private String part(List<String> explored, int number) {
        Path file = folder.resolve("part" + number + ".json");
        try {
            Files.writeString(file, run("explore", with(explored, "--shard", number + "/2")).out());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return file.toString();
    }

    /// Of a program that is refused only where it is compiled.
    private String refused() {
        return Clang.object(folder, "refused", """
                SEC("xdp") int refused(struct xdp_md *ctx) {
                    char name[16];
                    return bpf_get_current_comm(name, sizeof name) ? XDP_DROP : XDP_PASS;
                }
                """).toString();
    }

    private static Cli run(String verb, List<String> rest) {
        var words = new ArrayList<>(List.of(verb.split("-(?!plugin)")));
        words.addAll(rest);
        words.add("--json");
        return Cli.run(words.toArray(String[]::new));
    }

    private static void runs(Map<String, List<List<String>>> examples) {
        examples.forEach((verb, lines) -> lines.forEach(line -> {
            Cli result = run(verb, line);
            assertTrue(result.exitCode() != ExitCode.BAD_INPUT, result::toString);
            assertEquals(1, JsonParser.parseString(result.out()).getAsJsonObject().get("schema_version").getAsInt());
        }));
    }

    @Test void everyVerbIsRunHere() {
        var here = new TreeSet<String>(quick().keySet());
        here.addAll(slow().keySet());
        assertEquals(new TreeSet<>(JsonSchemas.verbs().stream().filter(verb -> !verb.startsWith("host-")).toList()),
                here);
    }

    @Test void everyVerbHasASchema() {
        var wanted = new TreeSet<>(JsonSchemas.verbs());
        wanted.addAll(List.of("common", "error"));
        assertEquals(wanted, new TreeSet<>(JsonSchemas.names()));
    }

    @Test void schemasAreSchemas() throws IOException {
        var meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
        for (String name : JsonSchemas.names()) {
            String text = Files.readString(JsonSchemas.FOLDER.resolve(name + ".json"));
            assertEquals(List.of(), meta.validate(text, InputFormat.JSON), name);
            JsonObject schema = JsonParser.parseString(text).getAsJsonObject();
            assertEquals(SpecificationVersion.DRAFT_2020_12.getDialectId(), schema.get("$schema").getAsString(), name);
            assertTrue(name.matches("common|error")
                    || schema.get("title").getAsString().equals("xdp2rtl " + name.replaceAll("-(?!plugin)", " ")),
                    name);
        }
    }

    /// A schema that lets everything through would hold nothing.
    @Test void whatIsNotDescribedIsFound() {
        assertFalse(JsonSchemas.errors("bpf-plugin", "{\"schema_version\":1}").isEmpty());
        assertFalse(JsonSchemas.errors("bpf-plugin", "{\"schema_version\":2,\"r0\":\"0\"}").isEmpty());
        assertFalse(JsonSchemas.errors("bpf-plugin", "{\"schema_version\":1,\"r0\":\"0\",\"r1\":\"0\"}").isEmpty());
        assertEquals(List.of(), JsonSchemas.errors("bpf-plugin", "{\"schema_version\":1,\"r0\":\"0\"}"));
        Cli result = Cli.run("compile", Cli.FIREWALL, "-o", path("again"), "--json");
        String more = result.out().replaceFirst("\"program\"", "\"x\": 1, \"program\"");
        assertFalse(JsonSchemas.errors("compile", more).isEmpty());
        assertFalse(JsonSchemas.errors("compile", result.out().replaceFirst("\"races\"", "\"race\"")).isEmpty());
    }

    @Test void answersAreAsDescribed() {
        runs(quick());
    }

    @Tag("model")
    @Test void slowAnswersAreAsDescribed() {
        runs(slow());
    }

    private static JsonObject error(Cli result) {
        assertEquals(ExitCode.BAD_INPUT, result.exitCode());
        assertEquals("", result.err());
        JsonObject whole = JsonParser.parseString(result.out()).getAsJsonObject();
        assertEquals(List.of("schema_version", "error", "exit_code"), List.copyOf(whole.keySet()));
        assertEquals(List.of(), JsonSchemas.errors("error", result.out()));
        return whole.getAsJsonObject("error");
    }

    @Test void whatGoesWrongIsJsonToo() {
        JsonObject error = error(Cli.run("compile", "none.o", "-o", path("none"), "--json"));
        assertEquals("none.o", error.get("where").getAsString());
        assertEquals("there is no such file", error.get("what").getAsString());
        assertEquals("input", error.get("kind").getAsString());
        assertEquals("none.o: there is no such file", error.get("message").getAsString());
        JsonObject program = error(Cli.run("cycles", Cli.FIREWALL, "--program", "x", "--json"));
        assertEquals("Choose one of simple_firewall", program.get("remedy").getAsString());
        JsonObject engine = error(Cli.run("host", "status", "--device", "sim:" + path("nobody"), "--json"));
        assertEquals("sim:" + path("nobody"), engine.get("where").getAsString());
    }

    /// Also where picocli finds it, before there is a verb.
    @Test void wrongUseIsJsonToo() {
        JsonObject error = error(Cli.run("inspect", Cli.FIREWALL, "--json", "--xyzzy"));
        assertEquals("use", error.get("kind").getAsString());
        assertEquals("xdp2rtl inspect", error.get("where").getAsString());
        assertEquals("Unknown option: '--xyzzy'", error.get("what").getAsString());
        assertEquals("See `xdp2rtl inspect --help`", error.get("remedy").getAsString());
        assertEquals("Missing required parameter: 'PROG.o'",
                error(Cli.run("inspect", "--json")).get("what").getAsString());
        error(Cli.run("xyzzy", "--json"));
    }

    /// Where standard output gets a file, nothing else may be in it.
    @Test void anErrorIsNotPutIntoAFile() {
        Cli result = Cli.run("run", Cli.FIREWALL, "--pcap", path("none.pcap"), "--engine", "bundle", "--pcap-out", "-",
                "--json");
        assertEquals("", result.out());
        assertEquals(List.of(), JsonSchemas.errors("error", result.err()));
    }

    @Test void theVersionIsFirst() {
        Stream.of("inspect", "cycles").forEach(verb -> assertTrue(
                Cli.run(verb, Cli.FIREWALL, "--json").out().startsWith("{\n  \"schema_version\": 1,\n"), verb));
    }
}
