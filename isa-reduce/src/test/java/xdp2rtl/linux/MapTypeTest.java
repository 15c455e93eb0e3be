package xdp2rtl.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MapTypeTest {

    @Test void hasTheNumbersOfTheKernel() {
        assertTrue(IntStream.rangeClosed(0, 33).allMatch(number -> MapType.of(number).isPresent()));
        assertEquals(34, MapKind.values().length + UnsupportedMap.values().length);
        assertEquals(Optional.empty(), MapType.of(34));
        assertEquals(Optional.of(MapKind.PERCPU_ARRAY), MapType.of(6));
        assertEquals(Optional.of(MapKind.LPM_TRIE), MapType.of(11));
        assertEquals("devmap", MapKind.DEVMAP.text());
    }

    @Test void kindsDifferInWhatTheyTake() {
        assertTrue(MapKind.ARRAY.takesKeys(4) && !MapKind.ARRAY.takesKeys(8) && MapKind.HASH.takesKeys(5));
        assertTrue(MapKind.DEVMAP.takesValues(4) && MapKind.DEVMAP.takesValues(8) && !MapKind.DEVMAP.takesValues(6));
        assertFalse(MapKind.HASH.takesKeys(0) || MapKind.ARRAY.takesValues(0));
        assertTrue(MapKind.HASH.takesValues(1 << 20) && MapKind.PERCPU_ARRAY.takesValues(32 << 10));
        assertFalse(MapKind.PERCPU_HASH.takesValues((32 << 10) + 1) || MapKind.LRU_HASH.takesValues(1 << 23));
        assertFalse(MapKind.LPM_TRIE.takesKeys(4) || MapKind.LPM_TRIE.takesKeys(261));
        assertTrue(MapKind.LPM_TRIE.takesKeys(5) && MapKind.LPM_TRIE.takesKeys(260));
        assertFalse(UnsupportedMap.SOCKMAP.has(MapTrait.INDEXED));
    }
}
