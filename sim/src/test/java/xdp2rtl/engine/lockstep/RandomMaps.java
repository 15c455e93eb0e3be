package xdp2rtl.engine.lockstep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import xdp2rtl.driver.HostMaps;
import xdp2rtl.driver.MapMemoryAccess;
import xdp2rtl.driver.MapStore;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.MapKind;
import xdp2rtl.maps.HashDescriptor;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.Placement;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Stimulus;

/// The maps of a random program: arrays, for plain accesses and for atomics; hash tables of all kinds, small enough to
/// be full, with keys of one pair and of more.
final class RandomMaps {
    private static final List<MapSpec> SPECS = List.of(
            MapSpec.of("plain", MapKind.ARRAY, 4, 64, 2),
            MapSpec.of("plain_cpu", MapKind.PERCPU_ARRAY, 4, 40, 2),
            MapSpec.of("atomic", MapKind.ARRAY, 4, 32, 1),
            MapSpec.of("atomic_cpu", MapKind.PERCPU_ARRAY, 4, 16, 1),
            MapSpec.of("hash", MapKind.HASH, 4, 8, 4),
            MapSpec.of("hash_long", MapKind.HASH, 20, 24, 3),
            MapSpec.of("cpu_hash", MapKind.PERCPU_HASH, 16, 16, 4),
            MapSpec.of("cpu_hash_long", MapKind.PERCPU_HASH, 40, 20, 3));

    private final MapLayout layout;
    private final MapStore store;

    RandomMaps(CoreConfig config, Random random) {
        layout = MapLayout.of(SPECS, config);
        store = new MapStore(config.mapBytes());
        if (layout.totalBytes() + 64 > config.mapBytes()) {
            throw new IllegalArgumentException("the maps need " + layout.totalBytes() + " bytes");
        }
        Program exit = Program.raw("random", new byte[]{(byte) 0x95, 0, 0, 0, 0, 0, 0, 0});
        Program program = new Program(exit.source(), exit.code(), SPECS, "");
        Map<String, MapContents> contents = new HashMap<>();
        for (MapSpec map : SPECS) {
            contents.put(map.name(), contents(map, config.contexts(), random));
        }
        new HostMaps(layout, new MapMemoryAccess() {
            @Override public long read(int address) {
                return store.word(address);
            }

            @Override public void write(int address, long word) {
                store.word(address, word);
            }
        }).fill(Stimulus.of(program, List.of()).withMaps(contents));
    }

    private static MapContents contents(MapSpec map, int cpus, Random random) {
        List<MapContents.Entry> entries = new ArrayList<>();
        Set<Integer> keys = new HashSet<>();
        for (int i = 0; i < random.nextInt(map.maxEntries() + 1); i++) {
            int key = random.nextInt(map.isIndexed() ? map.maxEntries() : 8);
            if (!keys.add(key)) {
                continue;
            }
            byte[] bytes = new byte[map.keySize()];
            bytes[0] = (byte) key;
            List<Bytes> values = new ArrayList<>();
            for (int cpu = 0; cpu < (map.isPerCpu() ? cpus : 1); cpu++) {
                byte[] value = new byte[map.valueSize()];
                random.nextBytes(value);
                values.add(Bytes.of(value));
            }
            entries.add(new MapContents.Entry(Bytes.of(bytes), values));
        }
        return new MapContents(entries);
    }

    MapLayout layout() {
        return layout;
    }

    MapStore store() {
        return store;
    }

    List<HashDescriptor> descriptors() {
        return layout.descriptors();
    }

    /// The address of an array, as programs use it.
    int plain(boolean perCpu) {
        return address(perCpu ? 1 : 0);
    }

    /// Bytes of [#plain].
    static int plainBytes(boolean perCpu) {
        return perCpu ? 80 : 128;
    }

    int atomic(boolean perCpu) {
        return address(perCpu ? 3 : 2);
    }

    static int atomicBytes(boolean perCpu) {
        return perCpu ? 16 : 32;
    }

    /// The address of 16 bytes that requests write too: of atomics, or of some value of some hash table.
    int requested(Random random) {
        if (random.nextInt(3) == 0) { return atomic(random.nextBoolean()); }
        List<Placement> hashes = layout.placements().subList(4, layout.placements().size());
        var hash = (Placement.Hash) hashes.get(random.nextInt(hashes.size()));
        return hash.firstValue() + random.nextInt(hash.map().maxEntries()) * hash.descriptor().valueStride();
    }

    private int address(int map) {
        return ((Placement.Array) layout.placement(map)).address();
    }
}
