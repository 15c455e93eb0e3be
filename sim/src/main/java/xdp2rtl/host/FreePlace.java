package xdp2rtl.host;

import static xdp2rtl.isa.ControlRegister.PROGRAM_BASE;
import static xdp2rtl.isa.ControlRegister.PROGRAM_LENGTH;

import java.util.List;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.driver.CoreLoad;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.support.ProgramCheck;

/// Where in a device's memories there is room beside what packets use now.
final class FreePlace {
    private static final int LINE = 16;

    private final HostDevice device;
    private final Span rows;
    private final Span maps;

    /// A part of a memory that is in use; empty if both are 0.
    private record Span(long from, long to) {
        static final Span NONE = new Span(0, 0);
        static final Span ALL = new Span(0, Long.MAX_VALUE);

        boolean overlaps(long start, long end) {
            return start < end && start < to && from < end;
        }
    }

    /// @param used whether packets use anything
    FreePlace(HostDevice device, boolean used) {
        this.device = device;
        int start = device.core().read(PROGRAM_BASE);
        rows = used ? new Span(start, start + device.core().rows()) : Span.NONE;
        maps = used && device.tag() != HostDevice.NO_PROGRAM ? usedMaps(device) : Span.NONE;
    }

    private static Span usedMaps(HostDevice device) {
        return device.loaded().map(loaded -> loaded.layout(device.config()))
                .map(layout -> new Span(layout.start(), layout.totalBytes()))
                .orElse(Span.ALL);
    }

    /// The first place for so many rows beside those that are in use; 0 if there is none.
    int base(int count) {
        int span = CoreLoad.span(count);
        for (int base = 0; base + count <= device.config().programBundles(); base += span) {
            if (hasRows(base, count)) { return base; }
        }
        return 0;
    }

    boolean hasRows(int base, int count) {
        return !rows.overlaps(base, base + count);
    }

    /// Where a program's maps go: beside those that are in use if they fit there, else to the beginning.
    /// @param all the program's, and the tables that its helpers look into
    /// @throws InputError if the core cannot have such maps, or not so large ones
    MapLayout maps(List<MapSpec> all, Program program) {
        ProgramCheck.checkMaps(program);
        int room = device.config().mapBytes();
        MapLayout first = MapLayout.of(all, device.config());
        if (first.totalBytes() > room) {
            throw new InputError(program.source().object(),
                    "the maps of program %s need %d bytes".formatted(program.name(), first.totalBytes()),
                    "the map memory of %s has %d".formatted(device.name(), room),
                    "Reduce max_entries, or make the core with --map-kib %d".formatted(first.leastKib()));
        }
        if (hasMaps(first) || maps.to() > room) { return first; }
        MapLayout behind = MapLayout.of(all, device.config(), (int) (maps.to() + LINE - 1) / LINE * LINE);
        return behind.totalBytes() <= room ? behind : first;
    }

    boolean hasMaps(MapLayout layout) {
        return !maps.overlaps(layout.start(), layout.totalBytes());
    }
}
