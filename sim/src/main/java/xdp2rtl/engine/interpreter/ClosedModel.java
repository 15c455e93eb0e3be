package xdp2rtl.engine.interpreter;

import java.util.OptionalInt;
import xdp2rtl.elf.MapSpec;

/// A map that programs neither look into nor change by its keys; Linux loads no program that does.
sealed interface ClosedModel extends MapModel permits ProgramModel, EventModel, RingModel, LineModel, FilterModel {
    MapSpec spec();

    @Override default Cells values() {
        return new Cells("an entry of map " + spec().name(), spec().valueSize(), false, false);
    }

    @Override default OptionalInt lookup(byte[] key) {
        throw new Stop("looks into " + text());
    }

    @Override default long update(byte[] key, byte[] value, long flags) {
        throw new Stop("updates " + text());
    }

    @Override default long delete(byte[] key) {
        throw new Stop("deletes from " + text());
    }

    private String text() {
        return "map " + spec().name() + " of type " + spec().type().text();
    }
}
