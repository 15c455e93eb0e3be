package xdp2rtl.engine.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import xdp2rtl.driver.CoresMaps;
import xdp2rtl.driver.EventRings;
import xdp2rtl.driver.MapStore;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.compile.Compiled;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Dispatch;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.CoreReport;
import xdp2rtl.port.Stimulus;

/// How fast a core, or several, is while packets wait at the input all the time: all contexts at work, dropped packets
/// not put out.
///
/// @param cyclesPerPacket cycles from report to report, the mean; never fewer than the bundles that were issued
/// @param latency         cycles from a packet's last beat to its report, the mean
public record SteadyState(double cyclesPerPacket, double latency) {
    /// Packets that are counted at least; the trace is repeated until there are so many.
    private static final int ENOUGH = 1000;

    /// Runs the stimulus's trace over and over.
    public static SteadyState measure(Compiled compiled, Stimulus stimulus) {
        return of(compiled, stimulus, reports(compiled, stimulus));
    }

    /// What the reports of a saturated core say. The window is whole passes of the trace, behind what fills the core
    /// and before what drains it. At its two ends different amounts of work can be in flight, so it can be shorter than
    /// what was done in it: a core issues one bundle a cycle, and no rate is told that would take more. Where a core
    /// has more of the trace's flows than others, these still work off what waits for them in the window; in the long
    /// run all are as fast as that one lets them be.
    public static SteadyState of(Compiled compiled, Stimulus stimulus, List<CoreReport> reports) {
        if (reports.isEmpty()) { return new SteadyState(0, 0); }
        CoreConfig config = compiled.config();
        int from = margin(config);
        List<CoreReport> counted = counted(config, stimulus, reports);
        long cycles = counted.getLast().reported() - reports.get(from - 1).reported();
        double latency = counted.stream().mapToLong(report -> report.reported() - report.arrived()).average().orElse(0);
        return new SteadyState(Math.max((double) cycles / counted.size(), busiest(compiled, stimulus, reports)),
                latency);
    }

    /// Bundles a packet that the core with most of the trace has to issue: those of its packets, by all packets.
    private static double busiest(Compiled compiled, Stimulus stimulus, List<CoreReport> reports) {
        List<CorePacket> trace = CorePacket.of(stimulus, stimulus.packets());
        Dispatch dispatch = CoreSetup.of(compiled, stimulus, false).dispatch();
        if (!dispatch.byFlow()) {
            return counted(compiled.config(), stimulus, reports).stream().mapToLong(CoreReport::slots).average()
                    .orElse(0) / compiled.config().cores();
        }
        var table = new FlowTable(dispatch, compiled.config().cores());
        int[] owners = trace.stream().mapToInt(packet -> table.core(packet.bytes())).toArray();
        var slots = new double[trace.size()];
        reports.forEach(report -> slots[(int) (report.number() % slots.length)] = report.slots());
        var sums = new double[compiled.config().cores()];
        for (int packet = 0; packet < slots.length; packet++) {
            sums[owners[packet]] += slots[packet];
        }
        return Arrays.stream(sums).max().orElse(0) / slots.length;
    }

    /// Those reports that count.
    public static List<CoreReport> counted(CoreConfig config, Stimulus stimulus, List<CoreReport> reports) {
        int from = margin(config);
        return reports.isEmpty() ? reports : reports.subList(from, from + window(given(stimulus)));
    }

    /// The reports of [#packets] on the model of the cores, with the stimulus's map contents. What programs leave for
    /// the host is taken out behind each packet, so that no ring is full.
    public static List<CoreReport> reports(Compiled compiled, Stimulus stimulus) {
        return reports(compiled, stimulus, _ -> {});
    }

    /// @param watch is given the cores before the first packet
    public static List<CoreReport> reports(Compiled compiled, Stimulus stimulus, Consumer<CoresModel> watch) {
        List<MapStore> memories = CoresMaps.stores(compiled, stimulus, false);
        CoresModel core = new CoresModel(compiled.config(), CoreSetup.of(compiled, stimulus, false),
                memories);
        List<EventRings> rings = EventRings.areIn(compiled.layout())
                ? memories.stream().map(memory -> new EventRings(compiled.layout(), memory)).toList() : List.of();
        watch.accept(core);
        List<CorePacket> packets = packets(compiled.config(), stimulus);
        packets.forEach(core::offer);
        List<CoreReport> reports = new ArrayList<>(packets.size());
        while (reports.size() < packets.size()) {
            core.step().ifPresent(report -> {
                reports.add(report);
                rings.forEach(EventRings::take);
            });
        }
        return reports;
    }

    /// The stimulus's trace so often that enough packets count, and no more of it than keeps the core full until they
    /// are done.
    public static List<CorePacket> packets(CoreConfig config, Stimulus stimulus) {
        List<CorePacket> trace = CorePacket.of(stimulus, stimulus.packets());
        int count = trace.isEmpty() ? 0 : window(trace.size()) + 2 * margin(config);
        return IntStream.range(0, count).mapToObj(packet -> trace.get(packet % trace.size())).toList();
    }

    private static int given(Stimulus stimulus) {
        return CorePacket.of(stimulus, stimulus.packets()).size();
    }

    /// Packets that count: so many passes of a trace that they are enough.
    private static int window(int trace) {
        return Math.ceilDiv(ENOUGH, trace) * trace;
    }

    /// Packets that do not count, at either end.
    private static int margin(CoreConfig config) {
        return 2 * config.cpus();
    }
}
