package xdp2rtl.simulation;

import java.util.Map;
import java.util.TreeMap;

/// Counts what a simulated board has done.
public final class Traffic {
    private final Map<BoardPort, long[]> places = new TreeMap<>();
    private long nanoseconds;
    private long cycles;

    Traffic() {}

    /// @param received frames that went into the board there
    /// @param sent     frames that came out
    /// @param lost     frames that were too long, found the shell's queue full, or found nobody to receive them
    public record AtPlace(long received, long sent, long lost) {}

    /// @param cycles          of the board since power on
    /// @param cyclesPerSecond how fast the simulation is while it runs
    public record Count(long cycles, long cyclesPerSecond, Map<BoardPort, AtPlace> places) {}

    void ran(long more, long duration) {
        cycles += more;
        nanoseconds += duration;
    }

    void received(BoardPort place) { at(place)[0]++; }

    void sent(BoardPort place) { at(place)[1]++; }

    void dropped(BoardPort place) { at(place)[2]++; }

    private long[] at(BoardPort place) {
        return places.computeIfAbsent(place, _ -> new long[3]);
    }

    Count count(long now, Map<BoardPort, Link> links) {
        var counts = new TreeMap<BoardPort, AtPlace>();
        links.forEach((place, link) -> counts.put(place, new AtPlace(0, 0, link.lost())));
        places.forEach((place, it) -> counts.merge(place, new AtPlace(it[0], it[1], it[2]),
                (a, b) -> new AtPlace(b.received, b.sent, a.lost + b.lost)));
        return new Count(now, nanoseconds == 0 ? 0 : Math.round(cycles * 1e9 / nanoseconds), counts);
    }
}
