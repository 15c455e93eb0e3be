package xdp2rtl.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import xdp2rtl.schedule.ScheduleReport.PathReport;
import xdp2rtl.schedule.ScheduleReport.RegionReport;

class ScheduleReportTest {
    /// Paths come out of a hash table, whose order differs from run to run.
    @Test void theOrderOfPathsIsThatOfTheirFigures() {
        var rare = new PathReport(1, 1, 0.1);
        var tight = new PathReport(4, 2, 0.2);
        var loose = new PathReport(4, 3, 0.2);
        var expected = new ScheduleReport(List.of(new RegionReport(0, 9, List.of(tight, loose, rare)))).toString();
        assertEquals(expected,
                new ScheduleReport(List.of(new RegionReport(0, 9, List.of(rare, loose, tight)))).toString());
        assertEquals("""
            region b0: 9 bundles
                path  0.2000: 4 bundles, bound 2
                path  0.2000: 4 bundles, bound 3
                path  0.1000: 1 bundles, bound 1
            expected 1.70 bundles, bound 1.10
            """, expected);
    }
}
