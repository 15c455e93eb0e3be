package xdp2rtl.engine.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import xdp2rtl.driver.CoresMaps;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.compile.Compiled;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.CoreReport;
import xdp2rtl.port.Stimulus;

/// How fast a core, or several, is while packets wait at the input all the time: all contexts at work, dropped packets not put out.
///
/// @param cyclesPerPacket cycles from report to report, the mean
/// @param latency         cycles from a packet's last beat to its report, the mean
public record SteadyState(double cyclesPerPacket, double latency) {
    /// Packets that are counted at least; the trace is repeated until there are so many.
    private static final int ENOUGH = 1000;

    /// Runs the stimulus's trace over and over.
    public static SteadyState measure(Compiled compiled, Stimulus stimulus) {
        return of(compiled.config(), reports(compiled, stimulus));
    }

    /// What the reports of a saturated core say. Packets before the core has filled and after it begins to drain do not count.
    public static SteadyState of(CoreConfig config, List<CoreReport> reports) {
        if (reports.isEmpty()) {
            return new SteadyState(0, 0);
        }
        int margin = margin(config);
        List<CoreReport> counted = reports.subList(margin, reports.size() - margin);
        long cycles = counted.getLast().reported() - counted.getFirst().reported();
        double latency = counted.stream().mapToLong(report -> report.reported() - report.arrived()).average().orElse(0);
        return new SteadyState((double) cycles / (counted.size() - 1), latency);
    }

    /// The reports of [#packets] on the model of the cores, with the stimulus's map contents.
    public static List<CoreReport> reports(Compiled compiled, Stimulus stimulus) {
        CoresModel core = new CoresModel(compiled.config(), CoreSetup.of(compiled, stimulus.freedoms(), false),
                                         CoresMaps.stores(compiled, stimulus));
        List<CorePacket> packets = packets(compiled.config(), stimulus);
        packets.forEach(core::offer);
        List<CoreReport> reports = new ArrayList<>(packets.size());
        while (reports.size() < packets.size()) {
            core.step().ifPresent(reports::add);
        }
        return reports;
    }

    /// The stimulus's trace so often that enough packets count.
    public static List<CorePacket> packets(CoreConfig config, Stimulus stimulus) {
        List<CorePacket> trace = CorePacket.of(stimulus, stimulus.packets());
        return trace.isEmpty() ? trace
            : Collections.nCopies(Math.ceilDiv(ENOUGH + 2 * margin(config), trace.size()), trace).stream().flatMap(List::stream).toList();
    }

    /// Packets that do not count, at either end.
    private static int margin(CoreConfig config) {
        return 2 * config.cpus();
    }
}
