package xdp2rtl.maps;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.KeyHash;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.UnsupportedMap;

/// The places of all maps of a program in the map memory of a core.
///
/// The memory is: 16 bytes that are never used (null), at `start` the shared part, then one per-CPU part a context.
/// Shared are arrays, device maps, tables of prefixes and the buckets and entries of every hash map; per-CPU are the
/// values of per-CPU maps.
///
/// @param start       where the first of them begins, a multiple of 16; below lie another program's, or what is never
/// used
/// @param placements  in the order of the program's maps
/// @param sharedBytes where the per-CPU parts begin
/// @param cpuBytes    bytes of one context's per-CPU part
/// @param contexts    how many of them there are
public record MapLayout(int start, List<Placement> placements, int sharedBytes, int cpuBytes, int contexts) {
    private static final int LINE = 16;
    /// Where the maps of the only program begin: address 0 is none.
    public static final int FIRST = LINE;
    private static final int PER_CPU = 1 << CoreConfig.PER_CPU_BIT;

    public MapLayout { placements = List.copyOf(placements); }

    /// Places the maps; InputError for a type the core has not, or sizes that cannot be.
    public static MapLayout of(List<MapSpec> maps, CoreConfig config) {
        return of(maps, config, FIRST);
    }

    /// The same from another place on.
    public static MapLayout of(List<MapSpec> maps, CoreConfig config, int start) {
        Allocator shared = new Allocator("map memory", start);
        Allocator cpu = new Allocator("per-CPU map memory", 0);
        List<Placement> placements = new ArrayList<>();
        int descriptors = 0;
        for (MapSpec map : maps) {
            placements.add(switch (map.type()) {
                case MapKind.ARRAY -> array(map, shared, 0);
                case MapKind.DEVMAP, MapKind.CPUMAP, MapKind.XSKMAP, MapKind.PROG_ARRAY, MapKind.ARRAY_OF_MAPS ->
                    new Placement.Array(map, shared.take(8, map.maxEntries()), 8);
                case MapKind.PERCPU_ARRAY -> array(map, cpu, PER_CPU);
                case MapKind.PERF_EVENT_ARRAY -> ring(map, cpu);
                case MapKind.QUEUE, MapKind.STACK -> line(map, shared);
                case MapKind.BLOOM_FILTER -> filter(map, shared);
                case MapKind.RINGBUF ->
                    new Placement.Shared(map, shared.take(1, SharedRing.size(map.maxEntries())), map.maxEntries());
                case MapKind.HASH, MapKind.LRU_HASH, MapKind.HASH_OF_MAPS, MapKind.DEVMAP_HASH ->
                    hash(map, descriptors++, shared, shared, 0, config);
                case MapKind.PERCPU_HASH, MapKind.LRU_PERCPU_HASH ->
                    hash(map, descriptors++, shared, cpu, PER_CPU, config);
                case MapKind.LPM_TRIE -> prefixes(map, shared);
                case UnsupportedMap _ -> throw unsupported(map);
            });
        }
        if (descriptors > CoreConfig.MAP_DESCRIPTORS) {
            throw new InputError("maps", descriptors + " hash maps",
                    "the core has " + CoreConfig.MAP_DESCRIPTORS + " descriptors",
                    "Split the program");
        }
        MapLayout layout = new MapLayout(start, placements, shared.end(), cpu.end(), config.contexts());
        if (layout.totalBytes() > 1L << 30) {
            throw new InputError("maps", "they need " + layout.totalBytes() + " bytes", "a map memory ends at 1 GiB",
                    "Reduce max_entries");
        }
        return layout;
    }

    /// Where the map of this number lies.
    public Placement placement(int map) {
        return placements.get(map);
    }

    /// The number of the map with what programs print.
    public int tracePlace() {
        for (int place = 0; place < placements.size(); place++) {
            if (placements.get(place).map().isTrace()) { return place; }
        }
        throw new IllegalStateException("nothing is printed");
    }

    /// The hash maps' descriptors, by number.
    public List<HashDescriptor> descriptors() {
        List<HashDescriptor> descriptors = new ArrayList<>();
        for (Placement placement : placements) {
            if (placement instanceof Placement.Hash hash) {
                descriptors.add(hash.descriptor());
            }
        }
        return descriptors;
    }

    /// Physical address of a context's per-CPU part.
    public int cpuBase(int context) {
        return sharedBytes + context * cpuBytes;
    }

    /// The address behind all that the maps need.
    public long totalBytes() {
        return sharedBytes + (long) contexts * cpuBytes;
    }

    /// Bytes that they take of a map memory, the null line among them, wherever they begin.
    public long usedBytes() {
        return totalBytes() - start + FIRST;
    }

    /// The least map memory that holds them, a power of two, in KiB.
    public int leastKib() {
        long kib = Math.max(1, Math.ceilDiv(totalBytes(), 1024));
        return (int) (Long.bitCount(kib) == 1 ? kib : Long.highestOneBit(kib) << 1);
    }

    /// The physical address that a context reaches by an address from a placement.
    public int physical(int address, int context) {
        return address < 0 ? cpuBase(context) + (address & ~PER_CPU) : address;
    }

