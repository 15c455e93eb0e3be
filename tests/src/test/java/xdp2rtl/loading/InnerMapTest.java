package xdp2rtl.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.btf.TargetTypes;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.ElfObject;
import xdp2rtl.elf.KernelConfiguration;
import xdp2rtl.elf.LoadSettings;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Comparison;
import xdp2rtl.engine.Verdict;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.kernel.KernelEngine;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.engine.rtl.RtlEngine;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.mapfile.MapFileReader;
import xdp2rtl.mapfile.MapFileWriter;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;
import xdp2rtl.resolve.LinkedPrograms;

/// Programs with maps of maps do the same in Linux, in the interpreter and as bundles. Needs the right to load
/// programs: run as root.
class InnerMapTest {
    private static final int PACKETS = 400;

    @TempDir private static Path folder;

    private static ElfObject object(String program, Function<String, Optional<List<String>>> names) {
        return ElfObject.read(Sources.compiled(folder, program.equals("in_nothing") ? "openmaps" : "innermaps"),
                new LoadSettings(TargetTypes.userApi(), KernelConfiguration.NONE, Map.of(), Map.of(), Map.of(), _ -> 0,
                        names,
                        LoadSettings.DEFAULT_EGRESS));
    }

    private static Program program(String name) {
        return LinkedPrograms.of(object(name, _ -> Optional.empty()), name);
    }

    private static Program program(String name, String map, String... names) {
        return LinkedPrograms
                .of(object(name, asked -> asked.equals(map) ? Optional.of(List.of(names)) : Optional.empty()), name);
    }

    private static MapSpec map(Program program, String name) {
        return program.maps().stream().filter(map -> map.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<Packet> packets() {
        var random = new Random(1);
        var packets = new ArrayList<Packet>();
        for (int i = 0; i < PACKETS; i++) {
            var bytes = new byte[i == 9 ? 15 : 20 + i % 64];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) random.nextInt(at == 0 ? 7 : 11);
            }
            packets.add(Packet.of(bytes));
        }
        return packets;
    }

    /// What all engines agree on.
    private static Run run(Program program, Map<String, MapContents> maps) {
        Stimulus stimulus = Stimulus.of(program, packets()).withMaps(maps);
        try (var kernel = new KernelEngine();
                var interpreter = new Interpreter();
                var bundle = new BundleEngine(Compiler.forCore(CoreConfig.DEFAULT))) {
            Run linux = kernel.run(stimulus);
            Verdict verdict = Comparison.of(List.of(linux, interpreter.run(stimulus), bundle.run(stimulus)));
            assertTrue(verdict.agrees(), verdict::toString);
            return linux;
        }
    }

    private static long count(Run run, int action) {
        return run.outcomes().stream().filter(outcome -> outcome.action() == action).count();
    }

    private static MapContents.Entry entry(MapSpec outer, int key, String inner) {
        return MapContents.Entry.of(MapContents.key(key), MapContents.named("test", outer, inner));
    }

    /// Some prefixes in both maps of routes.
    private static Map<String, MapContents> routes(Program program) {
        var maps = new HashMap<String, MapContents>();
        for (int bits = 0; bits < 2; bits++) {
            MapSpec map = map(program, bits == 0 ? "near" : "far");
            byte[] key = {(byte) (8 + 8 * bits), 0, 0, 0, 4, 5, 0, 0};
            maps.put(map.name(),
                    new MapContents(List.of(MapContents.Entry.of(Bytes.of(key), MapContents.key(7 + bits)))));
        }
        return maps;
    }

    @Test void arraysInAnArrayThatTheObjectFills() {
        Program program = program("in_arrays");
        assertEquals(List.of("even", "odd", "counters"), program.maps().stream().map(MapSpec::name).toList());
        Run run = run(program, Map.of());
        assertTrue(count(run, XdpAction.TX.number()) > 0 && count(run, 101) > 0 && count(run, 200) > 0
                && count(run, 207) > 0
                && count(run, 217) > 0 && count(run, 222) > 0, run.outcomes()::toString);
        assertFalse(run.maps().get("even").entries().isEmpty() || run.maps().get("odd").entries().isEmpty());
        assertEquals(List.of(entry(map(program, "counters"), 0, "even"), entry(map(program, "counters"), 1, "odd"),
                entry(map(program, "counters"), 3, "even")), run.maps().get("counters").entries());
    }

