package xdp2rtl.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.model.BundleEngine;
import xdp2rtl.engine.model.SteadyState;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.CoreReport;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

/// How long a packet of the firewall is in the core, from its first beat in to its last beat out, beside hXDP's round
/// trips through card, MACs and wire (figure 11).
///
/// @param bytes     of a frame, its check sequence among them
/// @param alone     cycles with the core to itself, the mean
/// @param saturated cycles with packets waiting at the input all the time, the mean
/// @param publishedMicroseconds of hXDP's round trip
public record PacketLatency(int bytes, double alone, double saturated, double publishedMicroseconds) {
    private static final int CHECK_SEQUENCE = 4;
    private static final Map<Integer, Double> PUBLISHED =
            new TreeMap<>(Map.of(64, 1.2, 256, 1.6, 512, 2.3, 1518, 4.8));

    /// Each size that the paper has, on a core.
    public static List<PacketLatency> of(CoreConfig config) {
        ExampleFolder example = ExampleFolder.of("simple_firewall");
        Program program = example.program();
        Compiled compiled = Compiler.forExactly(config).compile(program);
        Stimulus shortest = example.stimulus(program, "saturated.pcap");
        return PUBLISHED.entrySet().stream().map(it -> of(compiled, shortest, it.getKey(), it.getValue())).toList();
    }

    private static PacketLatency of(Compiled compiled, Stimulus trace, int bytes, double published) {
        int length = bytes - CHECK_SEQUENCE;
        List<Packet> padded = trace.packets().stream().map(packet -> new Packet(
                Bytes.of(Arrays.copyOf(packet.bytes().toArray(), length)), packet.context())).toList();
        var stimulus =
                new Stimulus(trace.program(), padded, trace.context(), trace.maps(), trace.freedoms(), trace.fib());
        int beats = Math.ceilDiv(length, compiled.config().beatBytes());
        var alone = new ArrayList<Long>();
        BundleEngine.run(compiled, stimulus,
                cores -> cores.onFinish((report, _) -> alone.add(inside(report))));
        double saturated = SteadyState.counted(compiled.config(), stimulus, SteadyState.reports(compiled, stimulus))
                .stream().mapToLong(PacketLatency::inside).average().orElseThrow();
        int around = beats - 1 + beats;
        return new PacketLatency(bytes, mean(alone) + around, saturated + around, published);
    }

    /// From its last beat to its report.
    private static long inside(CoreReport report) {
        return report.reported() - report.arrived();
    }

    private static double mean(List<Long> all) {
        return all.stream().mapToLong(Long::longValue).average().orElseThrow();
    }
}
