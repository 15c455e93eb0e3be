package xdp2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.cli.map.MapText;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.mapfile.MapFileReader;
import xdp2rtl.mapfile.MapFileWriter;
import xdp2rtl.mapfile.TypedText;
import xdp2rtl.port.MapContents;

/// Entries of maps with types are shown as bpftool shows them, which loads the same object, is told the same entries, and
/// is asked; and what is shown can be read again.
final class TypedMapTest {
    private static final String SOURCE = """
            enum color { RED, GREEN = 5, BLUE = 0x80000000 };
            struct key { __u32 address; __u16 port; __u8 protocol; __u8 zero; };
            struct everything {
                __u8 a; __s8 b; __u16 c; __s16 d; __u32 e; __s32 f; __u64 g; __s64 h;
                _Bool flag;
                enum color color;
                char text[8];
                unsigned char mac[6];
                __u32 low:3, high:7;
                int small:5;
                union { __u32 v4; __u8 bytes[4]; } address;
                struct { __u16 x, y; } points[2];
                void *where;
                struct { __u8 inside; __u8 beside; };
                const volatile __u32 last;
            };
            struct route { __u32 bits; __u8 address[4]; };
            struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 64); __type(key, struct key);
                     __type(value, struct everything); } all SEC(".maps");
            struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 3); __type(key, __u32); __type(value, __u64); }
                    counters SEC(".maps");
            struct { __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY); __uint(max_entries, 2); __type(key, __u32);
                     __type(value, struct key); } each SEC(".maps");
            struct { __uint(type, BPF_MAP_TYPE_LPM_TRIE); __uint(max_entries, 8); __uint(map_flags, BPF_F_NO_PREALLOC);
                     __type(key, struct route); __type(value, enum color); } routes SEC(".maps");
            struct { __uint(type, BPF_MAP_TYPE_DEVMAP); __uint(max_entries, 2); __type(key, __u32); __type(value, __u32); }
                    ports SEC(".maps");
            __u32 seen;
            struct key last;
            char name[4];
            SEC("xdp") int typed(struct xdp_md *ctx) {
                struct key key = {}; struct route route = {}; __u32 zero = 0;
                struct everything *found = bpf_map_lookup_elem(&all, &key);
                __u64 *count = bpf_map_lookup_elem(&counters, &zero);
                struct key *own = bpf_map_lookup_elem(&each, &zero);
                enum color *color = bpf_map_lookup_elem(&routes, &route);
                seen++;
                last.port = 7;
                name[0] = 'x';
                return found && count && own && color ? bpf_redirect_map(&ports, 0, 0) : XDP_PASS;
            }
            """;
    private static final Random RANDOM = new Random(3);

    @TempDir static Path folder;

    private static List<MapSpec> maps;

    @BeforeAll static void load() throws IOException {
        Path object = Clang.object(folder, "typed", SOURCE);
        maps = ElfObject.parse("typed.o", Files.readAllBytes(object)).maps();
        Files.createDirectory(folder.resolve("bpf"));
        run("mount -t bpf bpf %s/bpf".formatted(folder));
        run("bpftool prog loadall %s %s/bpf/progs pinmaps %s/bpf/maps".formatted(object, folder, folder));
    }

    @AfterAll static void unload() {
        run("umount %s/bpf".formatted(folder));
    }

