package xdp2rtl.compile;

import java.util.List;
import xdp2rtl.elf.Program;
import xdp2rtl.elf.Subprogram;
import xdp2rtl.image.Image;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.reduce.Reduction;
import xdp2rtl.schedule.Schedule;

/// A program on its way to a core, with every stage kept for whoever wants to print it.
///
/// @param config    the core that it was compiled for, its map memory grown to what the program needs
/// @param reduction the reduced graph and what each pass did
/// @param image     what is loaded into the core
/// @param bundleLimit bundles after which the core ends a packet
/// @param shared    functions that are there once for several calls; all others are copied for each
public record Compiled(Program program, CoreConfig config, MapLayout layout, Reduction.Report reduction,
        Schedule schedule, Image image, int bundleLimit, List<Subprogram> shared) {
    public Compiled { shared = List.copyOf(shared); }
}
