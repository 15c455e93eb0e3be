package xdp2rtl.flow;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import xdp2rtl.isa.Dispatch;
import xdp2rtl.isa.FlowFields;

/// Where the maps of a program lie on several cores, and which packets go to one core for that.
///
/// @param fields what flows are told apart by; none if it does not matter which core gets a packet
/// @param places by the map's name; empty for one core
public record MapPlaces(FlowFields fields, SortedMap<String, MapPlace> places) {
    public static final MapPlaces ONE_CORE = new MapPlaces(FlowFields.NONE, new TreeMap<>());

    public MapPlaces { places = Collections.unmodifiableSortedMap(new TreeMap<>(places)); }

    /// What the dispatcher is loaded with. Cores take flows as they come, but where it must be known who has an entry
    /// that every core has a copy of.
    public Dispatch dispatch(int cores) {
        Dispatch byFlow = Dispatch.of(fields);
        return places.values().stream()
                .anyMatch(place -> place instanceof MapPlace.ByFlow(_, boolean complete) && complete)
                        ? byFlow.withTable(
                                IntStream.range(0, Dispatch.ENTRIES).mapToObj(entry -> entry % cores).toList())
                        : byFlow;
    }

    /// Of a map; all that nobody says more of are copies.
    public MapPlace of(String map) { return places.getOrDefault(map, new MapPlace.Copied()); }
}
