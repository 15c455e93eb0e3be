package xdp2rtl.engine.interpreter;

import java.util.OptionalInt;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.port.MapContents;

/// DEVMAP (kernel/bpf/devmap.c): interfaces by index. Programs can look entries up but not change them.
final class DeviceModel implements MapModel {
    private final MapSpec spec;
    private final MapContents contents;
    private final Cells values;

    DeviceModel(MapSpec spec, MapContents contents) {
        this.spec = spec;
        this.contents = contents.canonical(spec);
        this.values = new Cells("an entry of map " + spec.name(), spec.valueSize(), true, false);
        contents.entries().forEach(entry ->
                values.put((int) MapContents.index(entry.key()), entry.values().getFirst().toArray()));
    }

    @Override public Cells values() {
        return values;
    }

    @Override public OptionalInt lookup(byte[] key) {
        int slot = (int) MapContents.index(key);
        return ifindex(slot).isPresent() ? OptionalInt.of(values.reserve(slot)) : OptionalInt.empty();
    }

    /// The interface in a slot; empty if there is none, or no such slot.
    OptionalInt ifindex(int slot) {
        if (slot < 0 || slot >= Math.min(spec.maxEntries(), values.count())) {
            return OptionalInt.empty();
        }
        int ifindex = (int) MapContents.index(values.get(slot));
        return ifindex == 0 ? OptionalInt.empty() : OptionalInt.of(ifindex);
    }

    @Override public long update(byte[] key, byte[] value, long flags) {
        throw new Stop("updates device map " + spec.name());
    }

    @Override public long delete(byte[] key) {
        throw new Stop("deletes from device map " + spec.name());
    }

    @Override public MapContents contents() {
        return contents;
    }
}
