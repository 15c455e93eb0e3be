package xdp2rtl.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xdp2rtl.ebpf.Assembler;
import xdp2rtl.ebpf.InstructionEncoder;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.MapFlags;
import xdp2rtl.linux.MapKind;
import xdp2rtl.port.MapContents;

/// Values that are shorter than an interface index, in maps of every kind that can have them, by every way that the
/// host has to write one.
final class SmallValuesTest {
    @TempDir Path folder;

    private final RegisterBoard board = new RegisterBoard(CoreConfig.DEFAULT);

    /// No board takes maps of the host's queues; the values of others are names, or none.
    private static final Set<MapKind> ON_BOARDS =
            EnumSet.complementOf(EnumSet.of(MapKind.CPUMAP, MapKind.XSKMAP, MapKind.PROG_ARRAY,
                    MapKind.PERF_EVENT_ARRAY, MapKind.ARRAY_OF_MAPS, MapKind.HASH_OF_MAPS, MapKind.RINGBUF,
                    MapKind.QUEUE, MapKind.STACK, MapKind.BLOOM_FILTER));

    static Stream<MapSpec> maps() {
        return Stream.concat(Stream.of(MapSpec.globalData(".bss", Bytes.of(new byte[1]), false)),
                ON_BOARDS.stream().flatMap(kind -> Stream.of(1, 2, 3, 4).filter(kind::takesValues)
                        .map(bytes -> map(kind, bytes))));
    }

    private static MapSpec map(MapKind kind, int bytes) {
        MapSpec map =
                MapSpec.of("%s_%d".formatted(kind.text(), bytes), kind, kind == MapKind.LPM_TRIE ? 8 : 4, bytes, 1);
        return kind == MapKind.LPM_TRIE ? map.withFlags(MapFlags.NO_PREALLOC) : map;
    }

    @ParameterizedTest
    @MethodSource("maps")
    void areWrittenAndReadBack(MapSpec map) {
        Bytes key = Bytes.of(new byte[map.keySize()]);
        Bytes given = Bytes.of(Arrays.copyOf(new byte[]{1, 0, 0}, map.valueSize()));
        var contents = new MapContents(List.of(MapContents.Entry.of(key, given)));
        new ProgramLoader(host())
                .load(new ProgramLoader.Wanted(program(map), Map.of(map.name(), contents), false, Map.of()));
        LiveMaps maps = host().maps();
        assertEquals(Optional.of(given), maps.lookup(map, key).map(List::getFirst));
        var other = new byte[map.valueSize()];
        other[0] = 2;
        maps.update(map, key, Bytes.of(other), LiveMaps.Rule.ANY);
        int cpus = map.isPerCpu() ? CoreConfig.DEFAULT.cpus() : 1;
        assertEquals(Optional.of(Collections.nCopies(cpus, Bytes.of(other))), maps.lookup(map, key));
        maps.replace(map, contents);
        assertEquals(Optional.of(given), maps.lookup(map, key).map(List::getFirst));
        assertEquals(1, maps.dump(map).entries().size());
    }

    private HostDevice host() {
        return HostDevice.of(board, new StateFile(folder.resolve("state.json")));
    }

    private static Program program(MapSpec map) {
        String use = map.isGlobalData() ? "r1 = map[0].value+0 ll\n" : "r1 = map[0] ll\n";
        Program raw =
                Program.raw("small", InstructionEncoder.encode(Assembler.assemble("small", use + "r0 = 2\nexit")));
        return new Program(raw.source(), raw.code(), List.of(map), "GPL");
    }
}
