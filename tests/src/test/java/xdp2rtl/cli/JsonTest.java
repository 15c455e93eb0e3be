package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import xdp2rtl.cli.common.ExitCode;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The JSON that scripts rely on: one object on standard output, and its keys.
final class JsonTest {
    private static final List<String> CYCLES =
            List.of("schema_version", "program", "slots", "instructions", "operations", "bundles", "lanes",
                    "contexts", "cores", "clock_mhz", "packets", "cycles_mean", "cycles_max", "latency_mean",
                    "cycles_per_packet", "mpps");

    @TempDir Path folder;

    private static JsonObject json(int exitCode, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.add("--json");
        Cli result = Cli.run(all.toArray(String[]::new));
        assertEquals("", result.err());
        assertEquals(exitCode, result.exitCode());
        return JsonParser.parseString(result.out()).getAsJsonObject();
    }

    @Test void inspectShowsProgramsAndMaps() {
        JsonObject json = json(ExitCode.AGREED, "inspect", Cli.FIREWALL);
        assertEquals(List.of("schema_version", "object", "license", "programs", "maps"), List.copyOf(json.keySet()));
        JsonObject program = json.getAsJsonArray("programs").get(0).getAsJsonObject();
        assertEquals(
                List.of("program", "section", "xdp", "supported", "refusal", "bundles", "map_bytes_used",
                        "map_bytes_available", "map_bytes", "program_bundles", "bundle_limit", "tail_calls",
                        "inner_maps",
                        "shared_functions",
                        "left_out", "flow_fields", "first_core", "map_places", "races", "unbounded_loops", "map_memory",
                        "slots",
                        "instructions", "functions", "helpers",
                        "local_calls", "maps"),
                List.copyOf(program.keySet()));
        assertEquals("{\"map_lookup_elem\":2,\"map_update_elem\":1,\"redirect_map\":1}",
                program.get("helpers").toString());
        assertEquals(75, program.get("slots").getAsInt());
        assertTrue(program.get("supported").getAsBoolean());
        assertTrue(program.get("refusal").isJsonNull());
    }

    @Test void oneUnsupportedProgramDoesNotHideTheOthers() {
        JsonObject json = json(ExitCode.MISMATCH, "inspect", "../isa-reduce/src/test/resources/xdp2rtl/elf/refused.o");
        JsonObject good = json.getAsJsonArray("programs").get(1).getAsJsonObject();
        JsonObject bad = json.getAsJsonArray("programs").get(4).getAsJsonObject();
        assertTrue(good.get("supported").getAsBoolean());
        assertEquals("uses_another_section", bad.get("program").getAsString());
        assertTrue(bad.get("slots").isJsonNull());
        assertTrue(bad.getAsJsonObject("refusal").get("where").getAsString().contains("refused.c:64"), bad.toString());
    }

    @Test void diffHasItsKeys() {
        JsonObject json =
                json(ExitCode.AGREED, "diff", Cli.FIREWALL, "--pcap", Cli.SATURATED, "--engines", "interpreter,bundle",
                        Cli.map("flows"), Cli.map("ports"));
        assertEquals(
                List.of("schema_version", "program", "packets", "mismatches", "kernel_compared_until", "engines",
                        "first_mismatch", "at_once"),
                List.copyOf(json.keySet()));
        assertEquals("simple_firewall", json.get("program").getAsString());
        assertEquals(64, json.get("packets").getAsInt());
        assertEquals(0, json.get("mismatches").getAsInt());
        assertTrue(json.get("first_mismatch").isJsonNull());
        var names = new ArrayList<String>();
        for (JsonElement engine : json.getAsJsonArray("engines")) {
            assertEquals(List.of("engine", "available", "seconds"), List.copyOf(engine.getAsJsonObject().keySet()));
            assertTrue(engine.getAsJsonObject().get("available").getAsBoolean());
            names.add(engine.getAsJsonObject().get("engine").getAsString());
        }
        assertEquals(List.of("interpreter", "bundle"), names);
    }

