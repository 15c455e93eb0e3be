package xdp2rtl.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.isa.Dispatch;
import xdp2rtl.isa.FlowFields;

/// Where the maps of a program lie on several cores, and which packets go to one core for that.
///
/// @param fields what flows are told apart by; none if it does not matter which core gets a packet, or only the first
///               gets any
/// @param inOrder whether packets of different flows keep the order of arrival
/// @param first  why the first core gets all of them, if so
/// @param places by the map's name; empty for one core
public record MapPlaces(FlowFields fields, boolean inOrder, Optional<FirstCore> first,
        SortedMap<String, MapPlace> places) {
    public static final MapPlaces ONE_CORE = divided(FlowFields.NONE, new TreeMap<>());

    public MapPlaces { places = Collections.unmodifiableSortedMap(new TreeMap<>(places)); }

    /// Where every core gets packets.
    public static MapPlaces divided(FlowFields fields, SortedMap<String, MapPlace> places) {
        return new MapPlaces(fields, false, Optional.empty(), places);
    }

    /// Where the first core gets all packets.
    public static MapPlaces onFirst(FirstCore reason, List<MapSpec> maps) {
        var places = new TreeMap<String, MapPlace>();
        maps.forEach(map -> places.put(map.name(), new MapPlace.First()));
        return new MapPlaces(FlowFields.NONE, true, Optional.of(reason), places);
    }

    /// The same with all packets in the order of arrival.
    public MapPlaces ordered() { return new MapPlaces(fields, true, first, places); }

    /// What the dispatcher is loaded with. Cores take flows as they come, but where it must be known who has an entry
    /// that every core has a copy of.
    public Dispatch dispatch(int cores) {
        if (first.isPresent()) { return Dispatch.TO_FIRST; }
        Dispatch byFlow = inOrder ? Dispatch.of(fields).inOrder() : Dispatch.of(fields);
        return places.values().stream()
                .anyMatch(place -> place instanceof MapPlace.ByFlow(_, boolean complete) && complete)
                        ? byFlow.withTable(
                                IntStream.range(0, Dispatch.ENTRIES).mapToObj(entry -> entry % cores).toList())
                        : byFlow;
    }

    /// The same where maps have entries before the first packet, whose hashes must have cores.
    ///
    /// @param keys of the map of a name
    public Dispatch dispatch(int cores, Function<String, List<Bytes>> keys) {
        return owners(dispatch(cores), cores, keys);
    }

    /// The same dispatch, with cores for hashes that have none: each time the one with the fewest.
    ///
    /// @param keys of the map of a name
    public Dispatch owners(Dispatch before, int cores, Function<String, List<Bytes>> keys) {
        var owner = new FlowOwner(before);
        var hashes = new LinkedHashSet<Integer>();
        places.forEach((name, place) -> {
            if (place instanceof MapPlace.ByFlow(FlowKey key, _)) {
                keys.apply(name).forEach(bytes -> hashes.add(owner.hash(key, bytes)));
            }
        });
        var table = new ArrayList<>(before.table());
        int[] count = new int[cores];
        table.stream().filter(core -> core != Dispatch.FREE).forEach(core -> count[core]++);
        for (int hash : hashes) {
            if (table.get(hash) == Dispatch.FREE) {
                int fewest =
                        IntStream.range(0, cores).boxed().min(Comparator.comparing(core -> count[core])).orElseThrow();
                table.set(hash, fewest);
                count[fewest]++;
            }
        }
        return before.withTable(table);
    }

    /// Of a map; all that nobody says more of are copies.
    public MapPlace of(String map) { return places.getOrDefault(map, new MapPlace.Copied()); }
}