    @Test void hashMapsOfSeveralSizesInAHashMap() {
        Run asBuilt = run(program("in_hashes"), Map.of());
        assertTrue(
                count(asBuilt, 100) > 0 && count(asBuilt, 102) > 0 && count(asBuilt, 200) > 0 && count(asBuilt, 202) > 0
                        && count(asBuilt, 222) > 0,
                asBuilt.outcomes()::toString);
        Program program = program("in_hashes", "flows", "small", "first");
        MapSpec flows = map(program, "flows");
        var given = new MapContents(List.of(entry(flows, 0, "small"), entry(flows, 2, "first"),
                entry(flows, 3, "second"), entry(flows, 9, "small")));
        assertEquals(given, MapFileReader.parse("file", MapFileWriter.text(flows, given), flows));
        Run run = run(program, Map.of("flows", given));
        assertTrue(count(run, 207) > 0, "full: " + run.outcomes());
        assertEquals(3, run.maps().get("small").entries().size());
        assertEquals(given.canonical(flows), run.maps().get("flows"));
    }

    @Test void mapsThatAMapFileNames() {
        Program empty = program("in_recent");
        assertEquals(List.of("recent"), empty.maps().stream().map(MapSpec::name).toList());
        assertEquals(PACKETS - 1, count(run(empty, Map.of()), XdpAction.TX.number()));
        Program one = program("in_recent", "recent", "cpu1");
        assertTrue(
                count(run(one, Map.of("recent", new MapContents(List.of(entry(map(one, "recent"), 1, "cpu1"))))), 200)
                        > 0);
        Program program = program("in_recent", "recent", "cpu0", "cpu1");
        MapSpec recent = map(program, "recent");
        var filled = new MapContents(List.of(entry(recent, 0, "cpu1"), entry(recent, 1, "cpu0")));
        var known = new MapContents(List.of(MapContents.Entry.of(MapContents.key(3), MapContents.key(77))));
        Run run = run(program, Map.of("recent", filled, "cpu1", known));
        assertTrue(count(run, 177) > 0 && count(run, 200) > 0);
        InputError refused = assertThrows(InputError.class, () -> MapContents.named("x", recent, "even"));
        assertEquals(
                "x: map `even` is not compiled in for map recent; where maps lie is decided then. Choose one of cpu0, cpu1",
                refused.getMessage());
    }

    /// One of them by its size in the object, one by another.
    @Test void mapsThatALoaderMakesForEachCpu() {
        Program program = program("in_made", "lru_mapping", "lru_mapping.cpu0", "lru_mapping.cpu1", "fallback");
        MapSpec outer = map(program, "lru_mapping");
        assertEquals(64, map(program, "lru_mapping.cpu1").maxEntries());
        var filled = new MapContents(List.of(entry(outer, 0, "lru_mapping.cpu0"), entry(outer, 1, "lru_mapping.cpu1"),
                entry(outer, 3, "fallback")));
        assertEquals(filled, MapFileReader.parse("file", MapFileWriter.text(outer, filled), outer));
        var known = new MapContents(List.of(MapContents.Entry.of(MapContents.key(3), MapContents.key(77))));
        Run run = run(program, Map.of("lru_mapping", filled, "lru_mapping.cpu1", known));
        assertTrue(count(run, 377) > 0 && count(run, 200) > 0 && count(run, 100) > 0, run.outcomes()::toString);
        assertFalse(run.maps().get("lru_mapping.cpu0").entries().isEmpty());
        assertFalse(run.maps().get("fallback").entries().isEmpty());
    }

