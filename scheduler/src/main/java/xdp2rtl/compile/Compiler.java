package xdp2rtl.compile;

import java.util.stream.IntStream;
import xdp2rtl.diagnostic.CountText;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Program;
import xdp2rtl.graph.Graph;
import xdp2rtl.image.Image;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Encoding;
import xdp2rtl.lower.GraphBuilder;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.NetworkMap;
import xdp2rtl.maps.NetworkSize;
import xdp2rtl.reduce.Reduction;
import xdp2rtl.schedule.Schedule;
import xdp2rtl.schedule.Scheduler;
import xdp2rtl.verifier.Entry;
import xdp2rtl.support.ProgramCheck;
import xdp2rtl.verifier.SharedWrites;

/// The line from a program to its schedule, for one core.
///
/// @param config the core
/// @param entry  what the program is started with
/// @param maps   where in the map memory its maps begin ([MapLayout#start])
/// @param grows  whether a map memory that is too small for the program's maps grows: of a core in a simulation it can,
/// of a core on a
///               board it cannot, and the program is refused
/// @param bundleLimit bundles after which the core ends a packet
/// @param network what the tables of interfaces and routes hold, if the program needs them
public record Compiler(CoreConfig config, Entry entry, int maps, boolean grows, int bundleLimit, NetworkSize network) {
    /// The usual limit on bundles: the kernel's verifier explores a million instructions.
    public static final int BUNDLE_LIMIT = 1 << 20;

    /// Well above what was seen: 83,576 operations became 19,119 bundles of 4.
    private static final int MOST_SAVED_BY_REDUCTION = 8;
    private static final int MOST_SAVED_BY_SCHEDULING = 2;
    /// Operations that are scheduled in seconds.
    private static final int LARGE = 10_000;

    /// The sizes of map memory beyond the core's own; the last is what a layout can need at most.
    private static final int[] GROWN_MAP_BYTES = {1 << 20, 1 << 25, 1 << 30};

    public Compiler(CoreConfig config, Entry entry) {
        this(config, entry, MapLayout.FIRST, true, BUNDLE_LIMIT, NetworkSize.DEFAULT);
    }

    /// A compiler of XDP programs whose maps have the core's memory to themselves, which grows where it is too small.
    public static Compiler forCore(CoreConfig config) {
        return new Compiler(config, Entry.XDP);
    }

    /// As [#forCore], but the core is what it is.
    public static Compiler forExactly(CoreConfig config) {
        return new Compiler(config, Entry.XDP, MapLayout.FIRST, false, BUNDLE_LIMIT, NetworkSize.DEFAULT);
    }

    /// With another limit on bundles.
    public Compiler withBundleLimit(int limit) {
        return new Compiler(config, entry, maps, grows, limit, network);
    }

    /// With tables of another size.
    public Compiler withNetwork(NetworkSize size) {
        return new Compiler(config, entry, maps, grows, bundleLimit, size);
    }

    /// @throws xdp2rtl.diagnostic.InputError for a program that the core cannot run exactly as Linux does, naming the
    /// place
    public Compiled compile(Program program) {
        MapLayout layout = layout(program);
        int linked = program.linkage().targets().size();
        String name = program.source().object() + ": " + program.name()
                + (linked == 0 ? "" : " with %s that tail calls can lead to"
                        .formatted(CountText.of(linked, "program")));
        Graph built = build(program, layout);
        refuseLarge(name, built, MOST_SAVED_BY_REDUCTION, linked > 0);
        Reduction.Report reduction = Reduction.report(built);
        refuseLarge(name, reduction.graph(), MOST_SAVED_BY_SCHEDULING, linked > 0);
        CoreConfig core = withRoomFor(layout);
        Schedule schedule = Scheduler.schedule(name, reduction.graph(), core);
        return new Compiled(program, core, layout, reduction, schedule, Image.of(name, schedule), bundleLimit);
    }

    /// What is far from fitting is refused before it takes minutes to schedule.
    /// @param saved how many times fewer operations can be left in the end
    private void refuseLarge(String name, Graph graph, int saved, boolean linked) {
        int operations = graph.blocks().stream().mapToInt(block -> block.steps().size()).sum();
        if (operations > LARGE && operations / saved > (long) config.programBundles() * config.lanes()) {
            boolean fitsNone = operations / MOST_SAVED_BY_SCHEDULING > Encoding.MAX_BUNDLES * config.lanes();
            String smaller = fitsNone ? "split the program"
                    : "give --program-bundles %d".formatted(Integer.highestOneBit(Encoding.MAX_BUNDLES - 1) << 1);
            throw new InputError(name, "has %,d operations".formatted(operations),
                    "the program memory of core %s holds %,d bundles of %d"
                            .formatted(config.name(), config.programBundles(), config.lanes()),
                    linked ? "Name with --map what its maps of programs hold, or " + smaller : "To fit it, " + smaller);
        }
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
        var layout = MapLayout.of(NetworkMap.with(program, network), config, maps);
        if (!grows && layout.totalBytes() > config.mapBytes()) {
            throw new InputError(program.source().object(),
                    "the maps of program %s need %d bytes".formatted(program.name(), layout.totalBytes()),
                    "the map memory of this core has %d".formatted(config.mapBytes()),
                    "Give --map-kib %d, or reduce max_entries".formatted(layout.leastKib()));
        }
        return layout;
    }

    /// A map memory grows in few steps, so that programs share the models that are built.
    private CoreConfig withRoomFor(MapLayout layout) {
        int bytes = IntStream.concat(IntStream.of(config.mapBytes()), IntStream.of(GROWN_MAP_BYTES))
                .filter(size -> size >= config.mapBytes() && size >= layout.totalBytes()).findFirst().orElseThrow();
        return config.withMapBytes(bytes);
    }
}
