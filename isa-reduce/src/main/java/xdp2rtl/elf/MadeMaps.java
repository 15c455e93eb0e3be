package xdp2rtl.elf;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Maps that the object does not declare and a map of maps is given all the same: in Linux a loader makes them at run
/// time (`bpf_map_create`, as Katran does for each CPU), like the one that the object shows. Here they are named after
/// the map that holds them, `lru_mapping.cpu0` for one.
final class MadeMaps {
    /// No section of a file has this number.
    private static final int NOWHERE = -1;

    private MadeMaps() {}

    /// What is declared, and behind it the maps that are made.
    static List<MapTable.Entry> with(List<MapTable.Entry> declared, LoadSettings settings) {
        var all = new ArrayList<>(declared);
        for (MapTable.Entry entry : declared) {
            MapSpec outer = entry.map();
            if (outer.holdsMaps() && outer.inner().isPresent()) {
                names(outer, settings).filter(name -> all.stream().noneMatch(one -> one.map().name().equals(name)))
                        .map(name -> new MapTable.Entry(outer.inner().orElseThrow().withName(name), NOWHERE, 0))
                        .toList().forEach(all::add);
            }
        }
        return all;
    }

    /// How such a name begins.
    static String prefix(MapSpec outer) { return outer.name() + "."; }

    private static Stream<String> names(MapSpec outer, LoadSettings settings) {
        return settings.names().apply(outer.name()).stream().flatMap(List::stream).distinct()
                .filter(name -> name.startsWith(prefix(outer)) && name.length() > prefix(outer).length());
    }
}
