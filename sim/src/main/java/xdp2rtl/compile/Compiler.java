package xdp2rtl.compile;

import java.util.stream.IntStream;
import xdp2rtl.build.GraphBuilder;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.ProgramCheck;
import xdp2rtl.graph.Graph;
import xdp2rtl.image.Image;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.reduce.Reduction;
import xdp2rtl.schedule.Schedule;
import xdp2rtl.schedule.Scheduler;
import xdp2rtl.types.Entry;
import xdp2rtl.types.SharedWrites;

/// The line from a program to its schedule, for one core.
///
/// @param config the core; its map memory is what the program gets at least
/// @param entry  what the program is started with
/// @param maps   where in the map memory its maps begin ([MapLayout#start])
public record Compiler(CoreConfig config, Entry entry, int maps) {
    /// The sizes of map memory beyond the core's own; the last is what a layout can need at most.
    private static final int[] GROWN_MAP_BYTES = {1 << 20, 1 << 25, 1 << 30};

    public Compiler(CoreConfig config, Entry entry) {
        this(config, entry, MapLayout.FIRST);
    }

    /// A compiler of XDP programs whose maps have the core's memory to themselves.
    public static Compiler forCore(CoreConfig config) {
        return new Compiler(config, Entry.XDP);
    }

    /// @throws xdp2rtl.diagnostic.InputError for a program that the core cannot run exactly as Linux does, naming the place
    public Compiled compile(Program program) {
        MapLayout layout = layout(program);
        Reduction.Report reduction = Reduction.report(build(program, layout));
        String name = program.source().object() + ": " + program.name();
        CoreConfig core = withRoomFor(layout);
        Schedule schedule = Scheduler.schedule(name, reduction.graph(), core);
        return new Compiled(program, core, layout, reduction, schedule, Image.of(name, schedule));
    }

    /// Does what finds out whether the program is supported, which is much faster than to compile it.
    /// @throws xdp2rtl.diagnostic.InputError if it is not, naming the place
    public void check(Program program) {
        build(program, layout(program));
    }

    private Graph build(Program program, MapLayout layout) {
        Graph built = GraphBuilder.build(program, layout, entry);
        if (config.cores() > 1) {
            SharedWrites.refuse(program, entry, config.cores());
        }
        return built;
    }

    private MapLayout layout(Program program) {
        ProgramCheck.checkMaps(program);
        return MapLayout.of(program.maps(), config, maps);
    }

    /// The map memory is not what a core is chosen by: a simulated one grows to what the maps need, in few steps, so that
    /// programs share the models that are built.
    private CoreConfig withRoomFor(MapLayout layout) {
        int bytes = IntStream.concat(IntStream.of(config.mapBytes()), IntStream.of(GROWN_MAP_BYTES))
            .filter(size -> size >= config.mapBytes() && size >= layout.totalBytes()).findFirst().orElseThrow();
        return config.withMapBytes(bytes);
    }
}
