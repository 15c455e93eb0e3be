package xdp2rtl.engine.interpreter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.Errno;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.MapType;
import xdp2rtl.linux.UpdateFlags;
import xdp2rtl.port.MapContents;

class MapModelTest {

    private static MapModel map(MapType type, int entries) {
        return MapModel.of(MapSpec.of("m", type, 4, 4, entries), MapContents.EMPTY);
    }

    private static byte[] number(int value) {
        return MapContents.key(value).toArray();
    }

    private static int read(MapModel map, int offset) {
        return (int) MapContents.index(Arrays.copyOfRange(map.values().bytes(), offset, offset + 4));
    }

    @Test void arraysRefuseFlagsInLinuxsOrder() {
        MapModel array = map(MapKind.ARRAY, 2);
        assertEquals(Errno.EINVAL.result(), array.update(number(9), number(1), 3));
        assertEquals(Errno.E2BIG.result(), array.update(number(2), number(1), UpdateFlags.NOEXIST));
        assertEquals(Errno.EEXIST.result(), array.update(number(1), number(1), UpdateFlags.NOEXIST));
        assertEquals(Errno.EINVAL.result(), array.update(number(1), number(1), UpdateFlags.LOCK));
        assertEquals(Errno.EINVAL.result(), array.update(number(1), number(1), -1));
        assertEquals(0, array.update(number(1), number(7), UpdateFlags.EXIST));
        assertEquals(Errno.EINVAL.result(), array.delete(number(1)));
        assertEquals(OptionalInt.empty(), array.lookup(number(-1)));
        assertEquals(7, read(array, array.lookup(number(1)).orElseThrow()));
    }

    @Test void hashesRefuseFlagsAndTellWhatExists() {
        for (MapType type : List.of(MapKind.HASH, MapKind.PERCPU_HASH)) {
            MapModel hash = map(type, 2);
            assertEquals(Errno.EINVAL.result(), hash.update(number(1), number(1), 3));
            assertEquals(Errno.EINVAL.result(), hash.update(number(1), number(1), UpdateFlags.LOCK));
            assertEquals(Errno.ENOENT.result(), hash.update(number(1), number(1), UpdateFlags.EXIST));
            assertEquals(Errno.ENOENT.result(), hash.delete(number(1)));
            assertEquals(0, hash.update(number(1), number(1), UpdateFlags.NOEXIST));
            assertEquals(Errno.EEXIST.result(), hash.update(number(1), number(1), UpdateFlags.NOEXIST));
            assertEquals(0, hash.update(number(2), number(1), UpdateFlags.ANY));
            assertEquals(Errno.E2BIG.result(), hash.update(number(3), number(1), UpdateFlags.ANY));
            assertEquals(0, hash.update(number(2), number(5), UpdateFlags.EXIST));
            assertEquals(0, hash.delete(number(1)));
            assertEquals(0, hash.update(number(3), number(1), UpdateFlags.ANY));
        }
    }

    @Test void aReplacedElementIsTheNextSpare() {
        MapModel hash = map(MapKind.HASH, 4);
        hash.update(number(1), number(10), 0);
        int first = hash.lookup(number(1)).orElseThrow();
        hash.update(number(1), number(11), 0);
        int second = hash.lookup(number(1)).orElseThrow();
        assertNotEquals(first, second);
        assertEquals(10, read(hash, first));
        hash.update(number(1), number(12), 0);
        assertEquals(first, hash.lookup(number(1)).orElseThrow());
    }

    @Test void theLastDeletedElementIsTakenFirst() {
        MapModel hash = map(MapKind.HASH, 4);
        for (int key = 1; key <= 3; key++) {
            hash.update(number(key), number(key), 0);
        }
        int second = hash.lookup(number(2)).orElseThrow();
        hash.delete(number(1));
        hash.delete(number(2));
        assertEquals(2, read(hash, second));
        hash.update(number(8), number(80), 0);
        assertEquals(second, hash.lookup(number(8)).orElseThrow());
    }

    @Test void perCpuHashesAreUpdatedInPlace() {
        MapModel hash = map(MapKind.PERCPU_HASH, 4);
        hash.update(number(1), number(10), 0);
        int place = hash.lookup(number(1)).orElseThrow();
        hash.update(number(1), number(11), 0);
        assertEquals(place, hash.lookup(number(1)).orElseThrow());
    }

    @Test void aNewKeyClearsTheOtherCpus() {
        var key = Bytes.of(number(1));
        var both = List.of(Bytes.of(number(5)), Bytes.of(number(6)));
        MapModel hash = MapModel.of(MapSpec.of("m", MapKind.PERCPU_HASH, 4, 4, 4),
                new MapContents(List.of(new MapContents.Entry(key, both))));
        hash.update(number(1), number(7), 0);
        assertEquals(Bytes.of(number(6)), hash.contents().entries().getFirst().value(1));
        hash.delete(number(1));
        hash.update(number(1), number(7), 0);
        assertEquals(Bytes.of(number(0)), hash.contents().entries().getFirst().value(1));
    }

    @Test void deviceMapsShowOccupiedSlotsOnly() {
        MapModel devices = MapModel.of(MapSpec.of("m", MapKind.DEVMAP, 4, 4, 4), new MapContents(List.of(
                MapContents.Entry.of(MapContents.key(2), MapContents.key(9)))));
        assertEquals(9, read(devices, devices.lookup(number(2)).orElseThrow()));
        assertEquals(OptionalInt.empty(), devices.lookup(number(1)));
        assertEquals(OptionalInt.empty(), devices.lookup(number(4)));
    }
}
