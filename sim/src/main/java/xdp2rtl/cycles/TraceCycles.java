package xdp2rtl.cycles;

import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import xdp2rtl.compile.Compiled;
import xdp2rtl.engine.model.SteadyState;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;

/// What a trace takes on a core.
/// @param packets   packets of the trace that a program sees
/// @param mean      issue slots of a packet; also median, p90, p99 (values that packets have taken) and max
/// @param steady    the core under a full load of this trace
/// @param meanBytes of a packet
public record TraceCycles(CoreConfig config, int packets, double mean, long median, long p90, long p99, long max,
        SteadyState steady, double meanBytes) {
    /// The least that an Ethernet frame has before its check sequence, and what a packet has on the wire beside what
    /// programs see: the check sequence of 4 bytes, a preamble of 8 and a gap of 12 (IEEE 802.3, clauses 3 and 4).
    static final int LEAST_FRAME = 60;
    static final int CHECK_BYTES = 4;
    private static final int AROUND = CHECK_BYTES + 8 + 12;

    /// @param run of the stimulus on an engine that counts cycles
    public static TraceCycles of(Compiled compiled, Stimulus stimulus, Run run) {
        return of(compiled, stimulus, run, SteadyState.measure(compiled, stimulus));
    }

    /// @param steady measured already, with the same stimulus
    public static TraceCycles of(Compiled compiled, Stimulus stimulus, Run run, SteadyState steady) {
        var slots = new DescriptiveStatistics();
        var percentile = new Percentile().withEstimationType(EstimationType.R_1);
        slots.setPercentileImpl(percentile);
        run.outcomes().stream().map(Outcome::cycles).flatMapToLong(cycles -> cycles.stream()).forEach(slots::addValue);
        boolean none = slots.getN() == 0;
        return new TraceCycles(compiled.config(), (int) slots.getN(), none ? 0 : slots.getMean(),
                none ? 0 : (long) slots.getPercentile(50), none ? 0 : (long) slots.getPercentile(90),
                none ? 0 : (long) slots.getPercentile(99), none ? 0 : (long) slots.getMax(),
                steady, meanBytes(stimulus));
    }

    /// Bytes that a packet of the trace takes of a link, the mean of those that a program sees.
    public static double meanBytes(Stimulus stimulus) {
        return stimulus.packets().stream().filter(packet -> stimulus.notRunBecause(packet).isEmpty())
                .mapToInt(TraceCycles::onTheWire).average().orElse(0);
    }

    /// Bytes that a packet takes of a link: 1,538 where a capture has 1,514.
    static int onTheWire(Packet packet) {
        return Math.max(LEAST_FRAME, packet.bytes().length()) + AROUND;
    }

    /// Millions of packets a second, all cores at work.
    public double mpps() {
        return packets == 0 ? 0 : config.clockMhz() / steady.cyclesPerPacket();
    }

    /// The share of a link's packets of this trace that the cores keep up with; above 1 they wait for the link.
    public double shareOf(int gigabit) {
        double link = gigabit * 1000.0 / (8 * meanBytes);
        return packets == 0 ? 0 : mpps() / link;
    }
}
