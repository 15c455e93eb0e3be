package xdp2rtl.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.List;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.MapFlags;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.UnsupportedMap;
import xdp2rtl.port.MapContents;

/// A map of the program in the kernel. Per-CPU values are turned so that the run's own CPU is CPU 0.
///
/// A CPUMAP's CPUs and an XSKMAP's sockets would have to be there. Device maps stand in for both, with the loopback in
/// each entry: bpf_redirect_map and lookups find the same. What they hold is what they were given, since no program can
/// change it; so are the programs of a PROG_ARRAY and the maps of a map of maps.
final class KernelMap {
    /// Entries that an LRU map has more: Linux drops some before it is full, since CPUs take free ones 128 at a time
    /// (`LOCAL_FREE_TARGET`, kernel/bpf/bpf_lru_list.c). Ours drop none before.
    private static final int LRU_RESERVE = 1024;
    /// What is read at once.
    private static final int BATCH_BYTES = 1 << 20;
    /// Like which a map of maps is made that holds none, where the object leaves that to its loader.
    private static final MapSpec ANY_INNER = MapSpec.of("inner", MapKind.ARRAY, 4, 4, 1);

    private final Bpf bpf;
    private final MapSpec spec;
    private final Cpus cpus;
    private final int descriptor;
    private final MemorySegment key;
    private final MemorySegment nextKey;
    private final MemorySegment value;
    private final int stride;
    private final MapContents initial;

    private KernelMap(Bpf bpf, MapSpec spec, Cpus cpus, int descriptor, MapContents initial) {
        this.initial = initial;
        this.bpf = bpf;
        this.spec = spec;
        this.cpus = cpus;
        this.descriptor = descriptor;
        this.key = bpf.allocate(spec.keySize());
        this.nextKey = bpf.allocate(spec.keySize());
        this.stride = spec.valueSize() + 7 & ~7;
        this.value = bpf.allocate(spec.isPerCpu() ? (long) stride * cpus.possible() : stride);
    }

    /// Creates the map and fills it, but for a map of programs or maps ([#fill]); global data that programs only read
    /// is frozen.
    static KernelMap create(Bpf bpf, MapSpec spec, Cpus cpus, MapContents initial) throws LinuxError {
        KernelMap map;
        try {
            map = new KernelMap(bpf, spec, cpus, create(bpf, spec, cpus), initial);
        } catch (LinuxError e) {
            if (e.isPermission()) { throw e; }
            throw new InputError("map " + spec.name(), "Linux cannot create it (%s)".formatted(e.getMessage()));
        }
        if (spec.contents().isPresent()) {
            map.put(MapContents.Entry.of(MapContents.key(0), spec.contents().get()));
        }
        if (spec.isKeyless()) {
            map.pushAll();
            return map;
        }
        for (MapContents.Entry entry : spec.holdsNames() ? List.<MapContents.Entry>of() : initial.entries()) {
            map.put(isStoodIn(spec) ? MapContents.Entry.of(entry.key(), MapContents.key(Interfaces.LOOPBACK)) : entry);
        }
        if (spec.readOnly()) {
            bpf.freeze(map.descriptor);
        }
        return map;
    }

    /// Puts programs or maps into a map of such.
    /// @param descriptors of them, by name
    void fill(Map<String, Integer> descriptors) throws LinuxError {
        for (MapContents.Entry entry : initial.entries()) {
            String name = MapContents.name(spec, entry.value(0)).orElseThrow();
            put(MapContents.Entry.of(entry.key(), MapContents.key(descriptors.get(name))));
        }
    }

