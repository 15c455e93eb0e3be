package xdp2rtl.flow;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.MapSpec;

/// Where a user wants maps to lie, by their names.
public record PlaceWishes(SortedMap<String, PlaceChoice> of) {
    public static final PlaceWishes NONE = new PlaceWishes(new TreeMap<>());
    private static final String OPTION = "--place";

    /// Whether a map that need not lie by flow is to do so.
    boolean isByFlow(String map) { return of.get(map) == PlaceChoice.FLOW; }

    /// Why the first core gets all packets, if a map is to lie there.
    Optional<FirstCore> first() {
        return of.entrySet().stream().filter(wish -> wish.getValue() == PlaceChoice.FIRST).findFirst()
                .map(wish -> new FirstCore(where(wish.getKey()),
                        "map %s is to lie in the first core".formatted(wish.getKey()),
                        "so that core gets all packets", "To use all of them, leave it out"));
    }

    /// Whether all cores are to get packets.
    boolean divides() { return !of.isEmpty() && first().isEmpty(); }

    /// @throws InputError if there is nothing to choose from
    public void check(List<MapSpec> maps, int cores) {
        for (String name : of.keySet()) {
            if (cores == 1) {
                throw new InputError(where(name), "there is one core, which has all maps", "",
                        "Give --cores, or leave it out");
            }
            if (maps.stream().noneMatch(map -> map.name().equals(name))) {
                throw new InputError(where(name), "the program uses no map of this name", "", maps.isEmpty()
                        ? "It uses no maps"
                        : "Its maps are " + maps.stream().map(MapSpec::name).collect(Collectors.joining(", ")));
            }
        }
    }

    /// @throws InputError if a map lies elsewhere
    void check(MapPlaces found) {
        of.forEach((name, choice) -> {
            MapPlace place = found.of(name);
            if (!choice.is(place)) {
                throw new InputError(where(name), "map %s cannot lie there".formatted(name), choice.use(),
                        "Leave it out, and it lies %s: %s".formatted(PlaceText.name(place), PlaceText.reason(place)));
            }
        });
    }

    private String where(String name) { return "%s %s=%s".formatted(OPTION, name, of.get(name).text()); }
}
