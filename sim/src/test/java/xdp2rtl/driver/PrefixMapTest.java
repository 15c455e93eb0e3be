package xdp2rtl.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.MapKind;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.Placement;
import xdp2rtl.port.MapContents;

class PrefixMapTest {
    private static final int CAPACITY = 40;

    /// A map in a memory that refuses words from elsewhere.
    private static final class Memory implements MapMemoryAccess {
        private final Placement.Prefixes prefixes;
        private final SortedMap<Integer, Long> words = new TreeMap<>();

        Memory(MapSpec map) {
            prefixes = (Placement.Prefixes) MapLayout.of(List.of(map), CoreConfig.DEFAULT).placement(0);
        }

        @Override public long read(int address) {
            assertTrue(address >= prefixes.table().root() && address < prefixes.table().end() && address % 8 == 0);
            return words.getOrDefault(address, 0L);
        }

        @Override public void write(int address, long word) {
            read(address);
            words.put(address, word);
        }

        /// Nothing is different before it is there at once.
        void make(PrefixChange change) {
            MapContents before = map().read();
            change.before().forEach(this::write);
            assertEquals(before, map().read());
            change.atOnce().forEach(this::write);
        }

        PrefixMap map() {
            return new PrefixMap(prefixes, this);
        }
    }

    private static Bytes key(Random random, int bytes) {
        var key = new byte[4 + bytes];
        random.nextBytes(key);
        for (int i = 4; i < key.length; i++) {
            key[i] = (byte) (random.nextBoolean() ? 0 : random.nextBoolean() ? -1 : key[i] & 0x81);
        }
        int length = random.nextInt(8 * bytes + 1);
        key[0] = (byte) length;
        key[1] = (byte) (length >> 8);
        key[2] = 0;
        key[3] = 0;
        return Bytes.of(key);
    }

    private static boolean bit(Bytes key, int number) {
        return (key.toArray()[4 + number / 8] >> 7 - number % 8 & 1) == 1;
    }

    private static boolean contains(Bytes prefix, Bytes key) {
        long length = MapContents.index(prefix);
        for (int i = 0; i < length; i++) {
            if (bit(prefix, i) != bit(key, i)) { return false; }
        }
        return length <= MapContents.index(key);
    }

    private static Optional<MapContents.Entry> longest(List<MapContents.Entry> entries, Bytes key) {
        return entries.stream().filter(entry -> contains(entry.key(), key))
                .max((a, b) -> Long.compare(MapContents.index(a.key()), MapContents.index(b.key())));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 8, 9, 16, 20, 256})
    void holdsWhatWasPutIntoItThroughAllChanges(int bytes) {
        MapSpec spec = MapSpec.of("trie", MapKind.LPM_TRIE, 4 + bytes, 5, CAPACITY);
        var memory = new Memory(spec);
        memory.map().fill(MapContents.EMPTY);
        var own = new TreeMap<String, MapContents.Entry>();
        var random = new Random(bytes);
        int full = 0;
        for (int i = 0; i < 600; i++) {
            Bytes key = key(random, bytes);
            Optional<MapContents.Entry> same = longest(List.copyOf(own.values()), key)
                    .filter(entry -> MapContents.index(entry.key()) == MapContents.index(key));
            assertEquals(same.isPresent(), memory.map().contains(key));
            if (random.nextInt(3) > 0) {
                Bytes value = Bytes.of(new byte[]{(byte) i, (byte) (i >> 8), 3, 4, 5});
                Optional<PrefixChange> words = memory.map().put(key, value);
                assertEquals(same.isPresent() || own.size() < CAPACITY, words.isPresent());
                full += words.isPresent() ? 0 : 1;
                words.ifPresent(found -> {
                    memory.make(found);
                    same.ifPresent(entry -> own.remove(entry.key().toString()));
                    own.put(key.toString(), MapContents.Entry.of(key, value));
                });
            } else {
                memory.make(memory.map().remove(key));
                same.ifPresent(entry -> own.remove(entry.key().toString()));
            }
            var expected = new MapContents(List.copyOf(own.values())).canonical(spec);
            assertEquals(expected, memory.map().read().canonical(spec));
            for (int j = 0; j < 5; j++) {
                Bytes other = key(random, bytes);
                assertEquals(longest(List.copyOf(own.values()), other).map(entry -> entry.value(0)),
                        memory.map().lookup(other));
            }
        }
        assertTrue(full > 20 || bytes == 1);
        var filled = new Memory(spec);
        filled.map().fill(new MapContents(List.copyOf(own.values())));
        assertEquals(memory.map().read().canonical(spec), filled.map().read().canonical(spec));
    }

    @Test void aThousandRoutesTakeLessThanAQuarterOfAMebibyte() {
        assertEquals(16 + 2 * (2049 * 8 + 8 * 2048) + 1024 * 24, bytes(4));
        assertEquals(16 + 2 * (2049 * 24 + 8 * 2048) + 1024 * 32, bytes(16));
    }

    private static int bytes(int keyBytes) {
        var table = new Memory(MapSpec.of("routes", MapKind.LPM_TRIE, 4 + keyBytes, 8, 1024)).prefixes.table();
        return table.end() - table.root();
    }

    @Test void saysWhatIsWrongWithAMemoryThatWasWrittenOver() {
        var memory = new Memory(MapSpec.of("trie", MapKind.LPM_TRIE, 8, 8, 4));
        Bytes key = Bytes.of(new byte[]{32, 0, 0, 0, 10, 0, 0, 1});
        memory.map().fill(new MapContents(List.of(MapContents.Entry.of(key, Bytes.of(new byte[8])))));
        int root = memory.prefixes.table().root();
        memory.write(root + 8, -1);
        assertEquals(
                "map memory: a table of prefixes counts -1 ranges; something has written over it. Load the program again",
                assertThrows(InputError.class, () -> memory.map().lookup(key)).getMessage());
        memory.write(root + 8, 3);
        memory.write(memory.prefixes.table().range(0, 1), memory.read(memory.prefixes.table().range(0, 1)) + 4);
        assertTrue(assertThrows(InputError.class, () -> memory.map().lookup(key)).getMessage()
                .contains("where no value of it is"));
    }
}
