package xdp2rtl.engine.interpreter;

import java.util.Optional;
import java.util.OptionalInt;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.MapKind;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.RedirectTarget;

/// DEVMAP and DEVMAP_HASH (kernel/bpf/devmap.c), CPUMAP (cpumap.c) and XSKMAP (net/xdp/xskmap.c): what packets are sent
/// to, by index or key. Programs can look entries up but not change them.
final class TargetModel implements MapModel {
    private final MapSpec spec;
    private final MapContents contents;
    private final Cells values;

    TargetModel(MapSpec spec, MapContents contents) {
        this.spec = spec;
        this.contents = contents.canonical(spec);
        this.values = new Cells("an entry of map " + spec.name(), spec.valueSize(), true, false);
        for (int cell = 0; cell < this.contents.entries().size(); cell++) {
            values.put(cell, this.contents.entries().get(cell).value(0).toArray());
        }
    }

    @Override public Cells values() {
        return values;
    }

    @Override public OptionalInt lookup(byte[] key) {
        int cell = cell(key);
        return cell < 0 ? OptionalInt.empty() : OptionalInt.of(values.reserve(cell));
    }

    private int cell(byte[] key) {
        Bytes wanted = Bytes.of(key);
        for (int cell = 0; cell < contents.entries().size(); cell++) {
            if (contents.entries().get(cell).key().equals(wanted)) { return cell; }
        }
        return -1;
    }

    MapSpec spec() {
        return spec;
    }

    /// Where a packet goes by a key; nowhere if there is no such entry.
    Optional<RedirectTarget> target(int key) {
        int cell = cell(MapContents.key(key).toArray());
        if (cell < 0) { return Optional.empty(); }
        int value = (int) MapContents.index(values.get(cell));
        return Optional.of(switch (spec.kind()) {
            case DEVMAP, DEVMAP_HASH -> new RedirectTarget.MapEntry(spec.name(), value);
            case CPUMAP -> new RedirectTarget.HostQueue(spec.name(), key);
            case XSKMAP -> new RedirectTarget.HostQueue(spec.name(), value);
            case HASH, ARRAY, PROG_ARRAY, PERF_EVENT_ARRAY, PERCPU_HASH, PERCPU_ARRAY, LRU_HASH, LRU_PERCPU_HASH,
                    LPM_TRIE, ARRAY_OF_MAPS,
                    HASH_OF_MAPS, RINGBUF, QUEUE, STACK, BLOOM_FILTER ->
                throw new IllegalStateException(spec.name());
        });
    }

    @Override public long update(byte[] key, byte[] value, long flags) {
        throw new Stop("updates map " + spec.name() + " of type " + spec.type().text());
    }

    @Override public long delete(byte[] key) {
        throw new Stop("deletes from map " + spec.name() + " of type " + spec.type().text());
    }

    @Override public MapContents contents() {
        return contents;
    }
}
