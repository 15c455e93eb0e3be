package xdp2rtl.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import xdp2rtl.cycles.PathCycles;
import xdp2rtl.elf.CLine;

/// A place where the program ends.
///
/// @param action   what it gives back, where that is known
/// @param shortest bundles on the shortest way there; also the longest, and the number of ways, where they are known
/// @param share    of the trace's packets, 0 to 1
public record WayOut(Optional<Long> action, Optional<CLine> line, long shortest, OptionalLong longest,
        OptionalLong ways, double share) {

    private record Place(Optional<Long> action, Optional<CLine> line) {}

    /// In the order of [PathCycles#byLine].
    static List<WayOut> all(PathCycles paths, BundleCounts counts, int packets) {
        var taken = new LinkedHashMap<Place, Long>();
        paths.ends().forEach(end -> taken.merge(new Place(end.action(), end.line()),
                counts.ended(end.bundle(), end.lane()), Long::sum));
        var ways = new ArrayList<WayOut>();
        for (PathCycles.End end : paths.byLine()) {
            ways.add(new WayOut(end.action(), end.line(), end.shortest(), end.longest(), end.ways(),
                    packets == 0 ? 0 : taken.get(new Place(end.action(), end.line())) / (double) packets));
        }
        return ways;
    }
}
