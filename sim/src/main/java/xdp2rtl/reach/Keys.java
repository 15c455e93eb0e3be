package xdp2rtl.reach;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.NameTable;
import xdp2rtl.elf.Program;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.UnsupportedMap;
import xdp2rtl.port.MapContents;

/// Keys of maps, there at the start or not.
final class Keys {
    /// Where packets are sent that a device map sends somewhere.
    private static final int DEVICE = 2;
    private static final int CPU_QUEUE = 192;
    /// Larger ones are not filled: files of contents would be.
    private static final int MOST_ENTRIES = 4096;

    private Keys() {}

    static boolean has(Program program, Inputs inputs, int map, Bytes key) {
        MapSpec spec = program.maps().get(map);
        if (spec.isArray()) { return MapContents.index(key) < Integer.toUnsignedLong(spec.maxEntries()); }
        return spec.holdsPrefixes()
                ? inputs.maps().getOrDefault(map, Map.of()).keySet().stream().anyMatch(prefix -> covers(prefix, key))
                : inputs.value(map, key).isPresent();
    }

    private static boolean covers(Bytes prefix, Bytes key) {
        long bits = MapContents.index(prefix);
        if (bits > MapContents.index(key)) { return false; }
        byte[] one = prefix.toArray();
        byte[] other = key.toArray();
        for (int bit = 0; bit < bits; bit++) {
            int at = Integer.BYTES + bit / Byte.SIZE;
            if (((one[at] ^ other[at]) >> Byte.SIZE - 1 - bit % Byte.SIZE & 1) != 0) { return false; }
        }
        return true;
    }

    /// With a key that is not there, if the map can have it.
    static Optional<Inputs> added(Program program, Inputs inputs, int map, Bytes key) {
        MapSpec spec = program.maps().get(map);
        boolean outside = spec.isIndexed() && MapContents.index(key) >= Integer.toUnsignedLong(spec.maxEntries());
        int held = inputs.maps().getOrDefault(map, Map.of()).size();
        if (outside || spec.isArray() || held >= Math.min(spec.maxEntries(), MOST_ENTRIES)
                || spec.holdsPrefixes() && MapContents.index(key) > MapContents.prefixBits(spec)) {
            return Optional.empty();
        }
        return first(spec).map(value -> inputs.with(map, key, value));
    }

    /// With as many keys as the map can hold, none of them this one.
    static Optional<Inputs> filled(Program program, Inputs inputs, int map, Bytes key) {
        MapSpec spec = program.maps().get(map);
        Optional<Bytes> value = first(spec);
        if (spec.isIndexed() || spec.holdsNames() || value.isEmpty()
                || Integer.compareUnsigned(spec.maxEntries(), MOST_ENTRIES) > 0) {
            return Optional.empty();
        }
        Map<Bytes, Bytes> values = new HashMap<>(inputs.maps().getOrDefault(map, Map.of()));
        values.remove(key);
        int width = Math.min(Integer.BYTES, spec.keySize());
        for (int number = 0; values.size() < spec.maxEntries(); number++) {
            if (width < Integer.BYTES && number >>> Byte.SIZE * width != 0) { return Optional.empty(); }
            byte[] other = new byte[spec.keySize()];
            for (int i = 0; i < width; i++) {
                other[other.length - width + i] = (byte) (number >> Byte.SIZE * i);
            }
            if (!Bytes.of(other).equals(key)) {
                values.putIfAbsent(Bytes.of(other), value.get());
            }
        }
        return Optional.of(inputs.withValues(map, values));
    }

    /// What a new key has at first.
    static Optional<Bytes> first(MapSpec spec) {
        return switch (spec.type()) {
            case MapKind.DEVMAP, MapKind.DEVMAP_HASH -> Optional.of(number(spec, DEVICE));
            case MapKind.CPUMAP -> Optional.of(number(spec, CPU_QUEUE));
            case MapKind.XSKMAP -> Optional.of(number(spec, 1));
            case MapKind.PROG_ARRAY, MapKind.ARRAY_OF_MAPS, MapKind.HASH_OF_MAPS ->
                spec.names().map(NameTable::names).filter(names -> !names.isEmpty())
                        .map(names -> MapContents.named("map " + spec.name(), spec, names.getFirst()));
            case MapKind.HASH, MapKind.ARRAY, MapKind.PERCPU_HASH, MapKind.PERCPU_ARRAY, MapKind.LRU_HASH,
                    MapKind.LRU_PERCPU_HASH, MapKind.LPM_TRIE, MapKind.QUEUE, MapKind.STACK, MapKind.BLOOM_FILTER ->
                Optional.of(number(spec, 0));
            case MapKind.PERF_EVENT_ARRAY, MapKind.RINGBUF -> Optional.empty();
            case UnsupportedMap _ -> Optional.empty();
        };
    }

    private static Bytes number(MapSpec spec, int value) {
        byte[] bytes = new byte[spec.valueSize()];
        for (int i = 0; i < Math.min(Integer.BYTES, bytes.length); i++) {
            bytes[i] = (byte) (value >> Byte.SIZE * i);
        }
        return Bytes.of(bytes);
    }

    /// Whether bytes of its values are for the search to choose.
    static boolean isOpen(MapSpec spec, int at) {
        return !spec.readOnly() && !spec.holdsTargets() && !spec.holdsNames() && !spec.holdsEvents()
                && !spec.touchesLock(at, at);
    }
}
