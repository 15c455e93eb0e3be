package xdp2rtl.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import xdp2rtl.flow.FirstCore;
import xdp2rtl.flow.FlowKey;
import xdp2rtl.flow.MapPlace;
import xdp2rtl.flow.MapPlaces;
import xdp2rtl.isa.FlowFields;

/// Where maps lie on several cores, as the file says it that a host keeps.
///
/// @param first without a reason for the first core to have all packets it is empty
record StoredPlaces(List<Field> fields, boolean inOrder, FirstCore first, SortedMap<String, Place> maps) {
    private enum Kind { COPIED, PER_CPU, BY_FLOW, ARRAY_BY_FLOW, ADDED_UP, FIRST }

    /// Without a partner it is empty.
    private record Field(int offset, int bytes, Integer partner) {}

    /// @param at      for maps by flow, in keys
    /// @param partner the same
    /// @param numbers offset and bytes of each
    private record Place(Kind kind, List<List<Integer>> at, List<List<Integer>> partner, List<List<Integer>> numbers) {
        Place(Kind kind) { this(kind, List.of(), List.of(), List.of()); }
    }

    static StoredPlaces of(MapPlaces places) {
        var stored = new TreeMap<String, Place>();
        places.places().forEach((map, place) -> stored.put(map, switch (place) {
            case MapPlace.Copied() -> new Place(Kind.COPIED);
            case MapPlace.PerCpu() -> new Place(Kind.PER_CPU);
            case MapPlace.ByFlow(FlowKey key, boolean complete) ->
                new Place(complete ? Kind.ARRAY_BY_FLOW : Kind.BY_FLOW,
                        key.parts().stream().map(FlowKey.Part::at).toList(),
                        key.parts().stream().map(FlowKey.Part::partner).toList(), List.of());
            case MapPlace.AddedUp(List<MapPlace.Number> numbers) -> new Place(Kind.ADDED_UP, List.of(), List.of(),
                    numbers.stream().map(number -> List.of(number.offset(), number.bytes())).toList());
            case MapPlace.First() -> new Place(Kind.FIRST);
        }));
        return new StoredPlaces(places.fields().fields().stream().map(field -> new Field(field.offset(), field.bytes(),
                field.partner().stream().boxed().findFirst().orElse(null))).toList(), places.inOrder(),
                places.first().orElse(null), stored);
    }

    MapPlaces places() {
        List<FlowFields.Field> all = fields.stream().map(field -> new FlowFields.Field(field.offset, field.bytes,
                Stream.ofNullable(field.partner).mapToInt(Integer::intValue).findFirst())).toList();
        var found = new TreeMap<String, MapPlace>();
        maps.forEach((map, place) -> found.put(map, switch (place.kind) {
            case COPIED -> new MapPlace.Copied();
            case PER_CPU -> new MapPlace.PerCpu();
            case BY_FLOW, ARRAY_BY_FLOW ->
                new MapPlace.ByFlow(key(all, place), place.kind == Kind.ARRAY_BY_FLOW);
            case ADDED_UP -> new MapPlace.AddedUp(place.numbers.stream()
                    .map(number -> new MapPlace.Number(number.getFirst(), number.getLast())).toList());
            case FIRST -> new MapPlace.First();
        }));
        return new MapPlaces(new FlowFields(all), inOrder, Optional.ofNullable(first), found);
    }

    private static FlowKey key(List<FlowFields.Field> fields, Place place) {
        var parts = new ArrayList<FlowKey.Part>();
        for (int i = 0; i < fields.size(); i++) {
            parts.add(new FlowKey.Part(fields.get(i), place.at.get(i), place.partner.get(i)));
        }
        return new FlowKey(parts);
    }
}
