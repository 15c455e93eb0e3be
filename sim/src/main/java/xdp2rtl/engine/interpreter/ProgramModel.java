package xdp2rtl.engine.interpreter;

import java.util.Optional;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.port.MapContents;

/// PROG_ARRAY (kernel/bpf/arraymap.c): programs by index. Programs cannot look into it or change it.
final class ProgramModel implements ClosedModel {
    private final MapSpec spec;
    private final MapContents contents;

    ProgramModel(MapSpec spec, MapContents contents) {
        this.spec = spec;
        this.contents = contents.canonical(spec);
    }

    /// The name of the program at an index, if there is one.
    Optional<String> program(long index) {
        return contents.entries().stream().filter(entry -> MapContents.index(entry.key()) == index).findFirst()
                .flatMap(entry -> MapContents.name(spec, entry.value(0)));
    }

    @Override public MapSpec spec() {
        return spec;
    }

    @Override public MapContents contents() {
        return contents;
    }
}
