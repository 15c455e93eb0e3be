package xdp2rtl.cycles;

import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Pipeline;

/// The packets a second that the cores keep up with if all end in one way: what issue slots and the beats in and
/// out allow. Waiting for the map unit or the divider is not in it, so it is a bound from above; a trace measures.
public final class WayRate {
    /// The smallest frame of Ethernet; programs do not see its check sequence.
    public static final int FRAME_BYTES = TraceCycles.LEAST_FRAME + TraceCycles.CHECK_BYTES;

    private WayRate() {}

    /// Millions of packets a second.
    ///
    /// @param bundles of a packet on this way
    public static double mpps(CoreConfig config, long bundles) {
        double issue = (double) bundles * Math.max(config.contexts(), Pipeline.nextIssue(config)) / config.contexts()
                / config.cores();
        int beats = Math.ceilDiv(TraceCycles.LEAST_FRAME, config.beatBytes());
        return config.clockMhz() / Math.max(issue, beats);
    }
}
