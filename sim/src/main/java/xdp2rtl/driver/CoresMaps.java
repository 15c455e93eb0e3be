package xdp2rtl.driver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import xdp2rtl.compile.Compiled;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.flow.FlowKey;
import xdp2rtl.flow.FlowOwner;
import xdp2rtl.flow.MapPlace;
import xdp2rtl.flow.MapPlaces;
import xdp2rtl.isa.Dispatch;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.NetworkMap;
import xdp2rtl.maps.OrderWord;
import xdp2rtl.maps.Placement;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Stimulus;

/// The maps of a program in the memories of all cores.
///
/// Per-CPU maps: CPU c * contexts + k of the contents is context k of core c. Of maps by flow each core has entries of
/// its own, and of numbers that are added up what it has added. All others are the same in every core: programs that
/// change them run on one core only.
public final class CoresMaps {
    private final MapLayout layout;
    private final MapPlaces places;
    private final BiFunction<FlowKey, Bytes, OptionalInt> owner;
    private final List<HostMaps> cores;

    private CoresMaps(MapLayout layout, MapPlaces places, BiFunction<FlowKey, Bytes, OptionalInt> owner,
            List<? extends MapMemoryAccess> memories) {
        this.layout = layout;
        this.places = places;
        this.owner = owner;
        cores = memories.stream().map(memory -> new HostMaps(layout, memory)).toList();
    }

    /// @param places   of the maps on several cores
    /// @param dispatch what the dispatcher is loaded with
    /// @param memories of the cores
    public CoresMaps(MapLayout layout, MapPlaces places, Dispatch dispatch, List<? extends MapMemoryAccess> memories) {
        this(layout, places, new FlowOwner(dispatch)::of, memories);
    }

    /// To read them.
    public CoresMaps(MapLayout layout, MapPlaces places, List<? extends MapMemoryAccess> memories) {
        this(layout, places, places.dispatch(memories.size()), memories);
    }

    /// Of cores of which the first gets all packets, one by one.
    public static CoresMaps sequential(MapLayout layout, MapPlaces places, List<? extends MapMemoryAccess> memories) {
        return new CoresMaps(layout, places, (_, _) -> OptionalInt.of(0), memories);
    }

    /// The map memory of each core with what the maps hold at the start.
    /// @param sequential whether the first core gets all packets
    public static List<MapStore> stores(Compiled compiled, Stimulus stimulus, boolean sequential) {
        List<MapStore> stores = Stream.generate(() -> new MapStore(compiled.config().mapBytes()))
                .limit(compiled.config().cores()).toList();
        CoresMaps maps = sequential ? sequential(compiled.layout(), compiled.places(), stores)
                : new CoresMaps(compiled.layout(), compiled.places(),
                        CoreSetup.dispatch(compiled.places(), stores.size(), stimulus), stores);
        maps.fill(stimulus);
        return stores;
    }

    /// Writes what the maps hold at the start into memories that hold zeroes.
    public void fill(Stimulus stimulus) {
        layout.placements().forEach(placement -> fill(placement, InitialContents.of(stimulus, placement.map())));
    }

    /// Writes what one map holds into its parts of the memories, where there are zeroes.
    public void fill(Placement placement, MapContents contents) {
        int cpus = cpus(placement.map());
        MapContents everywhere = contents.onCpus(placement.map(), cpus);
        everywhere.entries().forEach(entry -> checkCpus(placement.map(), cpus, entry));
        for (int core = 0; core < cores.size(); core++) {
            cores.get(core).fill(placement, of(core, placement.map(), everywhere));
        }
    }

    /// On how many CPUs programs can have values of a map.
    private int cpus(MapSpec map) {
        return switch (places.of(map.name())) {
            case MapPlace.Copied _, MapPlace.PerCpu _, MapPlace.ByFlow _, MapPlace.AddedUp _ ->
                cores.size() * layout.contexts();
            case MapPlace.First() -> layout.contexts();
        };
    }

    /// What a core has of a map.
    private MapContents of(int core, MapSpec map, MapContents contents) {
        return switch (places.of(map.name())) {
            case MapPlace.Copied _, MapPlace.PerCpu _ -> map.isPerCpu() ? of(core, contents) : contents;
            case MapPlace.ByFlow(FlowKey key, boolean complete) -> complete ? contents
                    : ofFlows(core, map, key, map.isPerCpu() ? of(core, contents) : contents);
            case MapPlace.AddedUp(List<MapPlace.Number> numbers) ->
                core == 0 ? contents : without(new AddedNumbers(numbers), map, contents);
            case MapPlace.First() -> core == 0 ? contents : MapContents.EMPTY;
        };
    }

    private MapContents ofFlows(int core, MapSpec map, FlowKey key, MapContents contents) {
        List<MapContents.Entry> entries = contents.entries().stream()
                .filter(entry -> owner.apply(key, entry.key()).orElseThrow() == core).toList();
        if (entries.size() > map.maxEntries()) {
            throw new InputError("map " + map.name(), "%d of its entries are of flows that one core gets"
                    .formatted(entries.size()),
                    "each of the %d cores has %d entries".formatted(cores.size(), map.maxEntries()),
                    "Give it fewer, or increase max_entries");
        }
        return new MapContents(entries);
    }