    /// Whether a device map stands in for it.
    static boolean isStoodIn(MapSpec spec) {
        return switch (spec.type()) {
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

    private static MapSpec standIn(MapSpec spec) {
        return MapSpec.of(spec.name(), MapKind.DEVMAP, spec.keySize(), 4, spec.maxEntries());
    }

    /// A map of maps is made after one that it can hold; a perf buffer is as large as there are CPUs where its size is
    /// open.
    private static int create(Bpf bpf, MapSpec spec, Cpus cpus) throws LinuxError {
        if (isStoodIn(spec)) { return bpf.createMap(standIn(spec)); }
        if (spec.holdsMaps()) {
            int inner = create(bpf, spec.inner().orElse(ANY_INNER), cpus);
            try {
                return bpf.createMap(spec, inner);
            } finally {
                bpf.close(inner);
            }
        }
        if (spec.lock().isPresent()) {
            LockTypes types = LockTypes.of(spec);
            int loaded = bpf.loadTypes(types.btf());
            try {
                return bpf.createMap(spec, loaded, types);
            } finally {
                bpf.close(loaded);
            }
        }
        // The seed is ours to choose.
        if (spec.isFilter()) { return bpf.createMap(spec.withFlags(spec.flags() | MapFlags.ZERO_SEED)); }
        if (spec.evicts()) {
            // With lists of their own CPUs would share the entries out.
            return bpf.createMap(spec.withEntries(spec.maxEntries() + LRU_RESERVE)
                    .withFlags(spec.flags() & ~MapFlags.NO_COMMON_LRU));
        }
        boolean open = spec.maxEntries() == 0 && spec.type() == MapKind.PERF_EVENT_ARRAY;
        return bpf.createMap(open ? spec.withEntries(cpus.possible()) : spec);
    }

    int descriptor() {
        return descriptor;
    }

    MapSpec spec() {
        return spec;
    }

    private void put(MapContents.Entry entry) throws LinuxError {
        if (spec.isPerCpu() && entry.values().size() > cpus.possible()) {
            throw new InputError("map " + spec.name(), "values for %d CPUs; this machine has %d".formatted(
                    entry.values().size(), cpus.possible()), "the kernel cannot hold them", "Leave the others out");
        }
        copy(entry.key(), key, 0);
        value.fill((byte) 0);
        for (int cpu = 0; cpu < entry.values().size(); cpu++) {
            copy(entry.values().get(cpu), value, (long) place(cpu) * stride);
        }
        try {
            bpf.update(descriptor, key, value, 0);
        } catch (LinuxError e) {
            throw new InputError("map %s: key %s".formatted(spec.name(), entry.key()),
                    "Linux does not take the entry (%s)".formatted(e.getMessage()));
        }
    }

    /// Where the value of a CPU stands among the kernel's: the run's own CPU and the first change places.
    private int place(int cpu) {
        return cpu == 0 ? cpus.own() : cpu == cpus.own() ? 0 : cpu;
    }

    private static void copy(Bytes bytes, MemorySegment to, long offset) {
        MemorySegment.copy(MemorySegment.ofArray(bytes.toArray()), 0, to, offset, bytes.length());
    }

    /// What it holds now, in canonical form.
    MapContents contents() throws LinuxError {
        if (isStoodIn(spec) || spec.holdsNames()) { return initial.canonical(spec); }
        if (spec.holdsEvents() || spec.isFilter()) { return MapContents.EMPTY; }
        if (spec.isLine()) { return popAll(); }
        var entries = new ArrayList<MapContents.Entry>();
        if (spec.isArray()) {
            takeArray(entries);
        } else if (spec.isIndexed()) {
            for (int index = 0; index < spec.maxEntries(); index++) {
                copy(MapContents.key(index), key, 0);
                take(entries);
            }
        } else {
            MemorySegment last = MemorySegment.NULL;
            while (bpf.nextKey(descriptor, last, nextKey)) {
                key.copyFrom(nextKey);
                last = key;
                take(entries);
            }
        }
        return new MapContents(entries).canonical(spec);
    }

    /// Puts in what it holds at the start, so that what is taken out first comes out first.
    private void pushAll() throws LinuxError {
        List<MapContents.Entry> entries = initial.canonical(spec).entries();
        for (MapContents.Entry entry : spec.type() == MapKind.STACK ? entries.reversed() : entries) {
            copy(entry.value(0), value, 0);
            bpf.update(descriptor, MemorySegment.NULL, value, 0);
        }
    }

    /// Takes out all values, which nobody can only look at.
    private MapContents popAll() throws LinuxError {
        var entries = new ArrayList<MapContents.Entry>();
        while (bpf.lookupAndDelete(descriptor, MemorySegment.NULL, value)) {
            entries.add(MapContents.Entry.of(MapContents.key(entries.size()), bytes(0, spec.valueSize())));
        }
        return new MapContents(entries);
    }

    /// How many entries it can take more until the program's own size is reached; negative if it holds more than that.
    int room() throws LinuxError {
        MemorySegment last = MemorySegment.NULL;
        int count = 0;
        while (count <= spec.maxEntries() && bpf.nextKey(descriptor, last, nextKey)) {
            key.copyFrom(nextKey);
            last = key;
            count++;
        }
        return spec.maxEntries() - count;
    }

    /// What is not zero, many indices at once: an array may have millions, of which a program uses a few.
    private void takeArray(List<MapContents.Entry> entries) throws LinuxError {
        int step = spec.isPerCpu() ? stride * cpus.possible() : spec.valueSize();
        int most = Math.max(1, Math.min(spec.maxEntries(), BATCH_BYTES / step));
        MemorySegment keys = bpf.allocate((long) spec.keySize() * most);
        MemorySegment values = bpf.allocate((long) step * most);
        MemorySegment zeros = bpf.allocate((long) step * most);
        int count;
        for (int index = 0; index < spec.maxEntries(); index += count) {
            count = bpf.lookupBatch(descriptor, index == 0 ? MemorySegment.NULL : key, nextKey, keys, values, most);
            key.copyFrom(nextKey);
            for (long at = differs(values, zeros, 0, (long) step * count); at >= 0;) {
                int one = (int) (at / step);
                value.copyFrom(values.asSlice((long) step * one, step));
                entries.add(new MapContents.Entry(MapContents.key(index + one), values()));
                at = differs(values, zeros, (long) step * (one + 1), (long) step * count);
            }
        }
    }

    /// The first place from `from` on at which they differ; negative if there is none.
    private static long differs(MemorySegment a, MemorySegment b, long from, long to) {
        long at = from == to ? -1 : MemorySegment.mismatch(a, from, to, b, from, to);
        return at < 0 ? at : from + at;
    }

    private void take(List<MapContents.Entry> entries) throws LinuxError {
        if (!bpf.lookup(descriptor, key, value)) { return; }
        entries.add(new MapContents.Entry(Bytes.of(key.asSlice(0, spec.keySize()).toArray(JAVA_BYTE)), values()));
    }

    /// Of all CPUs, of the entry that was read.
    private List<Bytes> values() {
        int count = spec.isPerCpu() ? cpus.possible() : 1;
        var values = new ArrayList<Bytes>();
        for (int cpu = 0; cpu < count; cpu++) {
            int place = count == 1 ? 0 : place(cpu);
            values.add(bytes((long) place * stride, spec.valueSize()));
        }
        return values;
    }

    private Bytes bytes(long offset, int length) {
        return Bytes.of(value.asSlice(offset, length).toArray(JAVA_BYTE));
    }
}
