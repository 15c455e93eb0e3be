package xdp2rtl.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xdp2rtl.boards.Flood;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.driver.CoreEvent;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.MapKind;
import xdp2rtl.mapfile.MapFileReader;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.PortReport;
import xdp2rtl.port.Stimulus;

/// Programs put on the generated core through its registers, as `host load` does it.
@Tag("model")
final class ProgramLoaderTest {
    private static final Path EXAMPLES = Path.of("..", "examples");

    private static final int TIMES = 20;
    private static final CoreConfig PAIR = CoreConfig.of("pair", 2, 8).withCores(2);

    @TempDir Path folder;

    static Program program(String example) {
        ElfObject object = ElfObject.read(EXAMPLES.resolve(example).resolve(example + ".bpf.o"));
        return object.program(object.entries().getFirst().name());
    }

    private static ProgramLoader.Wanted wanted(String example) {
        return new ProgramLoader.Wanted(program(example), Map.of(), false, Map.of());
    }

    private LoadReport load(ModelBoard board, ProgramLoader.Wanted wanted) {
        return new ProgramLoader(board.host(folder)).load(wanted);
    }

    /// What the map of xdp1 and xdp2 has counted on all CPUs.
    private long counted(ModelBoard board) {
        HostDevice device = board.host(folder);
        MapSpec map = device.program().map("packets");
        return device.maps().dump(map).entries().stream().flatMap(entry -> entry.values().stream())
                .mapToLong(MapContents::index).sum();
    }

    private static List<Long> actions(ModelBoard board) {
        return board.reports().stream().map(PortReport::r0).toList();
    }

    /// What a program does with the packets of its trace, one after the other.
    private static List<Long> expected(String example) {
        List<Packet> packets = ModelBoard.packets(example).stream()
                .map(packet -> new Packet(Bytes.of(packet.bytes()), Optional.empty())).toList();
        return new Interpreter().run(Stimulus.of(program(example), packets)).outcomes().stream().map(Outcome::action)
                .toList();
    }

    /// Swaps xdp1, which drops every packet, for xdp2 while packets come.
    private LoadReport swap(ModelBoard board, boolean keepMaps) {
        List<CorePacket> trace = ModelBoard.packets("xdp2");
        for (int i = 0; i < TIMES; i++) {
            board.offer(trace);
        }
        assertEquals(0, load(board, wanted("xdp1")).held(), "nothing ran before");
        board.run(1000);
        int before = board.reports().size();
        LoadReport second = load(board, new ProgramLoader.Wanted(program("xdp2"), Map.of(), keepMaps, Map.of()));
        board.finish();
        int swapped = board.host(folder).program().since();
        assertTrue(before > 10 && swapped >= before && swapped < TIMES * trace.size(),
                before + " packets before, swapped at " + swapped);
        List<Long> actions = actions(board);
        List<Long> expected = expected("xdp2");
        for (int i = 0; i < TIMES * trace.size(); i++) {
            assertEquals(i < swapped ? 1 : expected.get(i % trace.size()), actions.get(i),
                    "packet %d, swapped at %d".formatted(i, swapped));
        }
        return second;
    }