    private static MapContents without(AddedNumbers numbers, MapSpec map, MapContents contents) {
        // Global data of which nobody says more is what the object holds.
        List<MapContents.Entry> entries = map.contents().isPresent() && contents.entries().isEmpty()
                ? List.of(MapContents.Entry.of(MapContents.key(0), map.contents().get())) : contents.entries();
        return new MapContents(entries.stream().map(entry -> new MapContents.Entry(entry.key(),
                entry.values().stream().map(numbers::without).toList())).toList());
    }

    /// What the program's maps hold now.
    ///
    /// @param cpus of per-CPU maps, how many values of each entry to read
    public SortedMap<String, MapContents> read(int cpus) {
        SortedMap<String, MapContents> all = new TreeMap<>();
        layout.placements().stream()
                .filter(placement -> NetworkMap.of(placement.map()).isEmpty() && !OrderWord.is(placement.map()))
                .forEach(placement -> all.put(placement.map().name(), read(placement, cpus)));
        return all;
    }

    /// What one map holds now, in the form that engines compare.
    public MapContents read(Placement placement, int cpus) {
        return readAll(placement, cpus).canonical(placement.map());
    }

    /// The same with the entries of array maps that are zero.
    public MapContents readAll(Placement placement, int cpus) {
        return switch (places.of(placement.map().name())) {
            case MapPlace.Copied _, MapPlace.PerCpu _ -> readCopies(placement, cpus);
            case MapPlace.ByFlow(FlowKey key, boolean complete) -> readOwners(placement, key, complete, cpus);
            case MapPlace.AddedUp(List<MapPlace.Number> numbers) -> {
                var added = new AddedNumbers(numbers);
                yield cores.stream().map(core -> core.readAll(placement, 1)).reduce((before, next) -> joined(before,
                        next, (a, b) -> List.of(added.sum(a.getFirst(), b.getFirst())))).orElseThrow();
            }
            case MapPlace.First() -> cores.getFirst().readAll(placement, Math.min(cpus, layout.contexts()));
        };
    }

    private MapContents readCopies(Placement placement, int cpus) {
        int contexts = layout.contexts();
        MapContents contents = cores.getFirst().readAll(placement, Math.min(cpus, contexts));
        for (int core = 1; placement.map().isPerCpu() && core * contexts < cpus; core++) {
            contents = joined(contents, cores.get(core).readAll(placement, Math.min(cpus - core * contexts, contexts)),
                    (before, next) -> Stream.concat(before.stream(), next.stream()).toList());
        }
        return contents;
    }

    /// The entries of all cores. No two have one key: its packets go to one core. Of arrays all have all, and the
    /// owner's counts.
    private MapContents readOwners(Placement placement, FlowKey fields, boolean complete, int cpus) {
        int contexts = layout.contexts();
        var all = new ArrayList<MapContents.Entry>();
        for (int core = 0; core < cores.size(); core++) {
            int number = core;
            int before = placement.map().isPerCpu() ? core * contexts : 0;
            cores.get(core).readAll(placement, Math.clamp(cpus - before, 1, contexts)).entries().stream()
                    .filter(entry -> !complete || owner.apply(fields, entry.key()).orElseThrow() == number)
                    .forEach(entry -> all.add(new MapContents.Entry(entry.key(), behind(before, entry.values()))));
        }
        var keys = new HashSet<Bytes>();
        all.stream().map(MapContents.Entry::key).filter(key -> !keys.add(key)).findFirst().ifPresent(key -> {
            throw new IllegalStateException("map %s is by flow, and key %s is in two cores".formatted(
                    placement.map().name(), key));
        });
        return new MapContents(all).canonical(placement.map());
    }

    /// Values of a core's CPUs behind zeroes for those of the cores before it.
    private static List<Bytes> behind(int zeroes, List<Bytes> values) {
        Bytes zero = Bytes.of(new byte[values.getFirst().length()]);
        return Stream.concat(Collections.nCopies(zeroes, zero).stream(), values.stream()).toList();
    }

    /// The same keys with the values of one core's CPUs.
    private MapContents of(int core, MapContents contents) {
        int first = core * layout.contexts();
        return new MapContents(contents.entries().stream().map(entry -> new MapContents.Entry(entry.key(),
                IntStream.range(first, first + layout.contexts()).mapToObj(entry::value).toList())).toList());
    }

    /// Values of two cores as one. Both have the same keys.
    private static MapContents joined(MapContents before, MapContents next, BinaryOperator<List<Bytes>> join) {
        Map<Bytes, List<Bytes>> values = new HashMap<>();
        next.entries().forEach(entry -> values.put(entry.key(), entry.values()));
        return new MapContents(before.entries().stream().map(entry -> new MapContents.Entry(entry.key(),
                join.apply(entry.values(), values.get(entry.key())))).toList());
    }

    private void checkCpus(MapSpec map, int cpus, MapContents.Entry entry) {
        boolean lost = entry.values().stream().skip(cpus)
                .anyMatch(value -> !value.equals(Bytes.of(new byte[value.length()])));
        if (lost) {
            throw new InputError("map " + map.name(), "there are values for " + entry.values().size() + " CPUs",
                    "%s %d contexts".formatted(cpus == layout.contexts() ? "the core has" : "the cores together have",
                            cpus),
                    "They are not equal, so they are not one value for all of them. Use a core with more contexts, or give fewer values");
        }
    }
}
