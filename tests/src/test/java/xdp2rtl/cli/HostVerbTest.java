package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import xdp2rtl.boards.Board;
import xdp2rtl.capture.CaptureReader;
import xdp2rtl.cli.common.ExitCode;
import xdp2rtl.device.Device;
import xdp2rtl.device.Devices;
import xdp2rtl.simulation.Simulator;

/// `host` with all its commands on a simulated board, in the order in which somebody would use them. The trace of the
/// firewall waits at port 0 until the first program is loaded; the device map is empty then, so all that would be
/// redirected is aborted.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("model")
final class HostVerbTest extends HostVerbs {
    /// A queue and a filter.
    private static final String LINES = """
            struct { __uint(type, BPF_MAP_TYPE_QUEUE); __uint(max_entries, 4); __uint(value_size, 4); } line SEC(".maps");
            struct { __uint(type, BPF_MAP_TYPE_BLOOM_FILTER); __uint(max_entries, 9); __uint(value_size, 4); }
                    seen SEC(".maps");
            SEC("xdp") int lines(struct xdp_md *ctx) {
                __u32 value = 7;
                bpf_map_push_elem(&line, &value, 0);
                return bpf_map_peek_elem(&seen, &value) ? XDP_PASS : XDP_DROP;
            }
            """;

    private static final String MTU = """
            SEC("xdp") int mtu(struct xdp_md *ctx) {
                __u32 length = 0;
                return bpf_check_mtu(ctx, 40, &length, 0, 0) ? XDP_DROP : XDP_PASS;
            }
            """;
    private static final String NETWORK = """
            {"links": [{"ifindex": 40, "ifname": "e40", "link_type": "ether", "mtu": 1400, "address": "02:00:00:00:00:01"}]}
            """;

    @Order(1)
    @Test void aBoardThatWasSwitchedOnHasNoProgram() {
        String status = status();
        assertTrue(status.contains(
                "core  version 4: 8 lanes, 16 contexts, 32 registers a lane, 1024 rows, 1048576 bytes of map memory, "
                        + "beats of 64 bytes, frames of 4096\n"),
                status);
        assertTrue(status.contains("ports  ifindex 1, ifindex 2\n"), status);
        assertTrue(status.contains("program  none since reset\npackets  are not taken\n"), status);
        refuses("DEVICE: no program is loaded. Load a program with `xdp2rtl host load`", "map", "list");
    }

    @Order(2)
    @Test void aProgramIsLoadedAndRuns() throws InterruptedException {
        String loaded = text("load", Cli.FIREWALL, Cli.map("flows"));
        assertEquals(
                "DEVICE: simple_firewall runs, 12 bundles for 8 lanes, 16 contexts\npackets are taken from now on; before, none was\n",
                loaded);
        simulator.settle();
        assertTrue(status().contains(
                "program  simple_firewall of " + Path.of(Cli.FIREWALL).toAbsolutePath().normalize()
                        + ", 12 bundles from row 0\nmaps  flows, ports\npackets  run, none is in the core\n"));
        JsonObject status = json("status").getAsJsonObject();
        assertEquals(
                List.of("schema_version", "device", "core_version", "lanes", "contexts", "cores", "registers",
                        "program_bundles", "map_bytes", "beat_bytes", "frame_bytes",
                        "ports_ifindex", "state", "loaded", "running", "idle", "cycles"),
                List.copyOf(status.keySet()));
        assertEquals(device, status.get("device").getAsString(), "what --device takes");
        assertEquals("loaded", status.get("state").getAsString());
        assertEquals("simple_firewall", status.getAsJsonObject("loaded").get("program").getAsString());
    }