    @Test void aProgramIsSwappedUnderTrafficBetweenTwoPackets() throws IOException {
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            LoadReport second = swap(board, false);
            assertTrue(second.rowsBeside() && second.mapsBeside(), second.toString());
            says("docs/host.md",
                    "in %d cycles, %.1f us at 250 MHz: the drain, and %d writes; %,d".formatted(second.held(),
                            second.held() / 250.0,
                            second.behind(), second.ahead()));
            says("docs/architecture.md", "%d cycles under full load".formatted(second.held()));
        }
    }

    @Test void aProgramThatDoesNotFitBesideIsLoadedWhileTheInputIsHeld() {
        var tight = CoreConfig.of("tight", 1, 4).change().programBundles(64).mapBytes(1 << 14).beatBytes(32)
                .clockMhz(200).build();
        try (var board = new ModelBoard(tight)) {
            LoadReport second = swap(board, false);
            assertFalse(second.rowsBeside() || second.mapsBeside(), second.toString());
        }
    }

    private static void says(String document, String figures) throws IOException {
        String text = Files.readString(Path.of("..").resolve(document)).replaceAll("\\s+", " ");
        assertTrue(text.contains(figures), document + " must say: " + figures);
    }

    @Test void countsGoOnOverASwapThatKeepsTheMaps() throws IOException {
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            LoadReport second = swap(board, true);
            assertEquals(List.of("packets"), second.kept());
            says("docs/host.md", "it takes %,d cycles".formatted(second.held()));
            long all = counted(board);
            assertEquals(0, all % TIMES, "each of the equal traces counts alike");
            load(board, wanted("xdp2"));
            board.offer(ModelBoard.packets("xdp2"));
            board.finish();
            assertEquals(all, TIMES * counted(board));
        }
    }

    @Test void mapsAreKeptWhereTheyAreTheSame() {
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            load(board, wanted("xdp1"));
            board.offer(ModelBoard.packets("xdp1"));
            board.finish();
            long counted = counted(board);
            assertTrue(counted > 1000);
            LoadReport again = load(board, new ProgramLoader.Wanted(program("xdp1"), Map.of(), true, Map.of()));
            assertEquals(List.of("packets"), again.kept());
            assertEquals(counted, counted(board));
            load(board, wanted("xdp1"));
            assertEquals(0, counted(board));
            LoadReport other =
                    load(board, new ProgramLoader.Wanted(program("simple_firewall"), Map.of(), true, Map.of()));
            assertEquals(
                    List.of("flows: the program before has no map of this name",
                            "ports: the program before has no map of this name"),
                    other.fresh());
        }
    }

    @Test void unloadPassesEveryPacket() {
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            load(board, wanted("xdp1"));
            board.offer(ModelBoard.packets("xdp1"));
            board.run(1000);
            assertTrue(new ProgramLoader(board.host(folder)).unload() > 0);
            int dropped = board.reports().size();
            board.finish();
            assertEquals(2000, board.reports().size());
            assertTrue(actions(board).subList(dropped + 40, 2000).stream().allMatch(action -> action == 2));
            assertEquals(HostDevice.NO_PROGRAM, board.host(folder).tag());
            assertTrue(board.host(folder).loaded().isEmpty());
        }
    }

    @Test void whatDoesNotFitIsRefusedBeforeTheFirstWrite() {
        try (var board = new RegisterBoard(CoreConfig.of("small", 1, 4).change().programBundles(4).mapBytes(1 << 12)
                .beatBytes(32).clockMhz(200).build())) {
            assertEquals(
                    "../examples/simple_firewall/simple_firewall.bpf.o: the maps of program simple_firewall need 28944 bytes; the map memory "
                            + "of model has 4096. Reduce max_entries, or make the core with --map-kib 32",
                    refusal(board, wanted("simple_firewall")));
            assertEquals(
                    "../examples/redirect_map/redirect_map.bpf.o: redirect_map: takes 9 bundles; the program memory of core model holds 4. "
                            + "Give --program-bundles 16, or more lanes",
                    refusal(board, wanted("redirect_map")));
            assertEquals("--ifindex: model has no port 2. Its ports are 0 to 1", refusal(board,
                    new ProgramLoader.Wanted(program("redirect_map"), Map.of(), false, Map.of(2, 7))));
            assertEquals("--ifindex: two ports would have one interface index (1, 1)", refusal(board,
                    new ProgramLoader.Wanted(program("redirect_map"), Map.of(), false, Map.of(1, 1))));
        }
        try (var board = new RegisterBoard(CoreConfig.DEFAULT)) {
            Program redirects = program("redirect_map");
            MapSpec map =
                    redirects.maps().stream().filter(spec -> spec.name().equals("ports")).findFirst().orElseThrow();
            MapContents ports = MapFileReader.read(EXAMPLES.resolve("redirect_map/maps/ports.json"), map);
            assertEquals(
                    "map ports: no port of model has interface index 2. Its ports have 1, 9; `host load --ifindex PORT=N` changes them",
                    refusal(board, new ProgramLoader.Wanted(redirects, Map.of("ports", ports), false, Map.of(1, 9))));
        }
    }

    private String refusal(RegisterBoard board, ProgramLoader.Wanted wanted) {
        var state = new StateFile(folder.resolve("state.json"));
        String message =
                assertThrows(InputError.class, () -> new ProgramLoader(HostDevice.of(board, state)).load(wanted))
                        .getMessage();
        assertEquals(0, board.writes(), message);
        return message;
    }

    @Test void aDeviceThatWasResetOrLoadedElsewhereIsNoticed() {
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            assertEquals("model: no program is loaded. Load a program with `xdp2rtl host load`",
                    assertThrows(InputError.class, () -> board.host(folder).program()).getMessage());
            load(board, wanted("xdp1"));
            assertEquals("xdp1", board.host(folder).program().program());
            board.write(ControlRegister.HOST_TAG.offset(), 77);
            assertTrue(assertThrows(InputError.class, () -> board.host(folder).program()).getMessage()
                    .startsWith("model: what is loaded is not known here; "));
            LoadReport again = load(board, wanted("xdp2"));
            assertFalse(again.mapsBeside(), "nobody knows what memory the other program uses");
            board.write(ControlRegister.HOST_TAG.offset(), 0);
            assertTrue(board.host(folder).loaded().isEmpty());
        }
    }

    @Test void eventsNameTheLinesThatTheyComeFrom() {
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            load(board, wanted("simple_firewall"));
            board.offer(ModelBoard.packets("simple_firewall").subList(0, 40));
            board.finish();
            HostDevice device = board.host(folder);
            List<CoreEvent> events = CoreEvent.take(device.core(), 3);
            assertEquals(3, events.size(), "no flow leads to a port: redirects fail");
            assertTrue(device.program().origin(events.getFirst().address()).stream()
                    .anyMatch(origin -> origin.line().contains("simple_firewall.bpf.c:")),
                    device.program().origins().toString());
            assertTrue(IntStream.range(1, 3).allMatch(i -> events.get(i).cycle() > events.get(i - 1).cycle()));
        }
    }

    @Test void severalCoresAreLoadedAsOne() {
        try (var board = new ModelBoard(PAIR)) {
            LoadReport second = swap(board, true);
            assertTrue(second.rowsBeside() && second.mapsBeside());
            HostDevice device = board.host(folder);
            MapSpec map = device.program().map("packets");
            MapContents.Entry counted = device.maps().dump(map).entries().stream()
                    .max(Comparator.comparingLong(entry -> MapContents.index(entry.values().getFirst()))).orElseThrow();
            assertEquals(PAIR.cpus(), counted.values().size());
            assertTrue(counted.values().stream().allMatch(value -> MapContents.index(value) > 0), counted.toString());
            assertEquals(Optional.of(counted.values()), device.maps().lookup(map, counted.key()));
            assertEquals((long) device.core().read(ControlRegister.COUNT_PACKETS),
                    (long) CounterReading.of(device).packets());

            MapContents other = new MapContents(List.of(new MapContents.Entry(MapContents.key(6),
                    IntStream.range(0, PAIR.cpus()).mapToObj(cpu -> ModelBoard.bytes(cpu, 0, 0, 0, 0, 0, 0, 0))
                            .toList())));
            device.maps().replace(map, other);
            assertEquals(other, device.maps().dump(map).canonical(map));
            device.maps().update(map, MapContents.key(6), ModelBoard.bytes(9, 0, 0, 0, 0, 0, 0, 0), LiveMaps.Rule.ANY);
            assertEquals(PAIR.cpus(), device.maps().lookup(map, MapContents.key(6)).orElseThrow().stream()
                    .filter(ModelBoard.bytes(9, 0, 0, 0, 0, 0, 0, 0)::equals).count());
        }
    }

    @Test void eventsOfSeveralCoresComeInOrder() {
        try (var board = new ModelBoard(PAIR)) {
            load(board, wanted("redirect_map"));
            board.offer(ModelBoard.packets("redirect_map").subList(0, 20));
            board.finish();
            List<CoreEvent> events = CoreEvent.take(board.host(folder).core(), 100);
            assertEquals(20, events.size(), "no port is in the device map: redirects fail");
            for (int i = 0; i < events.size(); i++) {
                assertEquals(i, events.get(i).number());
                assertEquals(i % 2 * 8 + i / 2 % 8, events.get(i).context());
            }
        }
    }

    @Test void byFlowABoardHasAllPacketsInOrder() {
        try (var board = new ModelBoard(PAIR)) {
            LoadReport report = load(board, wanted("simple_firewall"));
            assertTrue(report.compiled().places().inOrder());
            assertEquals(0, board.read(ControlRegister.DISPATCH_ORDER.offset()));
            assertEquals(report.compiled().places(), board.host(folder).loaded().orElseThrow().places());
        }
        try (var axis = new ModelBoard(PAIR, 0)) {
            load(axis, wanted("simple_firewall"));
            assertEquals(ControlRegister.PER_FLOW, axis.read(ControlRegister.DISPATCH_ORDER.offset()));
        }
    }

    private static ProgramLoader.Wanted flood(Map<String, MapContents> contents, boolean keepMaps,
            Map<Integer, Integer> ifindex) {
        return new ProgramLoader.Wanted(Flood.program(), contents, keepMaps, ifindex);
    }

    /// Of a device map: interface by key.
    static MapContents devices(Map<Integer, Integer> interfaces) {
        return new MapContents(interfaces.entrySet().stream()
                .map(entry -> MapContents.Entry.of(MapContents.key(entry.getKey()), MapContents.key(entry.getValue())))
                .toList());
    }

    @Test void aBoardLearnsWhereTheMapsLeadThatAProgramBroadcastsThrough() {
        try (var board = new ModelBoard(CoreConfig.DEFAULT)) {
            load(board, flood(Map.of("all", devices(Map.of(7, 1, 3, 2))), false, Map.of()));
            assertEquals(List.of(0, 0, 3), List.of(board.leadsTo(0), board.leadsTo(1), board.leadsTo(2)));
            load(board, flood(Map.of("some", devices(Map.of(0, 2))), true, Map.of(0, 1, 1, 2)));
            assertEquals(List.of(2, 3), List.of(board.leadsTo(1), board.leadsTo(2)));
            load(board, flood(Map.of(), true, Map.of(0, 2, 1, 9)));
            assertEquals(List.of(1, 1), List.of(board.leadsTo(1), board.leadsTo(2)),
                    "interface 2 is another port now, 1 is none");
        }
    }

    @Test void whatCannotBeBroadcastIsRefused() {
        try (var board = new RegisterBoard(CoreConfig.DEFAULT)) {
            assertEquals(
                    "map all: keys 03000000 and 05000000 name one port, with interface index 2; the program broadcasts through the map, and a "
                            + "board sends one copy to a port. Give each port one key",
                    refusal(board, flood(Map.of("all", new MapContents(List.of(
                            MapContents.Entry.of(MapContents.key(3), MapContents.key(2)),
                            MapContents.Entry.of(MapContents.key(5), MapContents.key(2))))),
                            false, Map.of())));
            String code = "r1 = map[32] ll\nr2 = 0\nr3 = 8\ncall redirect_map\nexit";
            Program raw = Program.raw("flood", InstructionEncoder.encode(Assembler.assemble("flood", code)));
            var maps = IntStream.rangeClosed(0, 32).mapToObj(i -> MapSpec.of("ports" + i, MapKind.DEVMAP, 4, 4, 2))
                    .toList();
            assertEquals(
                    "flood: program main broadcasts through map ports32, its map number 32; boards have BROADCAST_PORTS for maps 0 to 31. "
                            + "Define the map before others",
                    refusal(board, new ProgramLoader.Wanted(new Program(raw.source(), raw.code(), maps, "GPL"),
                            Map.of(), false, Map.of())));
        }
    }
}
