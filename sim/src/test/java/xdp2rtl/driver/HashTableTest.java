package xdp2rtl.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.MapKind;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.Placement;
import xdp2rtl.port.MapContents;

/// A table whose memory something else has written over: the host says so, and does not follow it for ever.
class HashTableTest {
    private static final byte[] KEY = {1, 2, 3, 4};
    private static final byte[] OTHER = {5, 6, 7, 8};

    private final MapStore memory = new MapStore(1 << 16);

    private HashTable table(MapKind kind) {
        var map = MapSpec.of("flows", kind, 4, 8, 3);
        MapLayout layout = MapLayout.of(List.of(map), CoreConfig.DEFAULT);
        var hash = (Placement.Hash) layout.placement(0);
        var table = new HashTable(hash, layout, memory);
        table.fill(MapContents.EMPTY);
        assertTrue(table.put(KEY, new byte[8]));
        return table;
    }

    private static int entry(MapKind kind) {
        var map = MapSpec.of("flows", kind, 4, 8, 3);
        return ((Placement.Hash) MapLayout.of(List.of(map), CoreConfig.DEFAULT).placement(0)).firstEntry();
    }

    @ParameterizedTest
    @EnumSource(value = MapKind.class, names = {"HASH", "PERCPU_HASH"})
    void aChainThatLeadsToItselfIsAnError(MapKind kind) {
        HashTable table = table(kind);
        int entry = entry(kind);
        memory.lowHalf(entry, entry);
        refuses("a chain of its buckets does not end", () -> table.read(1));
        byte[] sameBucket = sameBucket(table);
        refuses("a chain of its buckets does not end", () -> table.lookup(sameBucket, 1));
        refuses("a chain of its buckets does not end", () -> table.put(sameBucket, new byte[8]));
        refuses("a chain of its buckets does not end", () -> table.remove(sameBucket));
        assertTrue(table.contains(KEY), "it comes before the fault");
    }

    @ParameterizedTest
    @EnumSource(value = MapKind.class, names = {"HASH", "PERCPU_HASH"})
    void aChainThatLeadsElsewhereIsAnError(MapKind kind) {
        HashTable table = table(kind);
        int entry = entry(kind);
        memory.lowHalf(entry, entry + 8);
        refuses("a chain of its buckets leads to 0x%x, where none of its entries is".formatted(entry + 8),
                () -> table.read(1));
    }

    @Test void aSoundTableIsNot() {
        HashTable table = table(MapKind.HASH);
        assertTrue(table.put(OTHER, new byte[8]) && table.put(new byte[4], new byte[8]));
        assertEquals(3, table.read(1).entries().size());
        assertTrue(table.remove(KEY) && table.put(KEY, new byte[8]));
    }

    @ParameterizedTest
    @EnumSource(value = MapKind.class,
            names = {"LRU_HASH", "LRU_PERCPU_HASH"})
    void aFullLruMapDropsTheKeysOfItsEntriesInTurn(MapKind kind) {
        HashTable table = table(kind);
        for (int i = 0; i < 20; i++) {
            byte[] key = {7, (byte) i, 0, 0};
            assertTrue(table.put(key, new byte[8]) && table.contains(key));
            assertEquals(Math.min(3, i + 2), table.read(1).entries().size());
            assertEquals(i < 2, table.contains(KEY), "the first entry goes first");
            assertTrue(i < 3 || !table.contains(new byte[]{7, (byte) (i - 3), 0, 0}));
        }
    }

    /// A key that is not there and would be in the bucket of [#KEY]: the way to it passes the fault.
    private static byte[] sameBucket(HashTable table) {
        for (int i = 0;; i++) {
            byte[] key = {9, (byte) i, 0, 0};
            try {
                table.contains(key);
            } catch (InputError e) {
                return key;
            }
        }
    }

    private static void refuses(String what, Runnable work) {
        InputError error = assertThrows(InputError.class, work::run);
        assertEquals("map flows: " + what + "; something has written over the map memory. Load the program again",
                error.getMessage());
    }
}
