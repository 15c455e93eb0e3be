package xdp2rtl.flow;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import xdp2rtl.isa.FlowFields;

/// Finds the bytes of the packet that the keys of all of some maps tell: the fields by which each key has one owner.
final class FlowSearch {
    private static final int STEP = 2;
    private static final int BYTES = 64;

    private final List<MapKeys> maps;

    /// Two bytes of the packet, and where the keys of each map have them.
    private record Unit(int offset, OptionalInt partner, List<MapKeys.Found> found) {
        /// Whether the other's bytes follow, and stand in the same order in every key.
        boolean isFollowedBy(Unit other) {
            boolean next = other.offset == offset + STEP && partner.isPresent() == other.partner.isPresent()
                    && (partner.isEmpty() || other.partner.getAsInt() == partner.getAsInt() + STEP);
            return next && found.stream().map(MapKeys.Found::turned).toList()
                    .equals(other.found.stream().map(MapKeys.Found::turned).toList());
        }
    }

    /// @param maps at least one
    FlowSearch(List<MapKeys> maps) { this.maps = List.copyOf(maps); }

    /// For each map where its keys have the fields, in the same order of fields; empty lists if there is no field.
    List<FlowKey> keys() {
        List<List<Unit>> fields = fields();
        List<FlowKey> keys = new ArrayList<>();
        for (int map = 0; map < maps.size(); map++) {
            int place = map;
            keys.add(new FlowKey(fields.stream().map(units -> part(units, place)).toList()));
        }
        return keys;
    }

    private static FlowKey.Part part(List<Unit> units, int map) {
        Unit first = units.getFirst();
        return new FlowKey.Part(new FlowFields.Field(first.offset, STEP * units.size(), first.partner),
                units.stream().flatMap(unit -> unit.found.get(map).at().stream()).toList(),
                units.stream().flatMap(unit -> unit.found.get(map).partner().stream()).toList());
    }

    /// Units that follow each other are one field.
    private List<List<Unit>> fields() {
        List<List<Unit>> fields = new ArrayList<>();
        for (Unit unit : units()) {
            if (!fields.isEmpty() && fields.getLast().getLast().isFollowedBy(unit)) {
                fields.getLast().add(unit);
            } else {
                fields.add(new ArrayList<>(List.of(unit)));
            }
        }
        return fields;
    }

    /// All that can be told, by offset; in pairs what is told in either order only.
    private List<Unit> units() {
        var units = new TreeMap<Integer, Unit>();
        for (int offset = 0; offset < BYTES; offset += STEP) {
            int at = offset;
            all(map -> map.always(at).map(places -> new MapKeys.Found(places, List.of(), new BitSet())))
                    .ifPresent(found -> units.put(at, new Unit(at, OptionalInt.empty(), found)));
        }
        var paired = new HashSet<Integer>();
        for (int offset = 0; offset < BYTES; offset += STEP) {
            for (int partner = offset + STEP; partner < BYTES; partner += STEP) {
                int at = offset;
                int other = partner;
                if (free(units, paired, at) && free(units, paired, other)) {
                    all(map -> map.inEitherOrder(at, other)).ifPresent(found -> {
                        units.put(at, new Unit(at, OptionalInt.of(other), found));
                        paired.add(other);
                    });
                }
            }
        }
        return List.copyOf(units.values());
    }

    private static boolean free(Map<Integer, Unit> units, Set<Integer> paired, int offset) {
        return !units.containsKey(offset) && !paired.contains(offset);
    }

    private Optional<List<MapKeys.Found>> all(Function<MapKeys, Optional<MapKeys.Found>> find) {
        List<MapKeys.Found> found = maps.stream().flatMap(map -> find.apply(map).stream()).toList();
        return found.size() == maps.size() ? Optional.of(found) : Optional.empty();
    }
}
