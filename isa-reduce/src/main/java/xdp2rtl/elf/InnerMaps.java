package xdp2rtl.elf;

import java.util.List;
import java.util.Set;

/// Which maps of a program its maps of maps hold.
public final class InnerMaps {
    private InnerMaps() {}

    /// The places of those that one of these maps can hold, in the order of their numbers; none if nobody names one.
    public static List<Integer> places(List<MapSpec> maps, int outer) {
        List<String> names = maps.stream().map(MapSpec::name).toList();
        return maps.get(outer).instances().map(table -> table.names().stream().map(names::indexOf).toList())
                .orElse(List.of());
    }

    /// Adds to places of maps those that the maps there can hold.
    public static void addTo(Set<Integer> places, List<MapSpec> maps) {
        List.copyOf(places).forEach(place -> places.addAll(places(maps, place)));
    }
}
