package xdp2rtl.flow;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import xdp2rtl.isa.FlowFields;

/// Where the maps of a program lie on several cores, and which packets go to one core for that.
///
/// @param fields what flows are told apart by; none if it does not matter which core gets a packet
/// @param places by the map's name; empty for one core
public record MapPlaces(FlowFields fields, SortedMap<String, MapPlace> places) {
    public static final MapPlaces ONE_CORE = new MapPlaces(FlowFields.NONE, new TreeMap<>());

    public MapPlaces { places = Collections.unmodifiableSortedMap(new TreeMap<>(places)); }

    /// Of a map; all that nobody says more of are copies.
    public MapPlace of(String map) { return places.getOrDefault(map, new MapPlace.Copied()); }
}
