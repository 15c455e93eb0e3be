package xdp2rtl.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.flow.FlowKey;
import xdp2rtl.flow.MapPlace;
import xdp2rtl.flow.MapPlaces;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.FlowFields;
import xdp2rtl.linux.MapKind;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.Placement;
import xdp2rtl.port.MapContents;

/// Maps of which several cores have parts, as one.
class CoresMapsTest {
    private static final CoreConfig CORE = CoreConfig.of("cores", 4, 2).withCores(4);
    private static final List<MapSpec> MAPS = List.of(MapSpec.of("sums", MapKind.ARRAY, 4, 16, 2),
            MapSpec.of("hosts", MapKind.HASH, 4, 8, 4), MapSpec.of("flows", MapKind.LRU_HASH, 4, 8, 8),
            MapSpec.of("own", MapKind.LRU_PERCPU_HASH, 4, 8, 8),
            MapSpec.globalData(".data", Bytes.of(new byte[]{1, 2, 3, 4, 5, 6, 7, 8}), false),
            MapSpec.of("ports", MapKind.ARRAY, 4, 8, 64));
    private static final MapLayout LAYOUT = MapLayout.of(MAPS, CORE);
    private static final FlowFields.Field FIELD = new FlowFields.Field(34, 2, OptionalInt.empty());
    private static final MapPlace.ByFlow BY_FLOW = new MapPlace.ByFlow(new FlowKey(List.of(
            new FlowKey.Part(FIELD, List.of(0, 1), List.of()))), false);
    private static final MapPlaces PLACES = MapPlaces.divided(new FlowFields(List.of(FIELD)), new TreeMap<>(Map.of(
            "sums", new MapPlace.AddedUp(List.of(new MapPlace.Number(0, 8), new MapPlace.Number(12, 2))),
            "hosts", new MapPlace.AddedUp(List.of(new MapPlace.Number(4, 1))), "flows", BY_FLOW, "own", BY_FLOW,
            "ports", new MapPlace.ByFlow(BY_FLOW.key(), true),
            ".data", new MapPlace.AddedUp(List.of(new MapPlace.Number(2, 2))))));

    private final List<MapStore> stores =
            IntStream.range(0, 4).mapToObj(_ -> new MapStore(CORE.mapBytes())).toList();
    private final CoresMaps maps = new CoresMaps(LAYOUT, PLACES, stores);

    @Test void numbersAreTheSumOfAllCores() {
        Placement.Array sums = (Placement.Array) LAYOUT.placement(0);
        fill(0, 1, value(16, 0, 100, 8, 7, 12, 0xfffe));
        assertEquals(value(16, 0, 100, 8, 7, 12, 0xfffe), read(0, 1));
        // Each core adds to what it has: modulo 2^16, and whatever is in a number's way to 2^64.
        for (MapStore store : stores) {
            int at = sums.address() + sums.stride();
            store.write(at, store.read(at) - 1);
            long word = store.read(at + 8);
            store.write(at + 8, word & ~(0xffffL << 32) | (word + (1L << 32) & 0xffffL << 32));
        }
        assertEquals(value(16, 0, 96, 8, 7, 12, 2), read(0, 1));
        assertEquals(value(16), read(0, 0));
    }

    @Test void numbersOfHashMapsAndGlobalDataTooWithoutLosingWhatIsBesideThem() {
        fill(1, 5, value(8, 0, 9, 4, 3));
        assertEquals(value(8, 0, 9, 4, 3), read(1, 5));
        maps.fill(LAYOUT.placement(4), MapContents.EMPTY);
        assertEquals(Bytes.of(new byte[]{1, 2, 3, 4, 5, 6, 7, 8}), read(4, 0));
    }

    @Test void entriesByFlowAreThoseOfAllCores() {
        emptyFlows();
        put(0, 2, 7, value(8, 0, 1));
        put(2, 2, 3, value(8, 0, 2));
        assertEquals(List.of(MapContents.key(3), MapContents.key(7)),
                maps.read(LAYOUT.placement(2), 1).entries().stream().map(MapContents.Entry::key).toList());
        assertEquals(value(8, 0, 2), read(2, 3));
    }

