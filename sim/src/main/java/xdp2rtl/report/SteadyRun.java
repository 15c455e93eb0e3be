package xdp2rtl.report;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.compile.Compiled;
import xdp2rtl.engine.model.SteadyState;
import xdp2rtl.port.CoreReport;
import xdp2rtl.port.Stimulus;

/// The trace over and over, packets waiting at the input all the time.
///
/// @param latencies of the packets that count
record SteadyRun(SteadyState rate, List<Long> latencies, Occupancy occupancy) {
    SteadyRun {
        latencies = List.copyOf(latencies);
    }

    static SteadyRun of(Compiled compiled, Stimulus stimulus) {
        int packets = SteadyState.packets(compiled.config(), stimulus).size() / compiled.config().cores();
        int margin = 2 * compiled.config().contexts();
        var watch = new OccupancyWatch(margin, packets - margin);
        List<CoreReport> reports = SteadyState.reports(compiled, stimulus, cores -> {
            cores.onCycle(watch);
            cores.onFinish((_, core) -> {
                if (core == 0) {
                    watch.packet();
                }
            });
        });
        var latencies = new ArrayList<Long>();
        SteadyState.counted(compiled.config(), stimulus, reports)
                .forEach(report -> latencies.add(Latencies.of(report)));
        return new SteadyRun(SteadyState.of(compiled, stimulus, reports), latencies, watch.occupancy());
    }
}