    @Order(3)
    @Test void countersAddUp() {
        JsonObject counters = json("counters").getAsJsonObject();
        assertEquals(PACKETS, counters.get("packets").getAsInt());
        JsonObject actions = counters.getAsJsonObject("actions");
        assertEquals(List.of("XDP_ABORTED", "XDP_DROP", "XDP_PASS", "XDP_TX", "XDP_REDIRECT", "other"),
                List.copyOf(actions.keySet()));
        assertEquals(PACKETS, actions.get("XDP_ABORTED").getAsInt() + actions.get("XDP_DROP").getAsInt());
        assertTrue(actions.get("XDP_ABORTED").getAsInt() > 50, actions.toString());
        assertEquals(PACKETS, counters.getAsJsonObject("causes").get("none").getAsInt());
        assertEquals(PACKETS, counters.getAsJsonArray("ports").get(0).getAsJsonObject().get("in").getAsInt());
        assertEquals(0, counters.get("packets_inside").getAsInt());
        int most = counters.get("packets_inside_most").getAsInt();
        assertTrue(most > 1 && most <= 16, counters.toString());
        assertEquals(counters.get("cycles_occupancy").getAsDouble() / PACKETS,
                counters.get("cycles_inside_mean").getAsDouble(), 0.01);
        assertTrue(counters.get("cycles_inside_mean").getAsDouble() > 3 * 7, counters.toString());
        assertEquals(PACKETS, counters.get("dropped").getAsInt(), "that is all that the program did");
        String text = text("counters");
        assertTrue(text.contains("\ninside: 0 packets now, %d at most, ".formatted(most)), text);
        assertTrue(text.matches(
                "(?s).*\nin +%d\nXDP_ABORTED +%d\n.*".formatted(PACKETS, actions.get("XDP_ABORTED").getAsInt())), text);
        assertTrue(text.contains("port 0 (ifindex 1) in"), text);
        String watched = text("counters", "--watch", "--count", "2");
        assertTrue(watched.contains("a second"), watched);
        assertEquals(2, watched.split("cycles since reset").length - 1);
        List<String> lines = host("counters", "--watch", "--count", "2", "--json").out().lines().toList();
        assertEquals(2, lines.size(), "an object in each line");
        JsonObject second = JsonParser.parseString(lines.get(1)).getAsJsonObject();
        assertEquals(0, second.get("packets_per_second").getAsInt());
    }