    @Test void aKeyInTwoCoresIsAnError() {
        emptyFlows();
        put(0, 2, 7, value(8, 0, 1));
        put(1, 2, 7, value(8, 0, 1));
        assertEquals("map flows is by flow, and key 07000000 is in two cores",
                assertThrows(IllegalStateException.class, () -> maps.read(LAYOUT.placement(2), 1)).getMessage());
    }

    @Test void valuesOfOtherCoresCpusAreZero() {
        emptyFlows();
        put(1, 3, 7, value(8, 0, 5));
        List<Bytes> values = maps.read(LAYOUT.placement(3), CORE.cpus()).entries().getFirst().values();
        assertEquals(List.of(value(8), value(8), value(8, 0, 5), value(8, 0, 5)), values.subList(0, 4));
    }

    @Test void ofArraysTheOwnersEntryCounts() {
        fill(5, 4, value(8, 0, 3));
        assertEquals(value(8, 0, 3), read(5, 4));
        Placement.Array ports = (Placement.Array) LAYOUT.placement(5);
        for (int core = 0; core < stores.size(); core++) {
            stores.get(core).write(ports.address() + 4 * ports.stride(), core + 10);
        }
        int owner = (int) read(5, 4).number(0, 8, false) - 10;
        assertTrue(owner >= 0 && owner < 4, "core " + owner);
        assertTrue(IntStream.range(0, 64).mapToLong(key -> {
            for (int core = 0; core < stores.size(); core++) {
                stores.get(core).write(ports.address() + key * ports.stride(), core + 10);
            }
            return read(5, key).number(0, 8, false);
        }).distinct().count() == 4, "all cores own some");
    }

    @Test void entriesAtTheStartHaveCoresInTurn() {
        var places = MapPlaces.divided(PLACES.fields(), new TreeMap<>(Map.of("flows", BY_FLOW)));
        List<Bytes> keys = IntStream.range(0, 8).mapToObj(MapContents::key).toList();
        var free = new CoresMaps(LAYOUT, places, places.dispatch(4, _ -> keys), stores);
        free.fill(LAYOUT.placement(2),
                new MapContents(keys.stream().map(key -> MapContents.Entry.of(key, value(8))).toList()));
        assertEquals(8, free.readAll(LAYOUT.placement(2), 1).entries().size());
        for (MapStore store : stores) {
            assertEquals(2, new CoresMaps(LAYOUT, places, List.of(store)).readAll(LAYOUT.placement(2), 1).entries()
                    .size());
        }
    }

    @Test void oneByOneTheFirstCoreHasAll() {
        CoresMaps first = CoresMaps.sequential(LAYOUT, PLACES, stores);
        first.fill(LAYOUT.placement(2), new MapContents(IntStream.range(0, 8)
                .mapToObj(key -> MapContents.Entry.of(MapContents.key(key), value(8, 0, key))).toList()));
        assertEquals(8, first.readAll(LAYOUT.placement(2), 1).entries().size());
        assertEquals(8,
                new CoresMaps(LAYOUT, PLACES, stores.subList(0, 1)).readAll(LAYOUT.placement(2), 1).entries().size());
    }

    private void emptyFlows() {
        maps.fill(LAYOUT.placement(2), MapContents.EMPTY);
        maps.fill(LAYOUT.placement(3), MapContents.EMPTY);
    }

    private void put(int core, int map, int key, Bytes value) {
        new HashTable((Placement.Hash) LAYOUT.placement(map), LAYOUT, stores.get(core))
                .put(MapContents.key(key).toArray(), value.toArray());
    }

    private void fill(int map, int key, Bytes value) {
        maps.fill(LAYOUT.placement(map), new MapContents(List.of(MapContents.Entry.of(MapContents.key(key), value))));
    }

    private Bytes read(int map, int key) {
        return maps.readAll(LAYOUT.placement(map), 1).entries().stream()
                .filter(entry -> entry.key().equals(MapContents.key(key))).findFirst().orElseThrow().values()
                .getFirst();
    }

    /// @param parts offset and number of 16 bits, again and again
    private static Bytes value(int length, int... parts) {
        var bytes = new byte[length];
        for (int i = 0; i < parts.length; i += 2) {
            bytes[parts[i]] = (byte) parts[i + 1];
            bytes[parts[i] + 1] = (byte) (parts[i + 1] >> 8);
        }
        return Bytes.of(bytes);
    }
}