    @Test void cyclesOfATraceAreNumbers() {
        JsonObject json = json(ExitCode.AGREED, "cycles", Cli.FIREWALL, "--pcap", Cli.SATURATED, "--lanes", "4",
                "--contexts", "16",
                "--clock-mhz", "300", Cli.map("flows"), Cli.map("ports"));
        assertEquals(CYCLES, List.copyOf(json.keySet()).subList(0, CYCLES.size()));
        assertEquals(64, json.get("packets").getAsInt());
        assertEquals(1, json.get("cores").getAsInt());
        double mpps = 300 / json.get("cycles_per_packet").getAsDouble();
        assertEquals(mpps, json.get("mpps").getAsDouble(), 0.01);
        assertTrue(json.get("cycles_mean").getAsDouble() <= json.get("cycles_max").getAsDouble());
    }

    @Test void cyclesOfSeveralCoresAreThoseOfAllTogether() {
        String object = Cli.EXAMPLES.resolve("router/router.bpf.o").toString();
        String trace = Cli.EXAMPLES.resolve("router/saturated.pcap").toString();
        JsonObject one = json(ExitCode.AGREED, "cycles", object, "--pcap", trace);
        JsonObject two = json(ExitCode.AGREED, "cycles", object, "--pcap", trace, "--cores", "2");
        assertEquals(2, two.get("cores").getAsInt());
        assertEquals(250 / two.get("cycles_per_packet").getAsDouble(), two.get("mpps").getAsDouble(), 0.01);
        assertEquals(2, two.get("mpps").getAsDouble() / one.get("mpps").getAsDouble(), 0.1);
        assertEquals(one.get("cycles_mean"), two.get("cycles_mean"));
    }

    @Test void cyclesWithoutATraceHaveNoMean() {
        JsonObject json = json(ExitCode.AGREED, "cycles", Cli.FIREWALL);
        assertEquals(0, json.get("packets").getAsInt());
        for (String key : List.of("cycles_mean", "cycles_max", "latency_mean", "cycles_per_packet", "mpps")) {
            assertTrue(json.get(key).isJsonNull(), key);
        }
        JsonObject statics = json.getAsJsonObject("static");
        assertTrue(statics.get("best").getAsInt() <= statics.get("worst").getAsInt());
    }

    @Test void compileNamesWhatItWrote() {
        JsonObject json = json(ExitCode.AGREED, "compile", Cli.FIREWALL, "-o", folder.resolve("out").toString());
        for (JsonElement file : json.getAsJsonArray("files")) {
            assertTrue(Files.isRegularFile(Path.of(file.getAsString())), file.toString());
        }
        assertTrue(json.get("operations").getAsInt() <= json.get("operations_built").getAsInt());
    }

    @Test void runCountsOutcomesAndListsThemOnDemand() {
        JsonObject json =
                json(ExitCode.AGREED, "run", Cli.FIREWALL, "--pcap", Cli.SATURATED, "--engine", "bundle", "--list",
                        Cli.map("flows"), Cli.map("ports"));
        assertEquals("{\"XDP_REDIRECT\":64}", json.get("outcomes").toString());
        assertEquals(64, json.getAsJsonArray("list").size());
        assertEquals(List.of("packet", "outcome", "cycles", "data", "metadata", "emitted", "redirect"),
                List.copyOf(json.getAsJsonArray("list").get(0).getAsJsonObject().keySet()));
    }

    @Test void aPluginsResultIsHex() {
        Cli result =
                Cli.runWithInput("b7 00 00 00 ff ff ff ff 95 00 00 00 00 00 00 00", "bpf-plugin", "--engine", "bundle",
                        "--json");
        assertEquals("ffffffffffffffff",
                JsonParser.parseString(result.out()).getAsJsonObject().get("r0").getAsString());
    }

    @Test void mapsThatWereWrittenCanBeReadAgain() throws IOException {
        String out = folder.resolve("maps").toString();
        json(ExitCode.AGREED, "run", Cli.FIREWALL, "--pcap", Cli.TRACE, "--engine", "interpreter", "--maps-out", out,
                Cli.map("flows"), Cli.map("ports"));
        String again = folder.resolve("again").toString();
        json(ExitCode.AGREED, "run", Cli.FIREWALL, "--pcap", Cli.SATURATED, "--engine", "bundle", "--maps-out", again,
                "--map", "flows=" + out + "/flows.json", "--map", "ports=" + out + "/ports.json");
        assertEquals(Files.readString(Path.of(out, "ports.json")), Files.readString(Path.of(again, "ports.json")));
        assertEquals(Files.readString(Path.of(out, "flows.json")), Files.readString(Path.of(again, "flows.json")));
    }
}
