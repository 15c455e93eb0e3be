package xdp2rtl.engine.interpreter;

import xdp2rtl.elf.MapSpec;
import xdp2rtl.port.MapContents;

/// A map that takes records for the host: it holds nothing that programs could look at.
record EventModel(MapSpec spec) implements ClosedModel {
    @Override public MapContents contents() {
        return MapContents.EMPTY;
    }
}
