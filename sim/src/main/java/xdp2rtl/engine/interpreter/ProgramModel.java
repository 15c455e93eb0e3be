package xdp2rtl.engine.interpreter;

import java.util.Optional;
import java.util.OptionalInt;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.port.MapContents;

/// PROG_ARRAY (kernel/bpf/arraymap.c): programs by index. Programs cannot look into it or change it.
final class ProgramModel implements MapModel {
    private final MapSpec spec;
    private final MapContents contents;
    private final Cells values;

    ProgramModel(MapSpec spec, MapContents contents) {
        this.spec = spec;
        this.contents = contents.canonical(spec);
        this.values = new Cells("map " + spec.name(), spec.valueSize(), false, false);
    }

    /// The name of the program at an index, if there is one.
    Optional<String> program(long index) {
        return contents.entries().stream().filter(entry -> MapContents.index(entry.key()) == index).findFirst()
                .flatMap(entry -> MapContents.program(spec, entry.value(0)));
    }

    @Override public Cells values() {
        return values;
    }

    @Override public OptionalInt lookup(byte[] key) {
        throw new Stop("looks into map " + spec.name() + " of type " + spec.type().text());
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
