package xdp2rtl.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.graph.Graph;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Dispatch;
import xdp2rtl.isa.FlowFields;
import xdp2rtl.linux.MapKind;
import xdp2rtl.lower.GraphBuilder;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.reduce.Reduction;
import xdp2rtl.verifier.Analysis;
import xdp2rtl.verifier.Entry;

/// Where maps lie on four cores, and what the first of them does alone.
class PlaceSearchTest {
    private static final List<MapSpec> MAPS = List.of(
            MapSpec.of("counters", MapKind.ARRAY, 4, 8, 2), MapSpec.of("flows", MapKind.LRU_HASH, 8, 8, 64),
            MapSpec.of("own", MapKind.PERCPU_ARRAY, 4, 8, 2), MapSpec.of("own_flows", MapKind.PERCPU_HASH, 4, 8, 4),
            MapSpec.globalData(".bss", Bytes.of(new byte[16]), false), MapSpec.of("hosts", MapKind.HASH, 4, 8, 64),
            MapSpec.of("few", MapKind.LRU_HASH, 8, 8, 3), MapSpec.of("line", MapKind.QUEUE, 0, 8, 4));

    private static final String COPIES =
            "To use all of them, make it a per-CPU map, or only add to its values and read none";
    private static final String ZERO_KEY = "*(u64 *)(r10 -8) = 0\n*(u64 *)(r10 -16) = 7\nr2 = r10\nr2 += -8\n";
    private static final String ADD =
            "if r0 == 0 goto end\nr1 = *(u64 *)(r0 +0)\nr1 += 1\n*(u64 *)(r0 +0) = r1\nend:\nr0 = 1\nexit";
    private static final String STORE = "if r0 == 0 goto end\n*(u64 *)(r0 +0) = 5\nend:\nr0 = 1\nexit";
    /// r6 is the packet, of which 64 bytes are there; r7 the interface.
    private static final String HEAD =
            "r7 = *(u32 *)(r1 +12)\nr9 = r1\nr6 = *(u32 *)(r1 +0)\nr1 = *(u32 *)(r1 +4)\nr2 = r6\nr2 += 64\nif r2 > r1 goto end\n";
    /// The key's two words of 32 bits.
    private static final String WORDS =
            "*(u32 *)(r10 -8) = r3\n*(u32 *)(r10 -4) = r4\n*(u64 *)(r10 -16) = 7\nr2 = r10\nr2 += -8\n";
    private static final String ADDRESSES = "r3 = *(u32 *)(r6 +26)\nr4 = *(u32 *)(r6 +30)\n";
    private static final String EITHER_WAY = HEAD
            + "if r7 == 1 goto back\n" + ADDRESSES
            + "goto both\nback:\nr4 = *(u32 *)(r6 +26)\nr3 = *(u32 *)(r6 +30)\nboth:\n"
            + WORDS;

    @Test void whatIsOnlyAddedToIsAddedUp() {
        assertEquals(new MapPlace.AddedUp(List.of(new MapPlace.Number(0, 8))), place("counters", lookup(0) + ADD));
        assertEquals(new MapPlace.AddedUp(List.of(new MapPlace.Number(8, 4))),
                place(".bss", "r1 = map[4].value+8 ll\nr2 = 3\nlock *(u32 *)(r1 +0) += r2\nr0 = 1\nexit"));
        assertEquals(FlowFields.NONE, places(lookup(5) + ADD).fields());
    }

    @Test void whatIsWrittenOrReadIsNot() {
        isForTheFirstCore(
                "`*(u64 *)(r0 + 0) = 5` writes to map counters; each of the 4 cores has its own copy of the map, and its keys do not hold the same "
                        + "bytes of the packet's first 64 in every call, so packets of different cores can have one key. "
                        + COPIES
                        + ", or put the packet's addresses into its keys",
                lookup(0) + STORE);
        isForTheFirstCore(
                "`*(u64 *)(r0 + 0) = r1` writes to map counters; each of the 4 cores has its own copy of the map, and its keys do not hold the same "
                        + "bytes of the packet's first 64 in every call, so packets of different cores can have one key. "
                        + COPIES
                        + ", or put the packet's addresses into its keys",
                lookup(0)
                        + "if r0 == 0 goto end\nr1 = *(u64 *)(r0 +0)\nr1 += 1\n*(u64 *)(r0 +0) = r1\nr0 = r1\nexit\nend:\nr0 = 1\nexit");
        isForTheFirstCore(
                "`*(u32 *)(r1 + 0) = 1` writes to map .bss; each of the 4 cores has its own copy of the map, and every packet reaches it, whatever is "
                        + "in the packet, so no core could have a part of it for itself. " + COPIES,
                "r1 = map[4].value+8 ll\n*(u32 *)(r1 +0) = 1\nr0 = 1\nexit");
        isForTheFirstCore(
                "`call map_push_elem#87` writes to map line; each of the 4 cores has its own copy of the map, and it has no keys, by which the cores "
                        + "could divide it. " + COPIES,
                ZERO_KEY + "r1 = map[7] ll\nr3 = 0\ncall map_push_elem\nr0 = 1\nexit");
    }

