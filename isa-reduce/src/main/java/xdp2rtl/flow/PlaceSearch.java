package xdp2rtl.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.graph.Graph;
import xdp2rtl.isa.FlowFields;
import xdp2rtl.lower.GraphBuilder;
import xdp2rtl.lower.KeyUse;
import xdp2rtl.lower.KeyedGraph;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.share.SharedCode;
import xdp2rtl.verifier.Analysis;
import xdp2rtl.verifier.Entry;
import xdp2rtl.verifier.SharedWrites;
import xdp2rtl.verifier.SharedWrites.Write;

/// Finds where the maps of a program can lie on several cores so that it does what it does on one. Where they cannot be
/// divided, the first core gets all packets.
public final class PlaceSearch {
    private final Analysis analysis;
    private final MapLayout layout;
    private final Entry entry;
    private final List<MapSpec> maps;
    private final FlowRefusal refusal;
    private final PlaceWishes wishes;

    private PlaceSearch(Analysis analysis, MapLayout layout, Entry entry, int cores, PlaceWishes wishes) {
        this.wishes = wishes;
        this.analysis = analysis;
        this.layout = layout;
        this.entry = entry;
        maps = analysis.cfg().program().maps();
        refusal = new FlowRefusal(analysis, cores);
    }

    /// @param layout where the maps lie in each core
    /// @param graph  of the program, reduced as it is when it is scheduled
    /// @param cores  more than one
    public static MapPlaces of(Analysis analysis, MapLayout layout, Entry entry, Graph graph, int cores) {
        return of(analysis, layout, entry, graph, cores, PlaceWishes.NONE);
    }

    /// @param wishes where maps are to lie
    /// @throws InputError if they cannot lie there
    public static MapPlaces of(Analysis analysis, MapLayout layout, Entry entry, Graph graph, int cores,
            PlaceWishes wishes) {
        var search = new PlaceSearch(analysis, layout, entry, cores, wishes);
        MapPlaces found = wishes.first().map(reason -> MapPlaces.onFirst(reason, search.maps))
                .orElseGet(() -> search.found(graph));
        wishes.check(found);
        return found;
    }

    private MapPlaces found(Graph graph) {
        try {
            return divided(graph);
        } catch (InputError obstacle) {
            if (wishes.divides()) { throw obstacle; }
            return MapPlaces.onFirst(FirstCore.of(obstacle), maps);
        }
    }

    /// @throws InputError that names an instruction whose writes the other cores would have to see
    private MapPlaces divided(Graph graph) {
        refusal.checkCpus();
        var places = new TreeMap<String, MapPlace>();
        Map<Integer, List<Write>> writes = SharedWrites.of(analysis).stream()
                .collect(Collectors.groupingBy(Write::map, LinkedHashMap::new, Collectors.toList()));
        List<List<Write>> open = new ArrayList<>();
        for (int map = 0; map < maps.size(); map++) {
            places.put(maps.get(map).name(),
                    maps.get(map).isPerCpu() ? new MapPlace.PerCpu() : new MapPlace.Copied());
        }
        writes.forEach((map, of) -> {
            Optional<List<MapPlace.Number>> numbers = Additions.of(maps.get(map), of, graph);
            if (numbers.isPresent() && !wishes.isByFlow(maps.get(map).name())) {
                places.put(maps.get(map).name(), new MapPlace.AddedUp(numbers.get()));
            } else {
                open.add(of);
            }
        });
        if (open.isEmpty()) { return MapPlaces.divided(FlowFields.NONE, places); }
        open.forEach(refusal::check);
        List<FlowKey> keys = keys(open);
        for (int i = 0; i < open.size(); i++) {
            MapSpec map = maps.get(open.get(i).getFirst().map());
            places.put(map.name(), new MapPlace.ByFlow(keys.get(i), map.isArray()));
        }
        return MapPlaces.divided(new FlowFields(keys.getFirst().parts().stream().map(FlowKey.Part::field).toList()),
                places);
    }

    /// @param open the writes of each map that has to have owners
    private List<FlowKey> keys(List<List<Write>> open) {
        KeyedGraph keyed = GraphBuilder.keyed(SharedCode.of(analysis), layout, entry);
        var bytes = new KeyBytes(keyed.graph());
        List<MapKeys> found = new ArrayList<>();
        for (List<Write> writes : open) {
            found.add(keys(writes, keyed.keys(), bytes));
            if (isNone(new FlowSearch(List.of(found.getLast())).keys())) { throw refusal.without(writes.getFirst()); }
        }
        List<FlowKey> keys = new FlowSearch(found).keys();
        if (isNone(keys)) {
            for (int map = 1; map < open.size(); map++) {
                if (isNone(new FlowSearch(found.subList(0, map + 1)).keys())) {
                    throw refusal.apart(open.get(map).getFirst(), open.get(map - 1).getFirst(),
                            new FlowSearch(List.of(found.get(map))).keys().getFirst(),
                            new FlowSearch(found.subList(0, map)).keys().getFirst());
                }
            }
        }
        return keys;
    }

    private static boolean isNone(List<FlowKey> keys) { return keys.getFirst().parts().isEmpty(); }

    /// All keys that calls give to a map.
    private MapKeys keys(List<Write> writes, List<KeyUse> uses, KeyBytes bytes) {
        int map = writes.getFirst().map();
        Set<List<ByteOrigin>> all = new LinkedHashSet<>();
        for (KeyUse use : uses) {
            if (use.map() == map) {
                all.addAll(bytes.of(use.words(), maps.get(map).keySize())
                        .orElseThrow(() -> refusal.tooMany(writes.getFirst(), use.origin())));
            }
        }
        return new MapKeys(List.copyOf(all));
    }
}
