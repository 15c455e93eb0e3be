package xdp2rtl.host;

import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.AttachPoint;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.elf.ProgramKind;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.Obstacle;
import xdp2rtl.linux.UnsupportedMap;

/// What a core has and no board of ours.
public final class BoardLimits {
    private BoardLimits() {}

    /// @throws InputError for a program that a core can run, but that boards have no place for
    public static void check(Program program) {
        AttachPoint point = ProgramKind.attachPoint(program.source().section());
        if (point != AttachPoint.INTERFACE) {
            throw new InputError(program.source().object(),
                    "program %s is for %s".formatted(program.name(), point.text()),
                    "a board runs programs on packets that come in", "Try it with `run`, `diff` and `cycles`");
        }
        for (MapSpec map : program.maps()) {
            if (namesQueues(map)) {
                throw new InputError(program.source().object(),
                        "program %s redirects by map %s of type %s".formatted(program.name(), map.name(),
                                map.type().text()),
                        Obstacle.HOST_QUEUES.why(), Obstacle.HOST_QUEUES.remedy());
            }
        }
    }

    private static boolean namesQueues(MapSpec map) {
        return switch (map.type()) {
            case MapKind.CPUMAP, MapKind.XSKMAP -> true;
            case MapKind.HASH, MapKind.ARRAY, MapKind.PROG_ARRAY, MapKind.PERF_EVENT_ARRAY, MapKind.PERCPU_HASH,
                    MapKind.PERCPU_ARRAY, MapKind.LRU_HASH,
                    MapKind.LRU_PERCPU_HASH, MapKind.LPM_TRIE, MapKind.ARRAY_OF_MAPS, MapKind.HASH_OF_MAPS,
                    MapKind.DEVMAP, MapKind.DEVMAP_HASH, MapKind.RINGBUF, MapKind.QUEUE, MapKind.STACK,
                    MapKind.BLOOM_FILTER ->
                false;
            case UnsupportedMap _ -> false;
        };
    }
}