    @Test void keysThatOnlyTheHostAddsAreInAllCores() {
        assertEquals(new MapPlace.PerCpu(), place("own_flows", lookup(3) + STORE));
        assertEquals(new MapPlace.PerCpu(), place("own", lookup(2) + STORE));
        assertEquals(new MapPlace.Copied(),
                place("hosts", lookup(5) + "if r0 == 0 goto end\nr0 = *(u64 *)(r0 +0)\nexit\nend:\nr0 = 1\nexit"));
    }

    @Test void theBytesOfAKeyTellTheFlow() {
        assertEquals("bytes 26-33 (IPv4 source and destination)",
                fields(HEAD + ADDRESSES + WORDS + "r1 = map[1] ll\n" + update()));
        assertEquals("bytes 30-33 (IPv4 destination)", fields(HEAD
                + "r3 = *(u32 *)(r6 +30)\nr3 = be32 r3\nr4 = *(u8 *)(r6 +23)\n" + WORDS
                + "r1 = map[5] ll\ncall map_lookup_elem\n" + STORE));
        assertEquals("bytes 0-1, 22-23", fields(HEAD
                + "r3 = *(u8 *)(r6 +0)\nr4 = *(u8 *)(r6 +1)\nr4 <<= 16\nr3 |= r4\nr4 = *(u16 *)(r6 +22)\nr4 <<= 8\n"
                + WORDS + "r1 = map[1] ll\n"
                + update()).replace("bytes 22", "22"));
    }

    @Test void bothDirectionsOfAFlowAreOne() {
        assertEquals("bytes 26-29 and 30-33 (IPv4 source, IPv4 destination) in either order",
                fields(EITHER_WAY + "r1 = map[1] ll\n" + update()));
    }

    @Test void whatMovesOrIsWrittenIsNotTheArrivingPackets() {
        String moved =
                "r1 = r9\nr2 = 20\ncall xdp_adjust_head\nif r0 != 0 goto end\nr6 = *(u32 *)(r9 +0)\nr1 = *(u32 *)(r9 +4)\nr2 = r6\nr2 += 20\n"
                        + "if r2 > r1 goto end\nr3 = *(u32 *)(r6 +6)\nr4 = *(u32 *)(r6 +10)\n";
        assertEquals("bytes 26-33 (IPv4 source and destination)",
                fields(HEAD + moved + WORDS + "r1 = map[1] ll\n" + update()));
        assertEquals("bytes 30-33 (IPv4 destination)",
                fields(HEAD + "*(u16 *)(r6 +28) = r7\n" + ADDRESSES + WORDS + "r1 = map[1] ll\n" + update())
                        .replace("bytes 26-27, ", ""));
    }

    @Test void mapsMustHaveAFieldInCommon() {
        String other = HEAD + ADDRESSES + WORDS + "r1 = map[1] ll\nr3 = r10\nr3 += -16\nr4 = 0\ncall map_update_elem\n"
                + "r3 = *(u32 *)(r6 +0)\nr4 = 0\n" + WORDS + "r1 = map[5] ll\ncall map_lookup_elem\n" + STORE;
        isForTheFirstCore(
                "`*(u64 *)(r0 + 0) = 5` writes to map hosts; each of the 4 cores has its own copy of the map, and packets with one key agree in bytes 0-3, "
                        + "those with one key of map flows in bytes 26-33 (IPv4 source and destination), and no core can have both. "
                        + COPIES
                        + ", or put the same fields of the packet into the keys of both",
                other);
    }

