package xdp2rtl.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.loading.Sources;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.MapContents;
import xdp2rtl.resolve.LiveCode;

/// Maps without keys on the generated core, as the host and packets that run at once change them.
@Tag("model")
final class LiveLinesTest {
    private static final int VALUES = 40;

    @TempDir Path folder;

    private HostDevice load(ModelBoard board) {
        Path object = Sources.compiled(Path.of("src/test/resources/xdp2rtl/helpers/traffic.bpf.c"),
                folder.resolve("traffic.o"), "v3");
        new ProgramLoader(board.host(folder)).load(new ProgramLoader.Wanted(
                LiveCode.of(ElfObject.read(object).program("rounds")), Map.of(), false, Map.of()));
        return board.host(folder);
    }

    private static MapSpec map(HostDevice device, String name) {
        return device.program().map(name);
    }

    private static Bytes value(int number) {
        return Bytes.of(new byte[]{(byte) number, 7, 0, 0, 0, 0, 0, 1});
    }

    private static List<Bytes> values(MapContents contents) {
        return contents.entries().stream().map(entry -> entry.value(0)).toList();
    }

    @Test void nothingIsLostOrMadeTwice() {
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            HostDevice device = load(board);
            MapSpec queue = map(device, "queue");
            IntStream.range(0, VALUES).forEach(number -> device.maps().push(queue, value(number)));
            board.offer(IntStream.range(0, 300).mapToObj(_ -> new CorePacket(new byte[64], 1, 0)).toList());
            board.finish();
            List<Bytes> all = IntStream.range(0, VALUES).mapToObj(LiveLinesTest::value).toList();
            assertEquals(List.of(), device.maps().dump(map(device, "stack")).entries());
            assertEquals(all, values(device.maps().dump(queue)).stream()
                    .sorted((a, b) -> a.toArray()[0] - b.toArray()[0]).toList());
            all.forEach(value -> assertTrue(device.maps().mayContain(map(device, "seen"), value), value::toString));
            assertFalse(device.maps().mayContain(map(device, "seen"), value(100)));
        }
    }

    @Test void theHostPushesPopsAndPeeks() {
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            HostDevice device = load(board);
            for (String name : List.of("queue", "stack")) {
                MapSpec map = map(device, name);
                LiveMaps maps = device.maps();
                assertEquals(Optional.empty(), maps.next(map, true));
                IntStream.range(0, map.maxEntries()).forEach(number -> maps.push(map, value(number)));
                assertEquals("map %s: it is full. Take a value out first".formatted(name),
                        assertThrows(InputError.class, () -> maps.push(map, value(0))).getMessage());
                int next = name.equals("queue") ? 0 : map.maxEntries() - 1;
                int second = name.equals("queue") ? 1 : map.maxEntries() - 2;
                assertEquals(Optional.of(value(next)), maps.next(map, false));
                assertEquals(Optional.of(value(next)), maps.next(map, true));
                assertEquals(value(second), values(maps.dump(map)).getFirst());
                maps.replace(map, new MapContents(List.of(MapContents.Entry.of(MapContents.key(0), value(9)),
                        MapContents.Entry.of(MapContents.key(1), value(8)))));
                assertEquals(List.of(value(9), value(8)), values(maps.dump(map)));
                assertEquals("map %s: its values have no keys. Use `host map push`, `host map pop` and `host map peek`"
                        .formatted(name),
                        assertThrows(InputError.class, () -> maps.lookup(map, Bytes.empty())).getMessage());
            }
        }
    }

    @Test void theHostFillsAFilter() {
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            HostDevice device = load(board);
            MapSpec seen = map(device, "seen");
            assertFalse(device.maps().mayContain(seen, value(3)));
            device.maps().push(seen, value(3));
            assertTrue(device.maps().mayContain(seen, value(3)));
            assertEquals("map seen: a filter does not say what is in it. Ask for one value with `host map peek`",
                    assertThrows(InputError.class, () -> device.maps().dump(seen)).getMessage());
            device.maps().replace(seen, MapContents.EMPTY);
            assertFalse(device.maps().mayContain(seen, value(3)));
            assertEquals("map seen: it is of type bloom_filter. Ask for one value with `host map peek`",
                    assertThrows(InputError.class, () -> device.maps().next(seen, true))
                            .getMessage());
        }
    }
}
