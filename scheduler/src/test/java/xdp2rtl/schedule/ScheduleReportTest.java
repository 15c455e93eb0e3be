package xdp2rtl.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import xdp2rtl.schedule.ScheduleReport.PathReport;
import xdp2rtl.schedule.ScheduleReport.RegionReport;

class ScheduleReportTest {
    /// Paths come out of a hash table, whose order differs from run to run.
    @Test void theOrderOfPathsIsThatOfTheirFigures() {
        var rare = new PathReport(1, 1, Limit.CHAIN, 0.1);
        var tight = new PathReport(4, 2, Limit.CHAIN, 0.2);
        var loose = new PathReport(4, 3, Limit.LANES, 0.2);
        var expected =
                new ScheduleReport(List.of(new RegionReport(0, 9, List.of(tight, loose, rare), 1.3, true))).toString();
        assertEquals(expected,
                new ScheduleReport(List.of(new RegionReport(0, 9, List.of(rare, loose, tight), 1.3, true))).toString());
        assertEquals("""
            region b0: 9 bundles
                path  0.2000: 4 bundles, bound 2 (chain)
                path  0.2000: 4 bundles, bound 3 (lanes)
                path  0.1000: 1 bundles, bound 1 (chain)
            expected 1.70 bundles, bound 1.30 (lanes 0.60, chain 0.50, paths 0.20), proved to be the fastest: 0 %
            """, expected);
    }
}
