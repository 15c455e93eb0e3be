package xdp2rtl.cli.common;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.flow.PlaceChoice;
import xdp2rtl.flow.PlaceWishes;

/// Where maps lie on several cores, for whoever compiles a program.
public final class PlaceOptions {
    private static final String NAME = "--place";

    @Option(names = NAME, paramLabel = "NAME=PLACE", converter = Converter.class,
            description = "Where a map lies on several cores: copy (in each core), cpu (values of each CPU), flow (entries in the core "
                    + "that gets their packets), sum (numbers that are added up) or first (in the first core, which gets "
                    + "all packets then). Where that would be wrong it is refused. May be repeated.")
    private List<Wish> wishes = new ArrayList<>();

    record Wish(String map, PlaceChoice place) {}

    /// @throws InputError if a map is named twice
    public PlaceWishes wishes() {
        var all = new TreeMap<String, PlaceChoice>();
        for (Wish wish : wishes) {
            if (all.put(wish.map, wish.place) != null) {
                throw new InputError(NAME, "map %s is given twice".formatted(wish.map), "", "Give it once");
            }
        }
        return new PlaceWishes(all);
    }

    static final class Converter implements ITypeConverter<Wish> {
        @Override public Wish convert(String text) {
            int equals = text.lastIndexOf('=');
            return PlaceChoice.named(text.substring(equals + 1)).filter(_ -> equals > 0)
                    .map(place -> new Wish(text.substring(0, equals), place))
                    .orElseThrow(
                            () -> new TypeConversionException("`%s` is not a map, `=` and one of %s".formatted(text,
                                    String.join(", ", PlaceChoice.names()))));
        }
    }
}
