package xdp2rtl.linux;

import static xdp2rtl.linux.MapTrait.COMPLETE;
import static xdp2rtl.linux.MapTrait.DEVICES;
import static xdp2rtl.linux.MapTrait.EVENTS;
import static xdp2rtl.linux.MapTrait.EVICTS;
import static xdp2rtl.linux.MapTrait.FILTER;
import static xdp2rtl.linux.MapTrait.INDEXED;
import static xdp2rtl.linux.MapTrait.LINE;
import static xdp2rtl.linux.MapTrait.LOCKABLE;
import static xdp2rtl.linux.MapTrait.MAPS;
import static xdp2rtl.linux.MapTrait.PER_CPU;
import static xdp2rtl.linux.MapTrait.PREFIXES;
import static xdp2rtl.linux.MapTrait.PROGRAMS;
import static xdp2rtl.linux.MapTrait.READABLE;
import static xdp2rtl.linux.MapTrait.RING;
import static xdp2rtl.linux.MapTrait.TARGETS;
import static xdp2rtl.linux.MapTrait.UPDATABLE;
import static xdp2rtl.linux.MapTrait.WRITABLE;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The kinds of map that programs may have here, by number. Whatever else must be known of a kind is a switch over this
/// type, without `default`.
///
/// Sources: kernel/bpf/arraymap.c, hashtab.c, lpm_trie.c, map_in_map.c, ringbuf.c, queue_stack_maps.c,
/// bloom_filter.c, devmap.c, cpumap.c and
/// net/xdp/xskmap.c of Linux 6.18.
public enum MapKind implements MapType {
    HASH(1, LOCKABLE, READABLE, WRITABLE, UPDATABLE),
    ARRAY(2, INDEXED, COMPLETE, LOCKABLE, READABLE, WRITABLE, UPDATABLE),
    PROG_ARRAY(3, INDEXED, PROGRAMS),
    PERF_EVENT_ARRAY(4, INDEXED, EVENTS),
    PERCPU_HASH(5, PER_CPU, READABLE, WRITABLE, UPDATABLE),
    PERCPU_ARRAY(6, INDEXED, COMPLETE, PER_CPU, READABLE, WRITABLE, UPDATABLE),
    LRU_HASH(9, EVICTS, READABLE, WRITABLE, UPDATABLE),
    LRU_PERCPU_HASH(10, EVICTS, PER_CPU, READABLE, WRITABLE, UPDATABLE),
    LPM_TRIE(11, PREFIXES, READABLE, WRITABLE),
    ARRAY_OF_MAPS(12, INDEXED, MAPS, READABLE),
    HASH_OF_MAPS(13, MAPS, READABLE),
    DEVMAP(14, INDEXED, TARGETS, DEVICES, READABLE),
    CPUMAP(16, INDEXED, TARGETS),
    XSKMAP(17, INDEXED, TARGETS, READABLE),
    QUEUE(22, LINE),
    STACK(23, LINE),
    DEVMAP_HASH(25, TARGETS, DEVICES, READABLE),
    RINGBUF(27, RING),
    BLOOM_FILTER(30, FILTER);

    private static final int INDEX_BYTES = 4;
    /// Of prefixes: their length, and `LPM_DATA_SIZE_MIN` to `LPM_DATA_SIZE_MAX` bytes.
    private static final int LEAST_PREFIX_BYTES = 4 + 1;
    private static final int MOST_PREFIX_BYTES = 4 + 256;
    /// `PCPU_MIN_UNIT_SIZE` (include/linux/percpu.h).
    private static final int MOST_PER_CPU_BYTES = 32 << 10;
    /// Of a value with its key and what Linux keeps beside them: `KMALLOC_MAX_SIZE`.
    private static final int MOST_ENTRY_BYTES = 4 << 20;

    private final int number;
    private final Set<MapTrait> traits = EnumSet.noneOf(MapTrait.class);

    MapKind(int number, MapTrait... traits) {
        this.number = number;
        this.traits.addAll(List.of(traits));
    }

    @Override public int number() { return number; }

    @Override public String text() { return name().toLowerCase(Locale.ROOT); }

    @Override public boolean has(MapTrait trait) { return traits.contains(trait); }

    /// Whether keys can have this size (`map_alloc_check` of the kind).
    public boolean takesKeys(int bytes) {
        return switch (this) {
            case ARRAY, PROG_ARRAY, PERCPU_ARRAY, PERF_EVENT_ARRAY, ARRAY_OF_MAPS, DEVMAP, CPUMAP, XSKMAP,
                    DEVMAP_HASH ->
                bytes == INDEX_BYTES;
            case LPM_TRIE -> bytes >= LEAST_PREFIX_BYTES && bytes <= MOST_PREFIX_BYTES;
            case HASH, PERCPU_HASH, LRU_HASH, LRU_PERCPU_HASH, HASH_OF_MAPS -> bytes >= 1;
            case RINGBUF, QUEUE, STACK, BLOOM_FILTER -> bytes == 0;
        };
    }

    /// Whether values can have this size: what names a program or a map, an interface index or the length of a CPU's
    /// queue, perhaps with a program; a socket.
    public boolean takesValues(int bytes) {
        return switch (this) {
            case DEVMAP, DEVMAP_HASH, CPUMAP -> bytes == 4 || bytes == 8;
            case XSKMAP, PROG_ARRAY, PERF_EVENT_ARRAY, ARRAY_OF_MAPS, HASH_OF_MAPS -> bytes == 4;
            case PERCPU_HASH, PERCPU_ARRAY, LRU_PERCPU_HASH -> bytes >= 1 && bytes <= MOST_PER_CPU_BYTES;
            case HASH, LRU_HASH -> bytes >= 1 && bytes <= MOST_ENTRY_BYTES;
            case ARRAY, LPM_TRIE -> bytes >= 1;
            case QUEUE, STACK, BLOOM_FILTER -> bytes >= 1;
            case RINGBUF -> bytes == 0;
        };
    }

    /// The names of kinds, for messages.
    public static String list(List<MapKind> kinds) {
        return kinds.stream().map(MapKind::text).collect(Collectors.joining(", "));
    }

    /// The names of all, for messages.
    public static String list() { return list(Stream.of(values()).toList()); }
}