    @Test void sizesOfMapsThatALoaderMakes() {
        Function<String, Optional<List<String>>> names = _ -> Optional.of(List.of("lru_mapping.a", "lru_mapping.b"));
        var sized = new LoadSettings(TargetTypes.userApi(), KernelConfiguration.NONE, Map.of(), Map.of(),
                Map.of("lru_mapping.b", 512), _ -> 0,
                map -> map.equals("lru_mapping") ? names.apply(map) : Optional.empty(), LoadSettings.DEFAULT_EGRESS);
        List<MapSpec> maps = ElfObject.read(Sources.compiled(folder, "innermaps"), sized).maps();
        assertEquals(List.of("lru_mapping.a 64", "lru_mapping.b 512"),
                maps.stream().filter(map -> map.name().startsWith("lru_mapping."))
                        .map(map -> map.name() + " " + map.maxEntries()).toList());
    }

    @Test void perCpuArraysArraysOfSeveralSizesAndPrefixes() {
        Program program = program("in_others");
        Run run = run(program, routes(program));
        assertTrue(run.outcomes().stream().map(outcome -> outcome.action()).distinct().count() > 6,
                run.outcomes()::toString);
    }

    @Test void mapsOutOfEitherOfTwo() {
        Run run = run(program("by_paths"), Map.of("first", new MapContents(List.of(new MapContents.Entry(
                Bytes.of(new byte[]{2, 0, 0, 0, 0, 0, 0, 0}), List.of(Bytes.of(new byte[8])))))));
        assertTrue(count(run, XdpAction.PASS.number()) > 0 && count(run, XdpAction.TX.number()) > 0
                && count(run, XdpAction.DROP.number()) > 0);
    }

    @Test void aMapThatNobodyFillsGivesNull() {
        Program program = program("in_nothing");
        assertEquals(PACKETS - 1, count(run(program, Map.of()), XdpAction.TX.number()));
        Program filled = program("in_nothing", "open_ended", "ports");
        assertEquals(Optional.of(map(filled, "ports")), map(filled, "open_ended").inner());
        MapSpec outer = map(filled, "open_ended");
        byte[] key = {3, 0, 0, 0, 0, 0, 0, 0};
        var inner = new MapContents(List.of(MapContents.Entry.of(MapContents.key(4), MapContents.key(50))));
        Run run = run(filled,
                Map.of("ports", inner, "open_ended", new MapContents(List.of(MapContents.Entry.of(Bytes.of(key),
                        MapContents.named("test", outer, "ports"))))));
        assertTrue(count(run, 150) > 0 && count(run, XdpAction.DROP.number()) > 0);
    }

    @Tag("model")
    @ParameterizedTest
    @ValueSource(strings = {"in_arrays", "in_hashes", "in_others", "in_made"})
    void hardwareDoesTheSame(String name) {
        Program program = name.equals("in_made")
                ? program(name, "lru_mapping", "lru_mapping.cpu0", "fallback", "lru_mapping.cpu1") : program(name);
        Map<String, MapContents> maps = switch (name) {
            case "in_others" -> routes(program);
            case "in_made" -> Map.of("lru_mapping", new MapContents(List.of(
                    entry(map(program, "lru_mapping"), 0, "lru_mapping.cpu1"),
                    entry(map(program, "lru_mapping"), 2, "lru_mapping.cpu0"))));
            default -> Map.of();
        };
        Stimulus stimulus = Stimulus.of(program, packets()).withMaps(maps);
        var compiler = Compiler.forCore(CoreConfig.DEFAULT);
        try (var interpreter = new Interpreter();
                var bundle = new BundleEngine(compiler);
                var rtl = new RtlEngine(compiler, Optional.empty())) {
            Verdict verdict =
                    Comparison.of(List.of(interpreter.run(stimulus), bundle.run(stimulus), rtl.run(stimulus)));
            assertTrue(verdict.agrees(), verdict::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "even: it is to hold map even, which is array key 4 value 8 entries 4 flags 0x0; it takes maps that are lru_hash key 4",
            "nothing: it is to hold `nothing`, which is no map of the object",
            "recent.: cpu1; `recent.NAME` makes one"})
    void mapsThatAnotherCannotHold(String line) {
        String[] parts = line.split(": ", 2);
        InputError refusal = assertThrows(InputError.class, () -> program("in_recent", "recent", parts[0]));
        assertTrue(refusal.getMessage().contains(parts[1]), refusal::getMessage);
    }
}
