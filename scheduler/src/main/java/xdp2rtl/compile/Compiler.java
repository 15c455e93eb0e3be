package xdp2rtl.compile;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.flow.MapPlaces;
import xdp2rtl.flow.PlaceSearch;
import xdp2rtl.flow.PlaceWishes;
import xdp2rtl.graph.Graph;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.lower.GraphBuilder;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.NetworkMap;
import xdp2rtl.maps.NetworkSize;
import xdp2rtl.reduce.Pass;
import xdp2rtl.reduce.Reduction;
import xdp2rtl.schedule.Guide;
import xdp2rtl.share.SharedCode;
import xdp2rtl.support.ProgramCheck;
import xdp2rtl.verifier.Analysis;
import xdp2rtl.verifier.Entry;

/// The line from a program to its schedule, for one core.
///
/// @param config the core
/// @param entry  what the program is started with
/// @param maps   where in the map memory its maps begin ([MapLayout#start])
/// @param larger cores like it with more map memory, ascending: the first that holds the program's maps is taken where its
///               own is too small; if there is none, the program is refused
/// @param bundleLimit bundles after which the core ends a packet
/// @param network what the tables of interfaces and routes hold, if the program needs them
/// @param calls   what becomes of calls of functions
/// @param passes  what each round of the reduction goes through
/// @param guide what the scheduler is told beside the program
/// @param profiler who says what is frequent; without one the program's shape does
/// @param dealing how several cores get their packets
public record Compiler(CoreConfig config, Entry entry, int maps, List<CoreConfig> larger, int bundleLimit,
        NetworkSize network, Calls calls, List<Pass> passes, Guide guide,
        Optional<Profiler> profiler, Dealing dealing) {
    /// The usual limit on bundles: the kernel's verifier explores a million instructions.
    public static final int BUNDLE_LIMIT = 1 << 20;

    /// What becomes of calls of the program's own functions.
    public enum Calls {
        /// Copies of the function, which is fastest; only what does not fit then is shared.
        COPIED_WHERE_FITTING,
        /// One copy of whatever can be shared.
        SHARED
    }

    /// How several cores get their packets: in turn, by flow where the program needs all packets of a flow in one core, or
    /// all of them in the first core where it cannot be divided.
    ///
    /// @param oneByOne  the first core gets all, one after the other, and so the whole of each LRU map
    /// @param undivided so it does as the program is known not to be divided
    /// @param inOrder   all packets leave in the order of arrival, by which a board knows what its shell says of them
    /// @param wishes    where maps are to lie
    public record Dealing(boolean oneByOne, boolean undivided, boolean inOrder, PlaceWishes wishes) {
        static final Dealing AS_NEEDED = new Dealing(false, false, false, PlaceWishes.NONE);

        private boolean dividesMaps() { return !oneByOne && !undivided; }
    }

    /// The sizes of map memory beyond the core's own; the last is what a layout can need at most.
    private static final int[] GROWN_MAP_BYTES = {1 << 20, 1 << 25, 1 << 30};

    public Compiler {
        larger = List.copyOf(larger);
        passes = List.copyOf(passes);
    }

    /// With all passes.
    public Compiler(CoreConfig config, Entry entry, int maps, List<CoreConfig> larger, int bundleLimit,
            NetworkSize network,
            Calls calls) {
        this(config, entry, maps, larger, bundleLimit, network, calls, Reduction.PASSES, Guide.DEFAULT,
                Optional.empty(), Dealing.AS_NEEDED);
    }

    public Compiler(CoreConfig config, Entry entry) {
        this(config, entry, MapLayout.FIRST, grown(config), BUNDLE_LIMIT, NetworkSize.DEFAULT,
                Calls.COPIED_WHERE_FITTING);
    }

    /// A compiler of XDP programs whose maps have the core's memory to themselves, which grows where it is too small.
    public static Compiler forCore(CoreConfig config) {
        return new Compiler(config, Entry.XDP);
    }

    /// As [#forCore], but the core is what it is.
    public static Compiler forExactly(CoreConfig config) {
        return forOneOf(config, List.of());
    }

    /// As [#forExactly], or one of these where the core's map memory is too small.
    public static Compiler forOneOf(CoreConfig config, List<CoreConfig> larger) {
        return new Compiler(config, Entry.XDP, MapLayout.FIRST, larger, BUNDLE_LIMIT, NetworkSize.DEFAULT,
                Calls.COPIED_WHERE_FITTING);
    }

    /// A map memory grows in few steps, so that programs share the models that are built.
    private static List<CoreConfig> grown(CoreConfig config) {
        return IntStream.of(GROWN_MAP_BYTES).filter(bytes -> bytes > config.mapBytes()).mapToObj(config::withMapBytes)
                .toList();
    }

    /// With another limit on bundles.
    public Compiler withBundleLimit(int limit) {
        return new Compiler(config, entry, maps, larger, limit, network, calls, passes, guide, profiler, dealing);
    }

    /// With tables of another size.
    public Compiler withNetwork(NetworkSize size) {
        return new Compiler(config, entry, maps, larger, bundleLimit, size, calls, passes, guide, profiler, dealing);
    }

    /// With maps that begin elsewhere in the map memory.
    public Compiler from(int start) {
        return new Compiler(config, entry, start, larger, bundleLimit, network, calls, passes, guide, profiler,
                dealing);
    }

    /// With another rule for calls.
    public Compiler with(Calls rule) {
        return new Compiler(config, entry, maps, larger, bundleLimit, network, rule, passes, guide, profiler, dealing);
    }

    /// With other passes, or in another order; what comes out does the same.
    public Compiler withPasses(List<Pass> list) {
        return new Compiler(config, entry, maps, larger, bundleLimit, network, calls, list, guide, profiler, dealing);
    }

    /// With another guide of the scheduler; what comes out does the same.
    public Compiler withGuide(Guide told) {
        return new Compiler(config, entry, maps, larger, bundleLimit, network, calls, passes, told, profiler, dealing);
    }

    /// Told by a run of the program what is frequent in it; what comes out does the same.
    public Compiler withProfiler(Profiler asked) {
        return new Compiler(config, entry, maps, larger, bundleLimit, network, calls, passes, guide, Optional.of(asked),
                dealing);
    }

    /// For runs in which the first of several cores gets all packets, one after the other.
    public Compiler forOneByOne() { return with(new Dealing(true, false, dealing.inOrder, dealing.wishes)); }

    /// For a board, which they must leave in the order of arrival.
    public Compiler forInOrder() {
        return with(new Dealing(dealing.oneByOne, dealing.undivided, true, dealing.wishes));
    }

    /// With maps where a user wants them on several cores.
    public Compiler withPlaces(PlaceWishes wishes) {
        return with(new Dealing(dealing.oneByOne, dealing.undivided, dealing.inOrder, wishes));
    }

    private Compiler forUndivided() {
        return with(new Dealing(dealing.oneByOne, true, dealing.inOrder, dealing.wishes));
    }

    private Compiler with(Dealing other) {
        return new Compiler(config, entry, maps, larger, bundleLimit, network, calls, passes, guide, profiler, other);
    }

    /// The same with what is found out of the program's maps on several cores before it is compiled.
    public Compiler settled(Program program) {
        if (!divides(program)) { return this; }
        Entry own = entryOf(program);
        Analysis analysis = Analysis.of(program, own);
        MapLayout layout = layout(program);
        Graph graph = Reduction.report(GraphBuilder.build(SharedCode.of(analysis), layout, own), passes).graph();
        return places(program, analysis, layout, graph).first().isPresent() ? forUndivided() : this;
    }

    /// The maps as each core has them, and the tables that helpers look into.
    public List<MapSpec> maps(Program program) {
        return dealing.dividesMaps() ? CoreMaps.of(program, network, config, entryOf(program))
                : NetworkMap.with(program, network);
    }

    /// Whether a core has less of a map than it would have alone.
    private boolean divides(Program program) { return !maps(program).equals(NetworkMap.with(program, network)); }

    /// What this program is started with.
    Entry entryOf(Program program) {
        return entry.equals(Entry.XDP) ? Entry.of(program, config) : entry;
    }

    /// Reduces once more what it has compiled, for whoever wants to see how.
    public Reduction.Report reduce(Compiled compiled, Reduction.Watch watch) {
        return Reduction.report(lowered(compiled), compiled.reduction().passes(), watch);
    }

    /// The graph that the passes are given.
    public Graph lowered(Compiled compiled) {
        Entry own = entryOf(compiled.program());
        return GraphBuilder.build(SharedCode.of(Analysis.of(compiled.program(), own), compiled.sharing()),
                compiled.layout(), own);
    }

    /// @throws xdp2rtl.diagnostic.InputError for a program that the core cannot run exactly as Linux does, naming the
    /// place
    public Compiled compile(Program program) {
        dealing.wishes.check(program.maps(), config.cores());
        MapLayout layout = layout(program);
        Entry own = entryOf(program);
        Analysis analysis = Analysis.of(program, own);
        Compiled compiled = new Attempts(this, program, layout, withRoomFor(layout).orElseThrow(), analysis).best();
        if (config.cores() == 1) { return compiled; }
        MapPlaces places = places(program, analysis, layout, compiled.reduction().graph());
        return places.first().isPresent() && divides(program) ? forUndivided().compile(program)
                : compiled.with(places);
    }

    private MapPlaces places(Program program, Analysis analysis, MapLayout layout, Graph graph) {
        MapPlaces found = PlaceSearch.of(analysis, layout, entryOf(program), graph, config.cores(), dealing.wishes());
        return dealing.inOrder() ? found.ordered() : found;
    }

    /// Does what finds out whether the program is supported, which is much faster than to compile it.
    /// @throws xdp2rtl.diagnostic.InputError if it is not, naming the place
    public void check(Program program) {
        Entry own = entryOf(program);
        GraphBuilder.build(SharedCode.of(Analysis.of(program, own)), layout(program), own);
    }

    private MapLayout layout(Program program) {
        ProgramCheck.checkMaps(program);
        var layout = MapLayout.of(maps(program), config, maps);
        if (withRoomFor(layout).isEmpty()) {
            throw new InputError(program.source().object(),
                    "the maps of program %s need %d bytes".formatted(program.name(), layout.totalBytes()),
                    "the map memory of this core has %d".formatted(config.mapBytes()),
                    "Give --map-kib %d, or reduce max_entries".formatted(layout.leastKib()));
        }
        return layout;
    }

    private Optional<CoreConfig> withRoomFor(MapLayout layout) {
        return Stream.concat(Stream.of(config), larger.stream()).filter(core -> core.mapBytes() >= layout.totalBytes())
                .findFirst();
    }
}
