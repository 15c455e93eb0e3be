package xdp2rtl.schedule;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How good a schedule is: for each region its bundles, and for each path through it the bundles that it takes beside
/// the least that it could take.
public record ScheduleReport(List<RegionReport> regions) {
    private static final double EQUAL = 1e-6;

    public ScheduleReport { regions = List.copyOf(regions); }

    /// @param block   the block that the region begins with
    /// @param bundles bundles in the program memory
    /// @param paths   the most frequent first; of equals the shortest, so that one schedule always has one report
    /// @param least   expected bundles for one packet that no schedule of the region's operations goes below
    /// @param freely  whether registers have not kept operations apart
    public record RegionReport(int block, int bundles, List<PathReport> paths, double least, boolean freely) {
        private static final Comparator<PathReport> ORDER = Comparator.comparingDouble(PathReport::weight).reversed()
                .thenComparingInt(PathReport::bundles).thenComparingInt(PathReport::bound)
                .thenComparing(path -> path.limit().text());

        public RegionReport { paths = paths.stream().sorted(ORDER).toList(); }

        /// Expected bundles for one packet.
        public double expected() { return paths.stream().mapToDouble(p -> p.weight() * p.bundles()).sum(); }

        /// Whether no schedule of the region's operations is faster.
        public boolean proved() { return expected() <= least + EQUAL; }
    }

    /// @param bundles bundles from the region's start to the path's end
    /// @param bound   the least number, whatever happens on other paths
    /// @param limit   what the bound follows from
    /// @param weight  expected runs for one packet
    public record PathReport(int bundles, int bound, Limit limit, double weight) {}

    /// Expected bundles for one packet.
    public double expected() { return regions.stream().mapToDouble(RegionReport::expected).sum(); }

    /// The least expected bundles for one packet, as far as it is known.
    public double expectedBound() { return regions.stream().mapToDouble(RegionReport::least).sum(); }

    /// The share of the expected bundles that lie in regions of which no schedule is faster.
    public double proved() {
        return expected() == 0 ? 1
                : regions.stream().filter(RegionReport::proved).mapToDouble(RegionReport::expected).sum() / expected();
    }

    /// The expected bundles for one packet by what they follow from, most first: the bounds of all paths, what paths
    /// that share rows add, and, where registers are short, what is above the bound.
    public Map<String, Double> binding() {
        Map<String, Double> sums = new TreeMap<>();
        for (RegionReport region : regions) {
            double alone = 0;
            for (PathReport path : region.paths()) {
                sums.merge(path.limit().text(), path.weight() * path.bound(), Double::sum);
                alone += path.weight() * path.bound();
            }
            sums.merge(Limit.PATHS.text(), region.least() - alone, Double::sum);
            if (!region.freely()) {
                sums.merge(Limit.REGISTERS.text(), region.expected() - region.least(), Double::sum);
            }
        }
        var sorted = new LinkedHashMap<String, Double>();
        sums.entrySet().stream().filter(e -> e.getValue() > EQUAL)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(e -> sorted.put(e.getKey(), e.getValue()));
        return sorted;
    }

    /// `chain 3.10, map 0.94`.
    public String bindingText() {
        return binding().entrySet().stream().filter(e -> e.getValue() >= 0.005)
                .map(e -> String.format(Locale.ROOT, "%s %.2f", e.getKey(), e.getValue()))
                .collect(Collectors.joining(", "));
    }

    @Override public String toString() {
        var text = new StringBuilder();
        for (RegionReport region : regions) {
            text.append("region b%d: %d bundles%s\n".formatted(region.block(), region.bundles(),
                    region.proved() ? ", none faster" : ""));
            for (PathReport path : region.paths()) {
                text.append("    path %7.4f: %d bundles, bound %d (%s)\n".formatted(path.weight(), path.bundles(),
                        path.bound(), path.limit().text()));
            }
        }
        return text.append("expected %.2f bundles, bound %.2f (%s), proved to be the fastest: %.0f %%\n"
                .formatted(expected(), expectedBound(), bindingText(), 100 * proved())).toString();
    }
}