    private static Placement ring(MapSpec map, Allocator cpu) {
        int bytes = map.isTrace() ? EventRing.TEXTS : EventRing.RECORDS;
        return new Placement.Ring(map, cpu.take(EventRing.size(bytes), 1) | PER_CPU, bytes);
    }

    private static Placement line(MapSpec map, Allocator memory) {
        int stride = roundUp(map.valueSize(), 8);
        return new Placement.Line(map, memory.take(1, ValueLine.size(stride, map.maxEntries())), stride);
    }

    private static Placement filter(MapSpec map, Allocator memory) {
        FilterBits bits = FilterBits.of(map);
        return new Placement.Filter(map, memory.take(1, bits.bytes()), bits);
    }

    private static Placement array(MapSpec map, Allocator memory, int tag) {
        int stride = roundUp(map.valueSize(), 8);
        return new Placement.Array(map, memory.take(stride, map.maxEntries()) | tag, stride);
    }

    private static Placement hash(MapSpec map, int number, Allocator shared, Allocator values, int tag,
            CoreConfig config) {
        int contexts = config.contexts();
        int keyPairs = pairs(map.keySize());
        int valuePairs = pairs(map.valueSize());
        if (keyPairs >= CoreConfig.ARGUMENT_PAIRS) {
            throw new InputError("map " + map.name(), "keys have " + map.keySize() + " bytes",
                    "the map unit takes keys of " + (CoreConfig.ARGUMENT_PAIRS - 1) * LINE, "Make them smaller");
        }
        boolean perCpu = tag != 0;
        int spare = perCpu ? 0 : contexts;
        int buckets = KeyHash.buckets(map.maxEntries());
        int bucketWords = shared.take(8, buckets);
        int state = shared.take(LINE, 1);
        int extras = perCpu ? 0 : shared.take(8, contexts);
        int victim = map.evicts() ? shared.take(8, 1) : 0;
        int entryStride = LINE * (1 + keyPairs + (perCpu ? 0 : valuePairs));
        int firstEntry = shared.take(entryStride, (long) map.maxEntries() + spare);
        int firstValue =
                perCpu ? values.take(LINE * valuePairs, map.maxEntries()) | tag : firstEntry + LINE * (1 + keyPairs);
        HashDescriptor descriptor =
                new HashDescriptor(perCpu ? 1 : 0, keyPairs, Math.min(valuePairs, CoreConfig.ARGUMENT_PAIRS - keyPairs),
                        bucketWords, buckets - 1, state,
                        firstEntry + entryStride * map.maxEntries(), entryStride,
                        perCpu ? LINE * valuePairs : entryStride, extras, isCounted(map, config) ? 1 : 0);
        return new Placement.Hash(map, number, descriptor, firstEntry, firstValue, victim,
                entryStride * (map.maxEntries() + spare));
    }

    /// Whether all cores together have a map's keys, so that they must count them: of LRU maps each core has a part, in
    /// maps of other kinds it has room for all.
    public static boolean isCounted(MapSpec map, CoreConfig config) { return config.cores() > 1 && !map.evicts(); }

    /// Whether the arguments of a request hold a key of a hash map and a value, which an update needs; whoever only
    /// looks values up reads them where they lie.
    public static boolean takesUpdates(MapSpec map) {
        return pairs(map.keySize()) + pairs(map.valueSize()) <= CoreConfig.ARGUMENT_PAIRS;
    }

    /// The most bytes of such a value.
    public static int longestUpdate(MapSpec map) {
        return LINE * (CoreConfig.ARGUMENT_PAIRS - pairs(map.keySize()));
    }

    /// The first 4 bytes of a key are its length.
    private static Placement prefixes(MapSpec map, Allocator memory) {
        int keyBytes = map.keySize() - Integer.BYTES;
        int root = memory.take(1, PrefixTable.bytes(keyBytes, map.valueSize(), map.maxEntries()));
        return new Placement.Prefixes(map, new PrefixTable(root, keyBytes, map.valueSize(), map.maxEntries()));
    }

    /// How many lines of 16 bytes hold so many bytes.
    static int pairs(int bytes) {
        return Math.max(1, Math.ceilDiv(bytes, LINE));
    }

    private static int roundUp(int value, int multiple) {
        return (value + multiple - 1) / multiple * multiple;
    }

    private static InputError unsupported(MapSpec map) {
        return new InputError("map " + map.name(), "type " + map.type().text() + " is not supported", "",
                "Supported are maps of type " + MapKind.list());
    }

    /// Hands out 16-byte aligned places, ascending.
    private static final class Allocator {
        private final String name;
        private long next;

        Allocator(String name, int start) {
            this.name = name;
            this.next = start;
        }

        int take(int stride, long count) {
            long start = next;
            next = (next + stride * count + LINE - 1) / LINE * LINE;
            if (next > 1L << 30) {
                throw new InputError(name, "the maps need more than 1 GiB", "", "Reduce max_entries");
            }
            return (int) start;
        }

        int end() { return (int) next; }
    }
}