    @Test void anLruMapHasAnEntryForEachCore() {
        assertEquals("bytes 26-29 (IPv4 source)", fields(HEAD + ADDRESSES + WORDS + "r1 = map[5] ll\n" + update()));
        isForTheFirstCore(
                "`call map_update_elem#2` writes to map few; each of the 4 cores has its own copy of the map, and it has fewer entries than there are "
                        + "cores. " + COPIES + ", or give it at least 4 entries",
                HEAD + ADDRESSES + WORDS + "r1 = map[6] ll\n" + update());
        assertEquals("bytes 26-29 (IPv4 source)",
                fields(HEAD + ADDRESSES + WORDS + "r1 = map[5] ll\n" + update().replace("r4 = 0", "r4 = 2")));
        assertEquals("bytes 26-29 (IPv4 source)",
                fields(HEAD + ADDRESSES + WORDS + "r1 = map[5] ll\ncall map_delete_elem\nend:\nr0 = 1\nexit"));
    }

    @Test void aMapLiesWhereItIsWanted() {
        String counted = HEAD + ADDRESSES + WORDS + "r1 = map[5] ll\ncall map_lookup_elem\n" + ADD;
        assertEquals(FlowFields.NONE, wanted(counted, "hosts", PlaceChoice.SUM).fields());
        assertEquals("bytes 26-29 (IPv4 source)", FieldText.of(wanted(counted, "hosts", PlaceChoice.FLOW).fields()));
        assertEquals(
                "--place hosts=first: map hosts is to lie in the first core; so that core gets all packets. To use all of them, "
                        + "leave it out",
                wanted(counted, "hosts", PlaceChoice.FIRST).first().orElseThrow().text());
        assertEquals(new MapPlace.PerCpu(), wanted(counted, "own", PlaceChoice.CPU).of("own"));
        assertEquals(
                "--place hosts=copy: map hosts cannot lie there; a copy in each core is for a map that only the host writes. Leave it "
                        + "out, and it lies near, added up: the program only adds to bytes 0-7 of its values and reads none; the "
                        + "host reads the sum",
                unwanted(counted, "hosts", PlaceChoice.COPY));
        assertEquals(
                "--place own=flow: map own cannot lie there; entries by flow are for a map that the program writes with keys that "
                        + "hold fields of the packet. Leave it out, and it lies near, per CPU: every context has its own values, "
                        + "and only the host adds keys",
                unwanted(counted, "own", PlaceChoice.FLOW));
        assertTrue(unwanted(lookup(0) + ADD, "counters", PlaceChoice.FLOW).contains("writes to map counters"));
        assertTrue(unwanted(lookup(0) + STORE, "flows", PlaceChoice.COPY).contains("writes to map counters"));
    }

    private static String unwanted(String code, String map, PlaceChoice choice) {
        return assertThrows(InputError.class, () -> wanted(code, map, choice)).getMessage();
    }

    private static String lookup(int map) {
        return ZERO_KEY + "r1 = map[%d] ll\ncall map_lookup_elem\n".formatted(map);
    }

    private static String update() {
        return "r3 = r10\nr3 += -16\nr4 = 0\ncall map_update_elem\nend:\nr0 = 1\nexit";
    }

    private static String fields(String code) { return FieldText.of(places(code).fields()); }

    private static MapPlace place(String map, String code) { return places(code).of(map); }

    private static void isForTheFirstCore(String message, String code) {
        MapPlaces places = places(code);
        FirstCore reason = places.first().orElseThrow();
        assertEquals(message, reason.what() + "; " + reason.why() + ". " + reason.remedy());
        MAPS.forEach(map -> assertEquals(new MapPlace.First(), places.of(map.name())));
        assertEquals(Dispatch.TO_FIRST, places.dispatch(4));
    }

    private static MapPlaces places(String code) { return places(code, PlaceWishes.NONE); }

    private static MapPlaces wanted(String code, String map, PlaceChoice choice) {
        return places(code, new PlaceWishes(new TreeMap<>(Map.of(map, choice))));
    }

    private static MapPlaces places(String code, PlaceWishes wishes) {
        Program raw = Program.raw("test.o", InstructionEncoder.encode(Assembler.assemble("test", code)));
        var program = new Program(raw.source(), raw.code(), MAPS, "GPL");
        MapLayout layout = MapLayout.of(MAPS, CoreConfig.DEFAULT);
        Graph graph = Reduction.reduce(GraphBuilder.build(program, layout, Entry.XDP));
        return PlaceSearch.of(Analysis.of(program, Entry.XDP), layout, Entry.XDP, graph, 4, wishes);
    }
}
