package xdp2rtl.engine.interpreter;

import java.util.Optional;
import java.util.OptionalInt;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.port.MapContents;

/// ARRAY_OF_MAPS (kernel/bpf/arraymap.c) and HASH_OF_MAPS (hashtab.c): maps by index or key. A program that looks one
/// up gets the map itself; it cannot change which there are.
final class OuterModel implements MapModel {
    private final MapSpec spec;
    private final MapContents contents;
    private final Cells values;

    OuterModel(MapSpec spec, MapContents contents) {
        this.spec = spec;
        this.contents = contents.canonical(spec);
        this.values = new Cells("map " + spec.name(), spec.valueSize(), false, false);
    }

    /// The name of the map that a key stands for, if there is one.
    Optional<String> map(byte[] key) {
        Bytes wanted = Bytes.of(key);
        return contents.entries().stream().filter(entry -> entry.key().equals(wanted)).findFirst()
                .flatMap(entry -> MapContents.name(spec, entry.value(0)));
    }

    @Override public Cells values() {
        return values;
    }

    @Override public OptionalInt lookup(byte[] key) {
        throw new IllegalStateException("map " + spec.name() + " has no values in memory");
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
