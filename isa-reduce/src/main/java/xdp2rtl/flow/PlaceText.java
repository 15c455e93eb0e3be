package xdp2rtl.flow;

import java.util.List;
import java.util.stream.Collectors;

/// Where a map lies on several cores, in words.
public final class PlaceText {
    /// Numbers that are listed.
    private static final int FEW = 4;

    private PlaceText() {}

    /// Which kind of place it is.
    public static String name(MapPlace place) {
        return switch (place) {
            case MapPlace.Copied() -> "near, a copy a core";
            case MapPlace.PerCpu() -> "near, per CPU";
            case MapPlace.ByFlow _ -> "near, by flow";
            case MapPlace.AddedUp _ -> "near, added up";
            case MapPlace.First() -> "near, in the first core";
        };
    }

    /// Why it may lie there.
    public static String reason(MapPlace place) {
        return switch (place) {
            case MapPlace.Copied() -> "only the host writes it";
            case MapPlace.PerCpu() -> "every context has its own values, and only the host adds keys";
            case MapPlace.ByFlow(FlowKey key, _) ->
                "packets with one key agree in %s, so one core gets them all".formatted(FieldText.of(key));
            case MapPlace.AddedUp(List<MapPlace.Number> numbers) ->
                "the program only adds to %s of its values and reads none; the host reads the sum".formatted(
                        numbers.size() > FEW ? numbers.size() + " numbers" : "bytes " + numbers.stream()
                                .map(number -> "%d-%d".formatted(number.offset(),
                                        number.offset() + number.bytes() - 1))
                                .collect(Collectors.joining(", ")));
            case MapPlace.First() -> "the first core gets all packets";
        };
    }
}
