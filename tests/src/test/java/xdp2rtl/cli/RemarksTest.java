package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.cli.common.ExitCode;

/// What every verb that compiles says beside its answer: memory, races, loops.
final class RemarksTest {
    private static final String SHARED = """
        struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1); __type(key, __u32); __type(value, __u64); } tokens SEC(".maps");
        __u64 seen;
        SEC("xdp") int shared(struct xdp_md *ctx)
        {
            __u32 zero = 0;
            __u64 *t = bpf_map_lookup_elem(&tokens, &zero);
            seen++;
            if (!t || !*t) return XDP_DROP;
            *t -= 1;
            return XDP_PASS;
        }
        """;
    private static final String LARGE = """
        struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 57492); __type(key, __u32); __type(value, __u64); } large SEC(".maps");
        SEC("xdp") int large_map(struct xdp_md *ctx)
        {
            __u32 key = ctx->rx_queue_index;
            __u64 *value = bpf_map_lookup_elem(&large, &key);
            return value && *value ? XDP_PASS : XDP_DROP;
        }
        """;
    private static final String LONG = """
        SEC("xdp") int long_loop(struct xdp_md *ctx)
        {
            __u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
            if (data + 64 > end) return XDP_PASS;
            __u32 sum = data[1];
            for (__u32 i = 0; i < TURNS; i++) { sum = sum * 2654435761u + data[sum & 31]; data[sum & 31] = sum; }
            *(__u32 *)data = sum;
            return XDP_TX;
        }
        """;

    @TempDir Path folder;

    private JsonObject json(String... arguments) {
        var words = new ArrayList<>(List.of(arguments));
        words.add("--json");
        Cli result = Cli.run(words.toArray(String[]::new));
        assertEquals("", result.err());
        return JsonParser.parseString(result.out()).getAsJsonObject();
    }

    private String text(String... arguments) {
        Cli result = Cli.run(arguments);
        assertEquals("", result.err());
        return result.out();
    }

    @Test void changesInTwoStepsAreNamedByEveryVerbWithTheirCLine() {
        String object = Clang.object(folder, "shared", SHARED).toString();
        String out = folder.resolve("out").toString();
        for (String text : List.of(text("inspect", object), text("compile", object, "-o", out),
                text("cycles", object))) {
            assertTrue(text.contains(
                    "\nRead and written in two steps, while 16 packets run at once: changes can be lost, as on Linux's CPUs\n"
                            + "  shared.c:12: *t -= 1; (map tokens). Change it with __sync_val_compare_and_swap() until nobody came between, or use a map of "
                            + "type percpu_array, in which every packet in flight has a value of its own\n"),
                    text);
        }
        assertEquals(1, json("compile", object, "-o", out).getAsJsonArray("races").size());
        assertFalse(text("inspect", object, "--core", "hxdp").contains("two steps"), "one context");
    }

    @Test void additionsAreOneStepWhereNobodyNeedsTheValue() {
        String plain = Clang.object(folder, "plain", """
            struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 4); __type(key, __u32); __type(value, __u64[2]); } flows SEC(".maps");
            __u64 seen; __u32 bytes; __u16 least;
            SEC("xdp") int plain(struct xdp_md *ctx)
            {
                __u32 key = ctx->rx_queue_index;
                __u64 *flow = bpf_map_lookup_elem(&flows, &key);
                seen++;
                bytes -= ctx->data_end - ctx->data;
                least += 3;
                if (flow) flow[1] += 5;
                return XDP_DROP;
            }
            """).toString();
        assertFalse(text("cycles", plain).contains("two steps"), text("cycles", plain));
        String asked = Clang.object(folder, "asked", """
            __u64 seen;
            SEC("xdp") int asked(struct xdp_md *ctx)
            {
                return ++seen & 15 ? XDP_DROP : XDP_PASS;
            }
            """).toString();
        assertTrue(text("cycles", asked).contains("  asked.c:7: return ++seen & 15 ? XDP_DROP : XDP_PASS; (map .bss). "
                + "Use __sync_fetch_and_add(), which is one step, or "), text("cycles", asked));
    }

