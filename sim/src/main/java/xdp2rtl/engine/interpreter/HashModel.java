package xdp2rtl.engine.interpreter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.Errno;
import xdp2rtl.linux.UpdateFlags;
import xdp2rtl.port.MapContents;

/// HASH and PERCPU_HASH (kernel/bpf/hashtab.c), with elements that stay where they are, since programs may keep a
/// pointer into one that is no longer in the map.
///
/// HASH has one element more than entries, the spare of this CPU. An update of an existing key writes the spare and
/// makes the old element the new spare. A deleted element goes to a list from which the next new key takes the last
/// one. PERCPU_HASH has no spare: an update of an existing key writes in place. A map with BPF_F_NO_PREALLOC is
/// modelled alike: which memory it reuses is left open by Linux.
///
/// LRU_HASH and LRU_PERCPU_HASH are the same until a new key finds them full. Which key leaves then is open in Linux
/// too; here the elements are taken in turn, the first spare last, and the key leaves that an element last had, if it
/// is in the map.
final class HashModel implements MapModel {
    private final MapSpec spec;
    private final Cells values;
    private final boolean perCpu;
    /// In the order in which keys have come.
    private final Map<Bytes, Integer> elements = new LinkedHashMap<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private final int cpus;
    /// What the CPUs behind them hold; programs cannot reach it, but a new key clears it.
    private final Map<Bytes, List<Bytes>> otherCpus = new HashMap<>();
    /// Elements from here on have never been used.
    private int fresh = 1;
    private int spare = 0;
    private final Map<Integer, Bytes> lastKeys = new HashMap<>();
    /// The element that is tried next, counted from the first entry.
    private int victim;
    private boolean evicted;
    /// From the first walk on.
    private Optional<BucketChains> chains = Optional.empty();
    /// The keys for which functions are called at the moment.
    private final List<Bytes> visited = new ArrayList<>();
    private boolean disturbed;

    /// @param cpus whose values programs can look up
    HashModel(MapSpec spec, MapContents initial, int cpus) {
        this.cpus = cpus;
        this.spec = spec;
        this.values = MapModel.cells(spec);
        this.perCpu = spec.isPerCpu();
        for (MapContents.Entry entry : initial.entries()) {
            int element = fresh++;
            elements.put(entry.key(), element);
            lastKeys.put(element, entry.key());
            for (int cpu = 0; cpu < cpus; cpu++) {
                values.put(element * cpus + cpu, entry.value(cpu).toArray());
            }
            otherCpus.put(entry.key(), entry.values().stream().skip(cpus).toList());
        }
    }

    @Override public Cells values() {
        return values;
    }

    @Override public OptionalInt lookup(byte[] key) { return lookup(key, 0); }

    @Override public OptionalInt lookup(byte[] key, int cpu) {
        Integer element = elements.get(Bytes.of(key));
        return element == null ? OptionalInt.empty() : OptionalInt.of(values.reserve(element * cpus + cpu));
    }

    @Override public long update(byte[] key, byte[] value, long flags) {
        if (Long.compareUnsigned(perCpu ? flags : flags & ~UpdateFlags.LOCK, UpdateFlags.EXIST) > 0
                || (flags & UpdateFlags.LOCK) != 0 && spec.lock().isEmpty()) {
            return Errno.EINVAL.result();
        }
        Bytes name = Bytes.of(key);
        Integer old = elements.get(name);
        long rule = flags & ~UpdateFlags.LOCK;
        if (old != null && rule == UpdateFlags.NOEXIST) { return Errno.EEXIST.result(); }
        if (old == null && rule == UpdateFlags.EXIST) { return Errno.ENOENT.result(); }
        if (old != null && rule != flags) {
            values.put(old * cpus, value);
            return 0;
        }
        while (old == null && elements.size() == spec.maxEntries() && spec.evicts()) {
            evict();
        }
        if (old == null && elements.size() == spec.maxEntries()) { return Errno.E2BIG.result(); }
        int element = old == null ? take() : replace(old);
        values.put(element * cpus, value);
        for (int cpu = 1; cpu < cpus && old == null; cpu++) {
            values.clear(element * cpus + cpu);
        }
        changes(name);
        chains.ifPresent(known -> {
            if (old == null) {
                known.add(name, element);
            } else {
                known.replace(name, old, element);
            }
        });
        elements.put(name, element);
        lastKeys.put(element, name);
        return 0;
    }

    private void evict() {
        int entries = spec.maxEntries();
        Bytes key = lastKeys.get(victim == entries ? 0 : victim + 1);
        victim = victim == entries - (perCpu ? 1 : 0) ? 0 : victim + 1;
        if (key != null) {
            evicted = true;
            delete(key.toArray());
        }
    }

    @Override public boolean hasEvicted() {
        return evicted;
    }

    private int take() {
        return free.isEmpty() ? fresh++ : free.pop();
    }

    private int replace(int old) {
        if (perCpu) { return old; }
        int element = spare;
        spare = old;
        return element;
    }

    @Override public long delete(byte[] key) {
        Bytes name = Bytes.of(key);
        Integer element = elements.remove(name);
        if (element == null) { return Errno.ENOENT.result(); }
        changes(name);
        chains.ifPresent(known -> known.remove(name, element));
        otherCpus.remove(name);
        free.push(element);
        return 0;
    }

    @Override public Supplier<Optional<byte[]>> walk(WalkOrder order) {
        Supplier<Optional<byte[]>> keys = switch (order) {
            case CARD -> new HashWalk(elements, lastKeys, chains());
            case NEWEST_FIRST, OLDEST_FIRST, SHUFFLED -> HashWalk.of(elements, order);
        };
        int depth = visited.size();
        visited.add(Bytes.empty());
        return () -> {
            Optional<byte[]> key = keys.get();
            key.ifPresent(bytes -> visited.set(depth, Bytes.of(bytes)));
            return key;
        };
    }

    @Override public void endWalk() { visited.removeLast(); }

    @Override public void endWalks() { visited.clear(); }

    @Override public boolean isDisturbed() { return disturbed; }

    private void changes(Bytes key) { disturbed |= visited.stream().anyMatch(other -> !other.equals(key)); }

    private BucketChains chains() {
        if (chains.isEmpty()) {
            var all = new BucketChains(spec.maxEntries());
            elements.forEach(all::add);
            chains = Optional.of(all);
        }
        return chains.get();
    }

    @Override public MapContents contents() {
        var entries = new ArrayList<MapContents.Entry>();
        elements.forEach((key, element) -> {
            var all = new ArrayList<Bytes>();
            for (int cpu = 0; cpu < cpus; cpu++) {
                all.add(Bytes.of(values.get(element * cpus + cpu)));
            }
            all.addAll(otherCpus.getOrDefault(key, List.of()));
            entries.add(new MapContents.Entry(key, all));
        });
        return new MapContents(entries).canonical(spec);
    }
}
