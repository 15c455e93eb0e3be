package xdp2rtl.port;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an engine made of a stimulus: an outcome for each packet, what each map of the program holds afterwards (by
/// name), and the time that the packets took.
public record Run(String engine, List<Outcome> outcomes, SortedMap<String, MapContents> maps, Duration elapsed,
        OpenChoice open) {
    /// Of an engine that does not look at what Linux leaves open.
    public Run(String engine, List<Outcome> outcomes, SortedMap<String, MapContents> maps, Duration elapsed) {
        this(engine, outcomes, maps, elapsed, OpenChoice.UNKNOWN);
    }

    public Run {
        outcomes = List.copyOf(outcomes);
        maps = Collections.unmodifiableSortedMap(new TreeMap<>(maps));
    }
}
