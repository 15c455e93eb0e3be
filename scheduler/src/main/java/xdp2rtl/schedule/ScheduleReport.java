package xdp2rtl.schedule;

import java.util.Comparator;
import java.util.List;

/// How good a schedule is: for each region its bundles, and for each path through it the bundles that it takes beside
/// the least that it could take.
public record ScheduleReport(List<RegionReport> regions) {
    public ScheduleReport { regions = List.copyOf(regions); }

    /// @param block   the block that the region begins with
    /// @param bundles bundles in the program memory
    /// @param paths   the most frequent first; of equals the shortest, so that one schedule always has one report
    public record RegionReport(int block, int bundles, List<PathReport> paths) {
        private static final Comparator<PathReport> ORDER = Comparator.comparingDouble(PathReport::weight).reversed()
                .thenComparingInt(PathReport::bundles).thenComparingInt(PathReport::bound);

        public RegionReport { paths = paths.stream().sorted(ORDER).toList(); }
    }

    /// @param bundles bundles from the region's start to the path's end
    /// @param bound   the least number, by dependence height and by lanes and units
    /// @param weight  expected runs for one packet
    public record PathReport(int bundles, int bound, double weight) {}

    /// Expected bundles for one packet.
    public double expected() {
        return regions.stream().flatMap(r -> r.paths().stream()).mapToDouble(p -> p.weight() * p.bundles()).sum();
    }

    /// The least expected bundles for one packet by the bounds of all paths.
    public double expectedBound() {
        return regions.stream().flatMap(r -> r.paths().stream()).mapToDouble(p -> p.weight() * p.bound()).sum();
    }

    @Override public String toString() {
        var text = new StringBuilder();
        for (RegionReport region : regions) {
            text.append("region b%d: %d bundles\n".formatted(region.block(), region.bundles()));
            for (PathReport path : region.paths()) {
                text.append("    path %7.4f: %d bundles, bound %d\n".formatted(path.weight(), path.bundles(),
                        path.bound()));
            }
        }
        return text.append("expected %.2f bundles, bound %.2f\n".formatted(expected(), expectedBound())).toString();
    }
}