    /// The text format of Prometheus: families with help and type, each line of the family before.
    @Order(3)
    @Test void countersAreWhatPrometheusReads() {
        String text = text("counters", "--prometheus");
        String family = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith("# HELP ")) {
                family = line.split(" ")[2];
                assertTrue(family.matches("xdp2rtl_[a-z_]+") && line.endsWith("."), line);
            } else if (line.startsWith("#")) {
                assertEquals("# TYPE " + family + (family.endsWith("_total") ? " counter" : " gauge"), line);
            } else {
                assertTrue(line.matches(family + "\\{device=\"sim:[^\"]+\"(,[a-z]+=\"\\w+\")?} \\d+"), line);
            }
        }
        assertTrue(text.contains("xdp2rtl_packets_total{device=\"%s\"} %d\n".formatted(device, PACKETS)), text);
        assertTrue(text.contains(",action=\"XDP_ABORTED\"} ") && text.contains(",ifindex=\"1\"} " + PACKETS), text);
        refuses("--prometheus: it is given with --watch; the text is of one look, in its own form. Leave one of them out",
                "counters", "--prometheus", "--watch");
    }

    @Order(4)
    @Test void eventsNameTheCLine() {
        String one = text("events", "--follow", "--count", "1");
        assertTrue(one.matches("(?s)cycle \\d+ \\(\\d+ ago\\): packet \\d+ of interface 1, \\d+ bytes, context \\d+: "
                + "the program returned XDP_ABORTED\n    bundle \\d+\n.*simple_firewall\\.bpf\\.c:\\d+.*"), one);
        JsonObject rest = json("events").getAsJsonObject();
        JsonArray events = rest.getAsJsonArray("events");
        assertEquals(31, events.size(), "the queue holds 32");
        assertEquals(
                List.of("cycle", "cause", "action", "action_name", "ifindex", "context", "bundle", "bytes", "packet",
                        "of_loaded_program", "sources"),
                List.copyOf(events.get(0).getAsJsonObject().keySet()));
        assertTrue(rest.get("events_lost").getAsInt() > 0);
        String none = text("events");
        assertTrue(none.startsWith("no events\n"), none);
    }

    @Order(5)
    @Test void mapsAreListedAsBpftoolListsThem() {
        String list = text("map", "list");
        assertTrue(list.matches("1: hash  name flows  flags 0x0\n\tkey 16B  value 4B  max_entries 512  memlock \\d+B\n"
                + "2: devmap  name ports  flags 0x0\n\tkey 4B  value 4B  max_entries 2  memlock \\d+B\n"), list);
        assertEquals(
                "[\"id\", \"type\", \"name\", \"flags\", \"bytes_key\", \"bytes_value\", \"max_entries\", \"bytes_memlock\", \"frozen\"]",
                json("map", "list").getAsJsonArray().get(0).getAsJsonObject().keySet().stream().map("\"%s\""::formatted)
                        .toList().toString());
        assertEquals("flows", json("map", "show", "name", "flows").getAsJsonObject().get("name").getAsString());
        assertEquals(list.lines().skip(2).toList(), text("map", "list", "id", "2").lines().toList());
    }

    @Order(6)
    @Test void entriesAreLookedUpUpdatedAndDeleted() {
        assertEquals("map ports: 1 entry updated; the input was not held\n", text("map", "update", "name", "ports",
                "key", "1", "0", "0", "0", "value", "hex", "02", "00", "00", "00"));
        assertEquals("key: 01 00 00 00  value: 02 00 00 00\n",
                text("map", "lookup", "id", "2", "key", "0x1", "0", "00", "0"));
        assertEquals("{\"key\":[\"0x01\",\"0x00\",\"0x00\",\"0x00\"],\"value\":[\"0x02\",\"0x00\",\"0x00\",\"0x00\"]}",
                json("map", "lookup", "name", "ports", "key", "1", "0", "0", "0").toString());
        assertEquals("key: 00 00 00 00  value: <no entry>\nkey: 01 00 00 00  value: 02 00 00 00\nFound 1 element\n",
                text("map", "dump", "name", "ports"));
        assertEquals(
                "[{\"key\":[\"0x00\",\"0x00\",\"0x00\",\"0x00\"],\"value\":{\"error\":\"No such file or directory\"}},"
                        + "{\"key\":[\"0x01\",\"0x00\",\"0x00\",\"0x00\"],\"value\":[\"0x02\",\"0x00\",\"0x00\",\"0x00\"]}]",
                json("map", "dump", "name", "ports").toString());
        assertEquals("map ports: 1 entry updated; the input was not held\n", text("map", "update", "name", "ports",
                "value", "1", "0", "0", "0", "key", "1", "0", "0", "0", "any"), "the value first, as bpftool takes it");
        assertEquals("key: 01 00 00 00  value: 01 00 00 00\n",
                text("map", "lookup", "id", "2", "key", "0x1", "0", "00", "0"));
        assertTrue(text("map", "delete", "name", "ports", "key", "1", "0", "0", "0")
                .startsWith("map ports: 1 entry deleted;"));
        Cli missing = host("map", "lookup", "name", "ports", "key", "1", "0", "0", "0");
        assertEquals(new Cli(ExitCode.MISMATCH, "key:\n01 00 00 00\n\nNot found\n", ""), missing);
        assertTrue(json("map", "lookup", "name", "ports", "key", "1", "0", "0", "0").isJsonNull());
    }

    @Order(7)
    @Test void aHashMapIsChangedWhileTheInputIsHeld() throws IOException {
        String dump = host("map", "dump", "name", "flows", "--json").out();
        Path saved = Files.writeString(folder.resolve("flows.json"), dump);
        String[] key =
                "map update name flows key 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 value 9 0 0 0 noexist".split(" ");
        assertTrue(text(key).matches("map flows: 1 entry updated; the input was held for \\d+ cycles\n"));
        refuses("map flows: key 0102030405060708090a0b0c0d0e0f10: it is there already", key);
        String pushed = text("map", "push", "name", "flows", saved.toString());
        assertTrue(pushed.matches("map flows: \\d+ entries written; the input was held for \\d+ cycles\n"), pushed);
        assertEquals(dump, host("map", "dump", "name", "flows", "--json").out());
        String entries = text("map", "dump", "name", "flows");
        assertTrue(entries.startsWith("[{\n        \"key\": {\n            \"inside_address\": "), entries);
        Path people = Files.writeString(folder.resolve("people.json"), entries);
        text("map", "push", "name", "flows", people.toString());
        assertEquals(dump, host("map", "dump", "name", "flows", "--json").out(), "what people see can be read too");
        text("map", "update", "name", "flows", "key", "json", "{\"protocol\": 6, \"inside_port\": 80}", "value", "json",
                "7");
        String found = text("map", "lookup", "name", "flows", "key", "json", "{\"inside_port\": 80, \"protocol\": 6}");
        assertTrue(found.endsWith("    \"value\": 7\n}\n"), found);
        text("map", "delete", "name", "flows", "key", "json", "{\"inside_port\": 80, \"protocol\": 6}");
        refuses("map: key: it has no member `port`. Its members are inside_address, outside_address, inside_port, "
                + "outside_port, protocol", "map", "lookup", "name", "flows", "key", "json", "{\"port\": 80}");
        refuses("map: `{` is not JSON. Give it in quotes, such as '{\"packets\": 1}'", "map", "lookup", "name", "flows",
                "key", "json", "{");
        refuses("map: the key has no members that are known; the object says no type of it, as by __type of a map. "
                + "Give its 4 bytes", "map", "lookup", "name", "ports", "key", "json", "1");
    }

    @Order(8)
    @Test void wordsThatAreWrongAreRefusedWithOneMessage() throws IOException {
        refuses("map none: program simple_firewall has no map of this name. Its maps are flows, ports", "map", "dump",
                "name", "none");
        refuses("map: program simple_firewall has no map of id 3. Its maps are 1 to 2", "map", "dump", "id", "3");
        refuses("map: `pinned` does not name a map. Give name NAME or id N", "map", "dump", "pinned", "/sys/fs/bpf/x");
        refuses("map: the key has 3 bytes; it must have 4", "map", "lookup", "name", "ports", "key", "1", "2", "3");
        refuses("map: `5` is one word too many", "map", "lookup", "name", "ports", "key", "1", "2", "3", "4", "5");
        refuses("map: `256` is not a byte. Give bytes such as 10 or 0x0a", "map", "lookup", "name", "ports", "key",
                "256", "2", "3", "4");
        refuses("map: `xy` is not a byte. After hex, give bytes such as 0a", "map", "lookup", "name", "ports", "key",
                "hex", "xy", "2", "3", "4");
        refuses("map: `key` is missing. Give key and 4 bytes", "map", "update", "name", "ports", "value", "1", "2", "3",
                "4");
        refuses("map: `value` stands where `key` must. Give key and 4 bytes", "map", "lookup", "name", "ports", "value",
                "1", "2", "3", "4");
        refuses("map: `value` is missing. Give value and 4 bytes", "map", "update", "name", "ports", "key", "1", "0",
                "0", "0");
        refuses("map: `sometimes` is no rule of an update. Rules are any, exist and noexist",
                "map", "update", "name", "ports", "key", "1", "0", "0", "0", "value", "1", "0", "0", "0", "sometimes");
        refuses("map ports: no port of DEVICE has interface index 7. Its ports have 1, 2; `host load --ifindex PORT=N` changes them",
                "map", "update", "name", "ports", "key", "1", "0", "0", "0", "value", "7", "0", "0", "0");
        Path wrong = Files.writeString(folder.resolve("wrong.json"), "{}");
        refuses("DIR/wrong.json: not an array of entries. Make one with `bpftool map dump -j`", "map", "push", "name",
                "ports", wrong.toString());
        refuses("DIR/none.json: there is no such file", "map", "push", "name", "ports",
                folder.resolve("none.json").toString());
        refuses("--ifindex: port 0 is given twice", "load", Cli.FIREWALL, "--ifindex", "0=3", "--ifindex", "0=4");
        refuses("Invalid value for option '--ifindex' (PORT=N): `a` is not a port, `=` and an interface index\n"
                + "See `xdp2rtl host load --help`.", "load", Cli.FIREWALL, "--ifindex", "a");
        assertEquals("xdp2rtl: Missing command\nSee `xdp2rtl host map --help`.\n", Cli.run("host", "map").err());
        assertEquals("xdp2rtl: Missing required option: '--device=DEVICE'\nSee `xdp2rtl host status --help`.\n",
                Cli.run("host", "status").err());
    }

    @Order(9)
    @Test void helpLeadsToCommandsInside() {
        for (String words : List.of("host simulate", "host map dump", "traffic mix")) {
            String asked = Cli.run((words + " --help").split(" ")).out();
            assertEquals(asked, Cli.run(("help " + words).split(" ")).out());
        }
        assertTrue(Cli.run("help", "host").out().contains("simulate"));
        assertEquals(ExitCode.BAD_INPUT, Cli.run("help", "host", "nothing").exitCode());
    }

    @Order(9)
    @Test void everyCommandHasHelpThatFitsTheTerminal() {
        for (String command : List.of("", "load", "unload", "status", "events", "counters", "map", "map list",
                "map dump", "map lookup", "map update",
                "map delete", "map push")) {
            var words = new ArrayList<>(List.of("host"));
            words.addAll(Stream.of(command.split(" ")).filter(word -> !word.isEmpty()).toList());
            words.add("--help");
            Cli help = Cli.run(words.toArray(String[]::new));
            assertEquals(ExitCode.AGREED, help.exitCode(), command);
            assertTrue(help.out().lines().allMatch(line -> line.length() <= 100), help.out());
            assertEquals(!command.isEmpty() && !command.equals("map"), help.out().contains(" --json  "), help.out());
        }
    }

    @Order(9)
    @Test void aDeviceThatSomebodyElseHasIsLeftAlone() {
        try (Device _ = Devices.open(device)) {
            refuses("DEVICE: another host uses it, process %d; two would disturb each other's writes. Wait for it to end"
                    .formatted(ProcessHandle.current().pid()), "status");
        }
        assertEquals(ExitCode.BAD_INPUT,
                Cli.run("host", "status", "--device", "sim:" + folder.resolve("nobody")).exitCode());
    }

    @Order(10)
    @Test void anotherProgramTakesOverAndKeepsWhatItIsAskedTo() {
        String again = text("load", Cli.FIREWALL, "--keep-maps");
        assertTrue(
                again.matches("DEVICE: simple_firewall runs, 12 bundles for 8 lanes, 16 contexts\nkept: flows, ports\n"
                        + "the input was held for \\d+ cycles; \\d+ registers were written before, \\d+ while it was held\n"),
                again);
        assertTrue(json("map", "dump", "name", "flows").getAsJsonArray().size() > 42, "the trace has opened flows");
        JsonObject fresh = json("load", Cli.FIREWALL, "--ifindex", "0=11", "--ifindex", "1=12").getAsJsonObject();
        assertEquals(List.of("schema_version", "device", "program", "object", "bundles", "first_bundle",
                "map_bytes_used",
                "map_bytes_available", "map_bytes", "program_bundles", "bundle_limit", "tail_calls", "inner_maps",
                "shared_functions", "left_out", "flow_fields", "first_core", "map_places", "races", "unbounded_loops",
                "held_cycles", "program_written_ahead", "maps_written_ahead", "writes_ahead", "writes_held", "kept",
                "not_kept"), List.copyOf(fresh.keySet()));
        assertTrue(
                fresh.get("program_written_ahead").getAsBoolean() && fresh.get("maps_written_ahead").getAsBoolean());
        assertEquals("[11,12]", json("status").getAsJsonObject().get("ports_ifindex").toString());
        assertEquals(0, json("map", "dump", "name", "flows").getAsJsonArray().size());
    }

    @Order(11)
    @Test void whatIsAbortedIsKeptWhereThatIsAskedFor() {
        Path aborted = folder.resolve("aborted.pcap");
        text("load", Cli.FIREWALL);
        refuses("--aborted-out: nothing keeps packets that are aborted; the program was loaded without that. "
                + "Load it with `xdp2rtl host load --keep-aborted`", "events", "--aborted-out", aborted.toString());
        assertFalse(Files.exists(aborted));
        text("load", Cli.FIREWALL, "--keep-aborted");
        assertTrue(text("map", "list").contains("perf_event_array  name .aborted  "));
        json("events", "--aborted-out", aborted.toString());
        assertEquals(List.of(), CaptureReader.readAll(aborted));
    }

    @Order(14)
    @Test void everyVerbWasAskedForJson() throws IOException {
        json("load", Clang.object(folder, "lines", LINES).toString());
        assertTrue(json("map", "pop", "name", "line").isJsonNull());
        json("map", "enqueue", "name", "line", "value", "1", "0", "0", "0");
        assertEquals("{\"value\":[\"0x01\",\"0x00\",\"0x00\",\"0x00\"]}",
                json("map", "peek", "name", "line").toString());
        json("map", "push", "name", "seen", "value", "1", "0", "0", "0");
        assertTrue(json("map", "peek", "name", "seen", "value", "1", "0", "0", "0").getAsJsonObject().get("found")
                .getAsBoolean());
        String network = Files.writeString(folder.resolve("network.json"), NETWORK).toString();
        refuses("DEVICE: program lines looks into no network; it calls neither bpf_fib_lookup nor bpf_check_mtu", "fib",
                "sync",
                "--fib", network);
        json("load", Clang.object(folder, "mtu", MTU).toString());
        JsonObject synced = json("fib", "sync", "--fib", network).getAsJsonObject();
        assertTrue(synced.get("words").getAsInt() > 0 && synced.get("held_cycles").getAsInt() > 0, synced.toString());
        assertTrue(text("fib", "sync", "--fib", network).endsWith(" neighbours: nothing is new\n"));
        json("load", Cli.FIREWALL);
        json("map", "update", "name", "ports", "key", "1", "0", "0", "0", "value", "1", "0", "0", "0");
        json("map", "delete", "name", "ports", "key", "1", "0", "0", "0");
        json("unload");
        assertEquals(JsonSchemas.verbs().stream().filter(verb -> verb.startsWith("host-"))
                .filter(verb -> !verb.equals("host-simulate")).collect(Collectors.toCollection(TreeSet::new)), SEEN);
    }

    @Order(13)
    @Test void aCoreWithoutABoardHasNoPorts() {
        Board axis = Board.named("axis");
        String socket = "sim:" + folder.resolve("axis");
        try (var _ = Simulator.on(axis, axis.core(), Map.of(), folder.resolve("axis"))) {
            String object = Cli.EXAMPLES.resolve("redirect_map/redirect_map.bpf.o").toString();
            assertEquals("", Cli.run("host", "load", object, "--device", socket).err());
            String status = Cli.run("host", "status", "--device", socket).out();
            assertTrue(status.matches("(?s).*\nports +none\n.*"), status);
            assertTrue(Cli.run("host", "counters", "--device", socket).out().contains("XDP_REDIRECT"));
            Cli ports = Cli.run("host", "load", object, "--ifindex", "0=3", "--device", socket);
            assertTrue(ports.err().endsWith(" has no port 0. It has no port registers\n"), ports.err());
            assertEquals(ExitCode.AGREED, Cli.run("host", "unload", "--device", socket).exitCode());
        }
    }

    @Order(12)
    @Test void unloadLeavesABoardThatPasses() {
        String unloaded = text("unload");
        assertTrue(unloaded.matches("DEVICE: simple_firewall is unloaded, every packet passes to the host; "
                + "the input was held for \\d+ cycles\n"), unloaded);
        assertTrue(status()
                .contains("program  none, every packet passes to the host\npackets  run, none is in the core\n"));
        refuses("DEVICE: no program is loaded. Load a program with `xdp2rtl host load`", "map", "dump", "name",
                "flows");
    }
}
