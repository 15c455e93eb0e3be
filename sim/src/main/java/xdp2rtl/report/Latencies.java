package xdp2rtl.report;

import java.util.List;
import xdp2rtl.port.CoreReport;

/// Cycles from a packet's last beat to its report, ascending.
///
/// @param alone     each packet with the core to itself
/// @param saturated packets waiting at the input all the time
public record Latencies(List<Long> alone, List<Long> saturated) {
    public Latencies {
        alone = sorted(alone);
        saturated = sorted(saturated);
    }

    static long of(CoreReport report) {
        return report.reported() - report.arrived();
    }

    /// The least cycles within which a share of the packets is done.
    /// @param all   ascending, not empty
    /// @param share above 0, up to 1
    public static long within(List<Long> all, double share) {
        return all.get((int) Math.ceil(share * all.size()) - 1);
    }

    private static List<Long> sorted(List<Long> all) {
        return all.stream().sorted().toList();
    }
}
