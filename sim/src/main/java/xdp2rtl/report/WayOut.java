package xdp2rtl.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import xdp2rtl.cycles.PathCycles;
import xdp2rtl.elf.CLine;

/// A place where the program ends.
///
/// @param action   what it gives back, where that is known
/// @param after    of several with the same action and line, the line that decides for this one
/// @param shortest bundles on the shortest way there; also the longest, and the number of ways, where they are known
/// @param share    of the trace's packets, 0 to 1
public record WayOut(Optional<Long> action, Optional<CLine> line, Optional<CLine> after, long shortest,
        OptionalLong longest,
        OptionalLong ways, double share) {

    /// In the order of [PathCycles#byLine].
    static List<WayOut> all(PathCycles paths, BundleCounts counts, int packets) {
        var taken = new HashMap<PathCycles.Place, Long>();
        paths.ends().forEach(end -> taken.merge(PathCycles.Place.of(end),
                counts.ended(end.bundle(), end.lane()), Long::sum));
        var ways = new ArrayList<WayOut>();
        for (PathCycles.End end : paths.byLine()) {
            ways.add(new WayOut(end.action(), end.line(), end.after(), end.shortest(), end.longest(), end.ways(),
                    packets == 0 ? 0 : taken.get(PathCycles.Place.of(end)) / (double) packets));
        }
        return ways;
    }
}
