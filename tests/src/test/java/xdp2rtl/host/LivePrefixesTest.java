package xdp2rtl.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.MapFlags;
import xdp2rtl.linux.MapKind;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.MapContents;

/// A map of prefixes on the generated core, changed by the host while packets run.
@Tag("model")
final class LivePrefixesTest {
    private static final int ENTRIES = 40;
    /// Returns the value of the longest prefix of bytes 14 to 17, or XDP_PASS.
    private static final String TEXT = """
        r2 = *(u32 *)(r1 + 0)
        r3 = *(u32 *)(r1 + 4)
        r4 = r2
        r4 += 18
        r0 = 2
        if r4 > r3 goto out
        r5 = *(u32 *)(r2 + 14)
        *(u32 *)(r10 - 4) = r5
        *(u32 *)(r10 - 8) = 32
        r1 = map[0] ll
        r2 = r10
        r2 += -8
        call map_lookup_elem
        if r0 == 0 goto none
        r0 = *(u32 *)(r0 + 0)
        exit
        none:
        r0 = 2
        out:
        exit
        """;

    @TempDir Path folder;

    private static Program program() {
        Program raw = Program.raw("routes", InstructionEncoder.encode(Assembler.assemble("routes", TEXT)));
        var trie = new MapSpec("routes", MapKind.LPM_TRIE, 8, 4, ENTRIES, MapFlags.NO_PREALLOC, false, Optional.empty(),
                Optional.empty());
        return new Program(raw.source(), raw.code(), List.of(trie), "GPL");
    }

    /// By length and address, zeroes behind the length.
    private final Map<Long, Integer> own = new TreeMap<>();

    private Optional<Integer> longest(int address, int most) {
        for (int length = most; length >= 0; length--) {
            Integer action = own.get(name(length, address));
            if (action != null) { return Optional.of(action); }
        }
        return Optional.empty();
    }

    private static long name(int length, int address) {
        return (long) length << 32 | Integer.toUnsignedLong(length == 0 ? 0 : address >>> 32 - length << 32 - length);
    }

    private static Bytes key(int length, int address) {
        return ModelBoard.bytes(length, 0, 0, 0, address >> 24, address >> 16, address >> 8, address);
    }

    /// Few different ones.
    private static int address(Random random) {
        return random.nextInt(4) << 24 | random.nextInt(2) << 16 | random.nextInt(8);
    }

    private static CorePacket packet(int address) {
        var bytes = new byte[60];
        for (int i = 0; i < 4; i++) {
            bytes[14 + i] = (byte) (address >> 24 - 8 * i);
        }
        return new CorePacket(bytes, 1, 0);
    }

    @Test void packetsFindWhatTheHostLastWrote() {
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            new ProgramLoader(board.host(folder)).load(new ProgramLoader.Wanted(program(), Map.of(), false, Map.of()));
            LiveMaps maps = board.host(folder).maps();
            MapSpec routes = board.host(folder).program().map("routes");
            var random = new Random(1);
            List<Integer> actions = new ArrayList<>();
            int full = 0;
            for (int i = 0; i < 150; i++) {
                int length = random.nextInt(10) == 0 ? 0 : List.of(8, 16, 28, 29, 30, 31, 32).get(random.nextInt(7));
                int address = address(random);
                Bytes key = key(length, address);
                if (random.nextInt(5) == 0) {
                    if (own.remove(name(length, address)) == null) {
                        refuses("map routes: key %s: it is not there".formatted(key), () -> maps.delete(routes, key));
                    } else {
                        maps.delete(routes, key);
                        assertTrue(maps.held() > 0 && maps.held() < 3000, "held for " + maps.held());
                    }
                } else {
                    int action = 1 + random.nextInt(3);
                    Bytes value = ModelBoard.bytes(action, 0, 0, 0);
                    if (own.containsKey(name(length, address))) {
                        refuses("map routes: key %s: it is there already".formatted(key),
                                () -> maps.update(routes, key, value, LiveMaps.Rule.NOEXIST));
                    }
                    if (own.containsKey(name(length, address)) || own.size() < ENTRIES) {
                        maps.update(routes, key, value, LiveMaps.Rule.ANY);
                        own.put(name(length, address), action);
                    } else {
                        refuses("map routes: key %s: the map is full, it has 40 entries".formatted(key),
                                () -> maps.update(routes, key, value, LiveMaps.Rule.ANY));
                        full++;
                    }
                }
                int wanted = address(random);
                assertEquals(longest(wanted, 30),
                        maps.lookup(routes, key(30, wanted)).map(values -> (int) values.getFirst().toArray()[0]));
                board.offer(List.of(packet(wanted)));
                actions.add(longest(wanted, 32).orElse(2));
                board.finish();
            }
            assertTrue(full > 0);
            assertEquals(actions, board.reports().stream().map(report -> (int) report.r0()).toList());
            assertEquals(own.size(), maps.dump(routes).entries().size());
            refuses("map routes: key %s: the prefix has 33 bits; keys of this map have 32".formatted(key(33, 0)),
                    () -> maps.update(routes, key(33, 0), ModelBoard.bytes(1, 0, 0, 0), LiveMaps.Rule.ANY));
            assertEquals(Optional.empty(), maps.lookup(routes, key(33, 0)));
            var twice = new MapContents(List.of(MapContents.Entry.of(key(8, 0x0a000000), ModelBoard.bytes(1, 0, 0, 0)),
                    MapContents.Entry.of(key(8, 0x0a010203), ModelBoard.bytes(1, 0, 0, 0))));
            refuses("map routes: entry 1: prefix %s is there twice".formatted(key(8, 0x0a000000)),
                    () -> maps.replace(routes, twice));
            var one = new MapContents(List.of(MapContents.Entry.of(key(8, 0x0a010203), ModelBoard.bytes(1, 0, 0, 0))));
            maps.replace(routes, one);
            assertEquals(one, maps.dump(routes));
        }
    }

    private static void refuses(String message, Runnable change) {
        assertEquals(message, assertThrows(InputError.class, change::run).getMessage());
    }
}
