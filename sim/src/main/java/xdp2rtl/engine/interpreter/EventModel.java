package xdp2rtl.engine.interpreter;

import java.util.OptionalInt;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.port.MapContents;

/// A map that takes records for the host: it holds nothing that programs could look at.
record EventModel(MapSpec spec) implements MapModel {

    @Override public Cells values() {
        return new Cells("an entry of map " + spec.name(), spec.valueSize(), false, false);
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
        return MapContents.EMPTY;
    }
}