    @Test void noCoreThatWasNamedGrows() {
        String object = Clang.object(folder, "large", LARGE).toString();
        String out = folder.resolve("out").toString();
        String refusal =
                object + ": the maps of program large_map need 459952 bytes; the map memory of this core has 65536. "
                        + "Give --map-kib 512, or reduce max_entries";
        for (String[] verb : List.of(new String[]{"compile", object, "--core", "small", "-o", out},
                new String[]{"cycles", object, "--core", "small"})) {
            Cli result = Cli.run(verb);
            assertEquals("xdp2rtl: " + refusal + "\n", result.err());
            assertEquals(ExitCode.BAD_INPUT, result.exitCode());
        }
        assertTrue(text("inspect", object, "--core", "small").contains("large_map is not supported:\n  " + refusal));
        assertTrue(text("compile", object, "--core", "small", "--map-kib", "512", "-o", out).contains(
                "\nmap memory: 459952 of 524288 bytes; program memory: "));
        assertTrue(text("cycles", object).contains(
                "\nmap memory: 459952 of 1048576 bytes (grown from 262144; `verilog --map-kib 1024` writes this core); program memory: "));
        JsonObject grown = json("cycles", object);
        assertEquals(List.of(459_952, 1_048_576, 262_144),
                List.of("map_bytes_used", "map_bytes_available", "map_bytes").stream()
                        .map(name -> grown.get(name).getAsInt()).toList());
    }

    @Test void inspectRefusesWhatIsTooLongForTheProgramMemory() {
        String object = Clang.object(folder, "shared", SHARED).toString();
        String text = text("inspect", object, "--program-bundles", "2");
        assertTrue(text.contains("shared is not supported:\n  " + object
                + ": shared: takes 3 bundles; the program memory of core custom holds 2. "
                + "Give --program-bundles 4, or more lanes\n"), text);
        assertTrue(text("inspect", object, "--program-bundles", "4").contains("; program memory: 3 of 4 bundles\n"));
    }

    @Test void aLoopWithAKnownNumberOfTurnsIsBounded() {
        String object = Clang.object(folder, "long_loop", LONG.replace("TURNS", "1000")).toString();
        String text = text("cycles", object);
        assertFalse(text.contains("no known bound"), text);
        JsonObject cycles = json("cycles", object);
        assertEquals(0, cycles.getAsJsonArray("unbounded_loops").size());
        String[] run = {"run", object, "--pcap", Cli.SATURATED, "--engine", "bundle", "--json"};
        assertEquals(cycles.getAsJsonObject("static").get("worst").getAsLong(),
                JsonParser.parseString(Cli.run(run).out()).getAsJsonObject().get("cycles_max").getAsLong());
        assertTrue(text("cycles", object, "--bundle-limit", "1000").matches("(?s).*\nA packet can take \\d+ bundles; "
                + "the core stops it after 1000; --bundle-limit N sets another limit\n.*"));
    }

    @Test void aLoopThatTheCoreMayEndIsNamedAndTheLimitCanBeRaised() {
        String object = Clang.object(folder, "long_loop", LONG.replace("TURNS", "(data[0] | 512u)")).toString();
        String out = folder.resolve("out").toString();
        for (String text : List.of(text("inspect", object), text("compile", object, "-o", out),
                text("cycles", object))) {
            assertTrue(text.matches(
                    "(?s).*\nA loop of \\d+ bundles from bundle \\d+ \\(long_loop\\.c:9: .*\\) has no known bound;\n"
                            + "the core stops a packet after 1048576 bundles; --bundle-limit N sets another limit\n.*"),
                    text);
        }
        String[] run =
                {"run", object, "--pcap", Cli.SATURATED, "--engine", "bundle", "--list", "--bundle-limit", "1000"};
        assertTrue(text(run).contains("too many bundles; --bundle-limit N allows more"), text(run));
        run[run.length - 1] = "10000000";
        assertFalse(text(run).contains("too many bundles"));
        assertEquals(1000, json("compile", object, "-o", out, "--bundle-limit", "1000").get("bundle_limit").getAsInt());
        assertEquals("xdp2rtl: --bundle-limit: a packet cannot have 0 bundles. Give 1 or more\n",
                Cli.run("cycles", object, "--bundle-limit", "0").err());
    }
}
