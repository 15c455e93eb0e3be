package xdp2rtl.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.compile.Compiled;
import xdp2rtl.driver.CoresMaps;
import xdp2rtl.engine.model.SteadyState;
import xdp2rtl.engine.rtl.RtlCore;
import xdp2rtl.engine.rtl.RtlModels;
import xdp2rtl.port.CorePacket;
import xdp2rtl.port.CoreReport;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Observation;
import xdp2rtl.port.Stimulus;
import xdp2rtl.verilator.VerilatedCore;

/// What can be seen of a packet's time while packets wait at the input.
record PacketTimes(int context, int slots, long arrived, long reported) {

    /// @param maps what they hold at the end, for all CPUs
    record Seen(List<PacketTimes> packets, Map<String, MapContents> maps) {}

    /// Without when it came in: by flow, reports do not come in that order.
    PacketTimes atTheEnd() {
        return new PacketTimes(context, slots, 0, reported);
    }

    static List<PacketTimes> of(List<CoreReport> reports) {
        return reports.stream()
                .map(report -> new PacketTimes(report.context(), report.slots(), report.arrived(), report.reported()))
                .toList();
    }

    /// On the generated Verilog.
    static Seen hardware(Compiled compiled, Stimulus stimulus) {
        List<CorePacket> packets = SteadyState.packets(compiled.config(), stimulus);
        try (VerilatedCore model = RtlModels.of(compiled.config(), false).open(Optional.empty())) {
            RtlCore core = new RtlCore(model, compiled.config());
            core.load(CoreSetup.of(compiled, stimulus, false));
            core.fill(CoresMaps.stores(compiled, stimulus, false));
            core.offer(packets);
            core.start();
            core.run();
            Observation seen = core.ports().take();
            return new Seen(IntStream.range(0, packets.size()).mapToObj(i -> {
                var report = seen.reports().get(i);
                return new PacketTimes(report.context(), report.slots(), seen.arrivals().get(i), report.cycle());
            }).toList(), new CoresMaps(compiled.layout(), compiled.places(), core.memories())
                    .read(compiled.config().cpus()));
        }
    }
}
