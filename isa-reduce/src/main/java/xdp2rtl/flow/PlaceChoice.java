package xdp2rtl.flow;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Where a user wants a map to lie on several cores.
public enum PlaceChoice {
    COPY("copy", "a copy in each core is for a map that only the host writes"),
    CPU("cpu", "values of each CPU are for a per-CPU map to which only the host adds keys"),
    FLOW("flow", "entries by flow are for a map that the program writes with keys that hold fields of the packet"),
    SUM("sum", "numbers that are added up are for a map of which the program only adds to numbers and reads none"),
    FIRST("first", "the first core has any map, and gets all packets then");

    private final String text;
    private final String use;

    PlaceChoice(String text, String use) {
        this.text = text;
        this.use = use;
    }

    /// As users write it.
    public String text() { return text; }

    /// What it is for.
    String use() { return use; }

    public static Optional<PlaceChoice> named(String text) {
        return Arrays.stream(values()).filter(choice -> choice.text.equals(text)).findFirst();
    }

    public static List<String> names() { return Arrays.stream(values()).map(PlaceChoice::text).toList(); }

    boolean is(MapPlace place) {
        return this == switch (place) {
            case MapPlace.Copied() -> COPY;
            case MapPlace.PerCpu() -> CPU;
            case MapPlace.ByFlow _ -> FLOW;
            case MapPlace.AddedUp _ -> SUM;
            case MapPlace.First() -> FIRST;
        };
    }
}
