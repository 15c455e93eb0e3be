package xdp2rtl.engine.bundle;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.compile.Compiled;
import xdp2rtl.engine.Stimulus;
import xdp2rtl.host.HostMaps;

/// How fast a core is while packets wait at its input all the time: all contexts at work, dropped packets not put out.
///
/// @param packets         packets that were counted
/// @param cyclesPerPacket cycles from report to report, the mean
/// @param latency         cycles from a packet's last beat to its report, the mean
public record SteadyState(int packets, double cyclesPerPacket, double latency) {
    /// Packets that are counted at least; the trace is repeated until there are so many.
    private static final int ENOUGH = 1000;

    /// Runs the stimulus's trace over and over. Packets before the core has filled and after it begins to drain do not count.
    public static SteadyState measure(Compiled compiled, Stimulus stimulus) {
        MapStore maps = new MapStore(compiled.config().mapBytes());
        new HostMaps(compiled.layout(), BundleEngine.memory(maps)).fill(stimulus);
        CoreModel core = new CoreModel(compiled.config(), BundleEngine.setup(compiled, stimulus.freedoms(), false), maps);
        List<CorePacket> trace = CorePacket.of(stimulus, stimulus.packets());
        if (trace.isEmpty()) {
            return new SteadyState(0, 0, 0);
        }
        int margin = 2 * compiled.config().contexts();
        int total = Math.max(1, Math.ceilDiv(ENOUGH + 2 * margin, trace.size())) * trace.size();
        for (int i = 0; i < total; i++) {
            core.offer(trace.get(i % trace.size()));
        }
        List<CoreReport> reports = new ArrayList<>(total);
        while (reports.size() < total) {
            core.step().ifPresent(reports::add);
        }
        List<CoreReport> counted = reports.subList(margin, total - margin);
        long cycles = counted.getLast().reported() - counted.getFirst().reported();
        double latency = counted.stream().mapToLong(report -> report.reported() - report.arrived()).average().orElse(0);
        return new SteadyState(counted.size(), (double) cycles / (counted.size() - 1), latency);
    }
}