    private static String run(String command) {
        try {
            Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(
                        "%s\n%s (it needs root, and: apt-get install bpftool)".formatted(command, text));
            }
            return text;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(command, e);
        }
    }

    private static MapSpec map(String name) {
        return maps.stream().filter(map -> map.name().equals(name)).findFirst().orElseThrow();
    }

    private static String pin(String name) {
        return "pinned %s/bpf/maps/%s".formatted(folder, name);
    }

    private static Bytes random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private static String hex(Bytes bytes) {
        return MapText.hex(bytes).replace("\n", " ");
    }

    private static void update(String map, Bytes key, Bytes value) {
        run("bpftool map update %s key hex %s value hex %s".formatted(pin(map), hex(key), hex(value)));
    }

    /// What bpftool dumps is read, and then shown as bpftool does, to machines and to people; what it shows to people is
    /// read too, and is the same.
    private static MapContents same(String name) {
        MapSpec map = map(name);
        String json = run("bpftool -j map dump " + pin(name));
        MapContents contents = MapFileReader.parse("dump", json, map);
        List<String> shown = sorted(MapFileWriter.text(map, contents));
        List<String> wanted = sorted(json);
        for (int i = 0; i < wanted.size(); i++) {
            assertEquals(wanted.get(i), shown.get(i));
        }
        String people = run("bpftool map dump " + pin(name));
        assertEquals(people, TypedText.lines(map, contents.entries()).orElseThrow() + "\n");
        return contents;
    }

    private static List<String> sorted(String json) {
        return JsonParser.parseString(json).getAsJsonArray().asList().stream().map(JsonElement::toString).sorted()
                .toList();
    }

    private static Bytes everything(Bytes random, boolean truth, int letters) {
        byte[] bytes = random.toArray();
        // C has no other truth; what is not aligned is not shown.
        bytes[32] = (byte) (truth ? 1 : 0);
        if (letters >= 0) {
            Arrays.fill(bytes, 40, 48, (byte) 0);
            for (int i = 0; i < letters; i++) {
                bytes[40 + i] = (byte) ('a' + i);
            }
        }
        return Bytes.of(bytes);
    }

    @Test void everyTypeIsShownAsBpftoolShowsIt() {
        MapSpec all = map("all");
        for (int i = 0; i < 12; i++) {
            update("all", random(8), everything(random(all.valueSize()), i % 2 == 0, i < 9 ? i % 9 : -1));
        }
        byte[] known = new byte[all.valueSize()];
        known[36] = 5;
        update("all", Bytes.of(new byte[8]), Bytes.of(known));
        MapContents contents = same("all");
        assertEquals(13, contents.entries().size());
        for (MapContents.Entry entry : contents.entries()) {
            String lookup = run("bpftool map lookup %s key hex %s".formatted(pin("all"), hex(entry.key())));
            assertEquals(lookup, MapText.entry(all, entry.key(), Optional.of(entry.values())));
        }
    }

    @Test void otherMapsToo() {
        update("counters", MapContents.key(1), Bytes.of(new byte[]{-1, -1, -1, -1, -1, -1, -1, -1}));
        same("counters");
        update("each", MapContents.key(0), random(8));
        same("each");
        update("routes", Bytes.of(new byte[]{24, 0, 0, 0, 10, 1, 2, 0}), Bytes.of(new byte[]{5, 0, 0, 0}));
        update("routes", Bytes.of(new byte[]{8, 0, 0, 0, 11, 0, 0, 0}), Bytes.of(new byte[]{6, 0, 0, 0}));
        same("routes");
        assertTrue(map("ports").types().isEmpty(), "libbpf tells the kernel none of maps of devices");
        assertTrue(run("bpftool map dump " + pin("ports")).startsWith("key: "));
    }

    @Test void globalDataIsShownByItsVariables() {
        String list = run("bpftool -j map show");
        String id = JsonParser.parseString(list).getAsJsonArray().asList().stream().map(JsonElement::getAsJsonObject)
                .filter(map -> map.has("name") && map.get("name").getAsString().equals("typed.bss"))
                .reduce((_, newest) -> newest).orElseThrow().get("id").getAsString();
        MapSpec bss = map(".bss");
        String json = run("bpftool -j map dump id " + id);
        MapContents contents = MapFileReader.parse("dump", json, bss);
        assertEquals(sorted(json), sorted(MapFileWriter.text(bss, contents)));
        assertEquals(run("bpftool map dump id " + id), TypedText.lines(bss, contents.entries()).orElseThrow() + "\n");
        MapContents read = MapFileReader.parse("typed",
                "[{\"value\":{\".bss\":[{\"seen\":7},{\"name\":\"abc\"},{\"last\":{\"port\":443}}]}}]", bss);
        String again = TypedText.formatted(bss, MapContents.key(0), read.entries().getFirst().values()).orElseThrow();
        assertTrue(again.contains("\"seen\":7") && again.contains("\"name\":\"abc\"") && again.contains("\"port\":443"),
                again);
    }

    /// Without bytes beside it.
    @Test void whatIsShownCanBeReadAgain() {
        MapSpec all = map("all");
        var entries = new ArrayList<MapContents.Entry>();
        for (int i = 0; i < 50; i++) {
            entries.add(MapContents.Entry.of(random(8), everything(random(all.valueSize()), i % 3 == 0, i % 10 - 1)));
        }
        for (MapContents.Entry entry : entries) {
            String formatted = TypedText.formatted(all, entry.key(), entry.values()).orElseThrow();
            MapContents read = MapFileReader.parse("typed", "[" + formatted + "]", all);
            MapContents other = MapFileReader.parse("typed", "[{\"formatted\":" + formatted + "}]", all);
            assertEquals(read, other);
            assertEquals(entry.key(), read.entries().getFirst().key());
            assertEquals(formatted,
                    TypedText.formatted(all, entry.key(), read.entries().getFirst().values()).orElseThrow());
        }
    }

    private static Bytes value(String json) {
        return MapFileReader
                .parse("f", "[{\"key\":{\"address\":1,\"port\":80},\"value\":%s}]".formatted(json), map("all"))
                .entries().getFirst().value(0);
    }

    @Test void membersCanBeGivenAlone() {
        String all = "00".repeat(map("all").valueSize());
        assertEquals(all, value("{}").toString());
        assertEquals("05", value("{\"a\":5}").toString().substring(0, 2));
        assertEquals("ff", value("{\"b\":-1}").toString().substring(2, 4));
        assertEquals(value("{\"e\":31}"), value("{\"e\":\"0x1f\"}"));
        assertEquals(value("{\"color\":5}"), value("{\"color\":\"GREEN\"}"));
        assertEquals(value("{\"address\":{\"v4\":513}}"), value("{\"address\":{\"bytes\":[1,2]}}"));
        assertEquals(value("{\"inside\":3}"), value("{\"\":{\"inside\":3}}"), "of a struct without a name");
        assertEquals(value("{\"low\":\"0x7\",\"high\":1}"), value("{\"high\":\"0x1\",\"low\":7}"));
    }

    private static void refuses(String message, String json) {
        assertEquals("f: entry 0: value" + message, assertThrows(InputError.class, () -> value(json)).getMessage());
    }

    @Test void whatDoesNotFitIsRefusedAtItsPlace() {
        refuses(".a: 256 does not fit 1 bytes without a sign", "{\"a\":256}");
        refuses(".b: 128 does not fit 1 bytes", "{\"b\":128}");
        refuses(".e: 1.5 is not a whole number", "{\"e\":1.5}");
        refuses(".low: 8 does not fit 3 bits", "{\"low\":8}");
        refuses(".color: there is no `PINK`. There are RED, GREEN, BLUE", "{\"color\":\"PINK\"}");
        refuses(".text: 9 bytes do not fit its 8", "{\"text\":\"123456789\"}");
        refuses(".points[1].x: {} is not a number", "{\"points\":[{},{\"x\":{}}]}");
        refuses(": it has no member `z`. Its members are a, b, c, d, e, f, g, h, flag, color, text, mac, low, high, small, "
                + "address, points, where, inside, beside, last", "{\"z\":1}");
        refuses(".address: members of a union say different things: v4, bytes; they are the same bytes. Give one of them",
                "{\"address\":{\"v4\":1,\"bytes\":[2,0,0,0]}}");
        refuses(".points[0]: 5 is not an object of members. Its members are x, y", "{\"points\":[5]}");
    }
}
