package xdp2rtl.engine.interpreter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.Errno;
import xdp2rtl.linux.UpdateFlags;
import xdp2rtl.port.MapContents;

/// ARRAY and PERCPU_ARRAY (kernel/bpf/arraymap.c): every index exists from the start and none can be deleted.
final class ArrayModel implements MapModel {
    private final MapSpec spec;
    private final Cells values;
    private final int cpus;
    /// What the CPUs behind them hold; programs cannot reach it.
    private final Map<Integer, List<Bytes>> otherCpus = new HashMap<>();

    /// @param cpus whose values programs can look up
    ArrayModel(MapSpec spec, MapContents initial, int cpus) {
        this.cpus = cpus;
        this.spec = spec;
        this.values = MapModel.cells(spec);
        // A program can have its address from the loader, without a lookup.
        values.reserve(0);
        spec.contents().ifPresent(contents -> values.put(0, contents.toArray()));
        for (MapContents.Entry entry : initial.entries()) {
            int index = (int) MapContents.index(entry.key());
            for (int cpu = 0; cpu < cpus; cpu++) {
                values.put(index * cpus + cpu, entry.value(cpu).toArray());
            }
            otherCpus.put(index, entry.values().stream().skip(cpus).toList());
        }
    }

    @Override public Cells values() {
        return values;
    }

    @Override public OptionalInt lookup(byte[] key) { return lookup(key, 0); }

    @Override public OptionalInt lookup(byte[] key, int cpu) {
        long index = MapContents.index(key);
        return index < spec.maxEntries() ? OptionalInt.of(values.reserve((int) index * cpus + cpu))
                : OptionalInt.empty();
    }

    @Override public Supplier<Optional<byte[]>> walk(WalkOrder order) {
        Iterator<Integer> indices = IntStream.range(0, spec.maxEntries()).iterator();
        return () -> indices.hasNext() ? Optional.of(MapContents.key(indices.next()).toArray()) : Optional.empty();
    }

    @Override public long update(byte[] key, byte[] value, long flags) {
        if (Long.compareUnsigned(flags & ~UpdateFlags.LOCK, UpdateFlags.EXIST) > 0) { return Errno.EINVAL.result(); }
        long index = MapContents.index(key);
        if (index >= spec.maxEntries()) { return Errno.E2BIG.result(); }
        if ((flags & UpdateFlags.NOEXIST) != 0) { return Errno.EEXIST.result(); }
        if ((flags & UpdateFlags.LOCK) != 0 && spec.lock().isEmpty()) { return Errno.EINVAL.result(); }
        values.put((int) index * cpus, value);
        return 0;
    }

    @Override public long delete(byte[] key) {
        return Errno.EINVAL.result();
    }

    @Override public MapContents contents() {
        var entries = new ArrayList<MapContents.Entry>();
        for (int index = 0; index * cpus < values.count(); index++) {
            var all = new ArrayList<Bytes>();
            for (int cpu = 0; cpu < cpus; cpu++) {
                all.add(Bytes.of(values.get(index * cpus + cpu)));
            }
            all.addAll(otherCpus.getOrDefault(index, List.of()));
            entries.add(new MapContents.Entry(MapContents.key(index), all));
        }
        return new MapContents(entries).canonical(spec);
    }
}
