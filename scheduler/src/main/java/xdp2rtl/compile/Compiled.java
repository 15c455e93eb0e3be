package xdp2rtl.compile;

import xdp2rtl.elf.Program;
import xdp2rtl.flow.MapPlaces;
import xdp2rtl.image.Image;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.reduce.Reduction;
import xdp2rtl.schedule.Schedule;
import xdp2rtl.share.Sharing;

/// A program on its way to a core, with every stage kept for whoever wants to print it.
///
/// @param config    the core that it was compiled for, its map memory grown to what the program needs
/// @param reduction the reduced graph and what each pass did
/// @param image     what is loaded into the core
/// @param bundleLimit bundles after which the core ends a packet
/// @param sharing   what is there once for several calls or paths; all else is copied for each
/// @param places    where its maps lie on several cores
public record Compiled(Program program, CoreConfig config, MapLayout layout, Reduction.Report reduction,
        Schedule schedule, Image image, int bundleLimit, Sharing sharing, MapPlaces places) {
    /// Whether the core gives it packets in fragments.
    public boolean takesFragments() {
        return config.hasFragments() && program.takesFragments();
    }

    /// How many packets run at once.
    public int packetsAtOnce() {
        return places.first().isPresent() ? config.contexts() : config.cpus();
    }

    Compiled with(MapPlaces found) {
        return new Compiled(program, config, layout, reduction, schedule, image, bundleLimit, sharing, found);
    }
}
