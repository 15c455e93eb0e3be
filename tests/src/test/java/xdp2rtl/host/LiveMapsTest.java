package xdp2rtl.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.boards.Flood;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.loading.Sources;
import xdp2rtl.mapfile.MapFileReader;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.MapContents;
import xdp2rtl.resolve.LinkedPrograms;

/// The maps of a program that runs on the generated core, looked at and changed by the host meanwhile.
@Tag("model")
final class LiveMapsTest {
    private static final CoreConfig PAIR = CoreConfig.of("pair", 2, 8).withCores(2);

    @TempDir Path folder;

    private void load(ModelBoard board, String example) {
        new ProgramLoader(board.host(folder))
                .load(new ProgramLoader.Wanted(ProgramLoaderTest.program(example), Map.of(), false, Map.of()));
    }

    private static Bytes random(Random random, int length, int different) {
        var bytes = new byte[length];
        new Random(random.nextInt(different)).nextBytes(bytes);
        return Bytes.of(bytes);
    }

    /// The firewall opens flows all the while; what the host does to other keys is as if it were alone.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aHashMapIsWhatTheHostMakesItWhileThePacketsUseItToo(int cores) {
        try (var board = cores == 1 ? new ModelBoard(CoreConfig.DEFAULT) : new ModelBoard(PAIR, 0)) {
            load(board, "simple_firewall");
            List<CorePacket> packets = ModelBoard.packets("simple_firewall");
            LiveMaps maps = board.host(folder).maps();
            MapSpec flows = board.host(folder).program().map("flows");
            Map<Bytes, Bytes> own = new HashMap<>();
            Random random = new Random(1);
            for (int i = 0; i < 400; i++) {
                if (i % 40 == 0) {
                    board.offer(packets.subList(30 * i / 40, 30 * i / 40 + 30));
                }
                Bytes key = random(random, 16, 60);
                if (random.nextBoolean()) {
                    Bytes value = random(random, 4, 1000);
                    LiveMaps.Rule rule = LiveMaps.Rule.values()[random.nextInt(3)];
                    boolean refused = rule == LiveMaps.Rule.EXIST && !own.containsKey(key)
                            || rule == LiveMaps.Rule.NOEXIST && own.containsKey(key);
                    if (refused) {
                        assertThrows(InputError.class, () -> maps.update(flows, key, value, rule));
                    } else {
                        maps.update(flows, key, value, rule);
                        own.put(key, value);
                    }
                } else if (own.remove(key) == null) {
                    assertThrows(InputError.class, () -> maps.delete(flows, key));
                } else {
                    maps.delete(flows, key);
                }
                Bytes other = random(random, 16, 60);
                assertEquals(Optional.ofNullable(own.get(other)).map(List::of), maps.lookup(flows, other));
                assertTrue(maps.held() > 0, "the core runs");
            }
            board.finish();
            assertEquals(300, board.reports().size());
            List<MapContents.Entry> entries = maps.dump(flows).entries();
            Map<Bytes, Bytes> all = new HashMap<>();
            entries.forEach(entry -> all.put(entry.key(), entry.values().getFirst()));
            assertEquals(entries.size(), all.size(), "no key is there twice");
            if (cores > 1) {
                assertEquals(flows.maxEntries() - entries.size(), board.read(ControlRegister.MAP_ROOM.offset()));
                var given = new MapContents(entries.subList(0, 5));
                maps.replace(flows, given);
                assertEquals(given, maps.dump(flows));
                assertEquals(flows.maxEntries() - 5, board.read(ControlRegister.MAP_ROOM.offset()));
            }
            own.forEach((key, value) -> assertEquals(value, all.remove(key)));
            assertTrue(all.size() > 3, "the firewall has opened flows");
            all.values().forEach(value -> assertEquals(ModelBoard.bytes(1, 0, 0, 0), value));
        }
    }

    /// A table of programs changes by a word, and the packets that come then go where it says.
    @Test void aTableOfProgramsIsChangedWhilePacketsRun() {
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            var program = LinkedPrograms
                    .of(ElfObject.read(Sources.compiled(Path.of("src/test/resources/xdp2rtl/loading/tailcalls.bpf.c"),
                            folder.resolve("tailcalls.bpf.o"), "v3")), "chooses");
            var wanted = new ProgramLoader.Wanted(program, Map.of(), true, Map.of());
            new ProgramLoader(board.host(folder)).load(wanted);
            MapSpec table = board.host(folder).program().map("table");
            LiveMaps maps = board.host(folder).maps();
            assertEquals(MapContents.initial(table).canonical(table), maps.dump(table));
            assertEquals(XdpAction.TX.number(), action(board));
            maps.update(table, MapContents.key(2), MapContents.named("test", table, "passes"), LiveMaps.Rule.ANY);
            assertEquals(0, maps.held());
            assertEquals(XdpAction.PASS.number(), action(board));
            assertEquals(List.of(
                    "map table: entry 0: the value is no program that is linked in. Choose one of passes, shortens, repeats, redirects"),
                    List.of(assertThrows(InputError.class,
                            () -> maps.update(table, MapContents.key(2), MapContents.key(5), LiveMaps.Rule.ANY))
                            .getMessage()));
            assertTrue(new ProgramLoader(board.host(folder)).load(wanted).kept().contains("table"));
            assertEquals(XdpAction.PASS.number(), action(board));
            board.host(folder).maps().delete(table, MapContents.key(2));
            assertEquals(XdpAction.TX.number(), action(board));
        }
    }

    /// A map of maps changes by a word too.
    @Test void aMapOfMapsIsChangedWhilePacketsRun() {
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            var program = LinkedPrograms
                    .of(ElfObject.read(Sources.compiled(Path.of("src/test/resources/xdp2rtl/loading/innermaps.bpf.c"),
                            folder.resolve("innermaps.bpf.o"), "v3")), "in_arrays");
            var wanted = new ProgramLoader.Wanted(program, Map.of(), true, Map.of());
            new ProgramLoader(board.host(folder)).load(wanted);
            MapSpec counters = board.host(folder).program().map("counters");
            MapSpec odd = board.host(folder).program().map("odd");
            LiveMaps maps = board.host(folder).maps();
            assertEquals(MapContents.initial(counters).canonical(counters), maps.dump(counters));
            assertEquals(XdpAction.TX.number(), action(board));
            maps.update(counters, MapContents.key(2), MapContents.named("test", counters, "odd"), LiveMaps.Rule.ANY);
            assertEquals(0, maps.held());
            assertEquals(XdpAction.PASS.number(), action(board));
            assertEquals(Optional.of(List.of(ModelBoard.bytes(1, 0, 0, 0, 0, 0, 0, 0))),
                    maps.lookup(odd, MapContents.key(0)));
            assertEquals("map counters: entry 0: the value is no map that is compiled in. Choose one of even, odd",
                    assertThrows(InputError.class,
                            () -> maps.update(counters, MapContents.key(2), MapContents.key(3), LiveMaps.Rule.ANY))
                            .getMessage());
            assertTrue(
                    new ProgramLoader(board.host(folder)).load(wanted).kept().containsAll(List.of("counters", "odd")));
            assertEquals(XdpAction.PASS.number(), action(board));
            board.host(folder).maps().delete(counters, MapContents.key(2));
            assertEquals(XdpAction.TX.number(), action(board));
        }
    }

    /// What becomes of a packet that begins with byte 2.
    private static int action(ModelBoard board) {
        var bytes = new byte[40];
        bytes[0] = 2;
        board.offer(List.of(new CorePacket(bytes, 1, 0)));
        board.finish();
        return (int) board.reports().getLast().r0();
    }

    @Test void aHashMapThatIsFullRefusesAndTakesAgainWhatWasFreed() {
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            load(board, "katran_like");
            LiveMaps maps = board.host(folder).maps();
            MapSpec services = board.host(folder).program().map("services");
            Bytes value = ModelBoard.bytes(1, 0, 0, 0, 2, 0, 0, 0);
            for (int i = 0; i < 16; i++) {
                maps.update(services, ModelBoard.bytes(i, 0, 0, 0, 0, 0, 0, 0), value, LiveMaps.Rule.NOEXIST);
            }
            Bytes another = ModelBoard.bytes(99, 0, 0, 0, 0, 0, 0, 0);
            assertEquals("map services: key 6300000000000000: the map is full, it has 16 entries",
                    assertThrows(InputError.class, () -> maps.update(services, another, value, LiveMaps.Rule.ANY))
                            .getMessage());
            maps.delete(services, ModelBoard.bytes(7, 0, 0, 0, 0, 0, 0, 0));
            maps.update(services, another, value, LiveMaps.Rule.ANY);
            assertEquals(16, maps.dump(services).entries().size());
            MapContents given =
                    MapFileReader.read(Path.of("..", "examples", "katran_like", "maps", "services.json"), services);
            maps.replace(services, given);
            assertEquals(given.canonical(services), maps.dump(services));
            maps.update(services, another, value, LiveMaps.Rule.NOEXIST);
            assertEquals(given.entries().size() + 1, maps.dump(services).entries().size());
        }
    }

    @Test void arraysAndDeviceMapsDoAsInLinux() {
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            load(board, "katran_like");
            LiveMaps maps = board.host(folder).maps();
            MapSpec traffic = board.host(folder).program().map("service_traffic");
            Bytes value = ModelBoard.bytes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
            maps.update(traffic, ModelBoard.bytes(3, 0, 0, 0), value, LiveMaps.Rule.EXIST);
            assertEquals(0, maps.held());
            List<Bytes> everywhere = maps.lookup(traffic, ModelBoard.bytes(3, 0, 0, 0)).orElseThrow();
            assertEquals(16, everywhere.size());
            everywhere.forEach(one -> assertEquals(value, one));
            assertEquals(16, maps.dump(traffic).entries().size());
            refuses("map service_traffic: key 03000000: entries of a map of type percpu_array cannot be deleted",
                    () -> maps.delete(traffic, ModelBoard.bytes(3, 0, 0, 0)));
            refuses("map service_traffic: key 10000000: the index is 16; the map has 16 entries",
                    () -> maps.update(traffic, ModelBoard.bytes(16, 0, 0, 0), value, LiveMaps.Rule.ANY));
            refuses("map service_traffic: key 03000000: it is there already",
                    () -> maps.update(traffic, ModelBoard.bytes(3, 0, 0, 0), value, LiveMaps.Rule.NOEXIST));
            assertEquals(Optional.empty(), maps.lookup(traffic, ModelBoard.bytes(16, 0, 0, 0)));
        }
    }

    @Test void aDeviceMapLeadsToPortsOnly() {
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            load(board, "redirect_map");
            LiveMaps maps = board.host(folder).maps();
            MapSpec ports = board.host(folder).program().map("ports");
            Bytes first = ModelBoard.bytes(0, 0, 0, 0);
            assertEquals(Optional.empty(), maps.lookup(ports, first));
            maps.update(ports, first, ModelBoard.bytes(2, 0, 0, 0), LiveMaps.Rule.ANY);
            assertEquals(Optional.of(List.of(ModelBoard.bytes(2, 0, 0, 0))), maps.lookup(ports, first));
            refuses("map ports: no port of model has interface index 3. Its ports have 1, 2; `host load --ifindex PORT=N` changes them",
                    () -> maps.update(ports, first, ModelBoard.bytes(3, 0, 0, 0), LiveMaps.Rule.ANY));
            var packets = new ArrayList<>(ModelBoard.packets("redirect_map").subList(0, 20));
            board.offer(packets);
            board.finish();
            assertTrue(board.reports().stream().anyMatch(report -> report.r0() == 4));
            maps.delete(ports, first);
            assertEquals(Optional.empty(), maps.lookup(ports, first));
        }
    }

    /// Between two packets, so that none sees an entry that the board does not know of.
    @Test void aBoardLearnsOfEveryChangeOfAMapThatPacketsAreBroadcastThrough() {
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            new ProgramLoader(board.host(folder))
                    .load(new ProgramLoader.Wanted(Flood.program(), Map.of(), false, Map.of()));
            LiveMaps maps = board.host(folder).maps();
            MapSpec all = board.host(folder).program().map("all");
            assertEquals(0, board.leadsTo(2));
            maps.update(all, MapContents.key(11), MapContents.key(2), LiveMaps.Rule.ANY);
            assertTrue(maps.held() > 0);
            assertEquals(2, board.leadsTo(2));
            maps.update(all, MapContents.key(0), MapContents.key(1), LiveMaps.Rule.ANY);
            assertEquals(3, board.leadsTo(2));
            refuses("map all: keys 00000000 and 05000000 name one port, with interface index 1; the program broadcasts through the map, and a board "
                    + "sends one copy to a port. Give each port one key",
                    () -> maps.update(all, MapContents.key(5), MapContents.key(1), LiveMaps.Rule.ANY));
            assertEquals(Optional.empty(), maps.lookup(all, MapContents.key(5)));
            assertEquals(3, board.leadsTo(2));
            maps.delete(all, MapContents.key(11));
            assertEquals(1, board.leadsTo(2));
            maps.replace(all, ProgramLoaderTest.devices(Map.of(4, 2)));
            assertEquals(2, board.leadsTo(2));
            assertEquals(0, board.leadsTo(1));
            board.offer(ModelBoard.packets("redirect_map").subList(0, 20));
            board.finish();
        }
    }

    private static void refuses(String message, Runnable work) {
        assertEquals(message, assertThrows(InputError.class, work::run).getMessage());
    }
}
