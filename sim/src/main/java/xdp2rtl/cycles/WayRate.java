package xdp2rtl.cycles;

import java.util.Optional;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Pipeline;
import xdp2rtl.linux.XdpAction;

/// The packets a second that the cores keep up with if all end in one way: what issue slots, the beats in and the beats
/// out allow. Waiting for the map unit or the divider is not in it, so it is a bound from above; a trace measures.
public final class WayRate {
    /// The smallest frame of Ethernet; programs do not see its check sequence.
    public static final int FRAME_BYTES = TraceCycles.LEAST_FRAME + TraceCycles.CHECK_BYTES;
    /// Egress looks at a report in one cycle more than it sends rows (docs/machine.md, section 5).
    private static final int EGRESS_IDLE = 1;

    private WayRate() {}

    /// Millions of packets a second.
    ///
    /// @param bundles of a packet on this way
    /// @param action  that it ends with, where that is known
    public static double mpps(CoreConfig config, long bundles, Optional<Long> action) {
        double issue = (double) bundles * Math.max(config.contexts(), Pipeline.NEXT_ISSUE) / config.contexts()
                / config.cores();
        int beats = Math.ceilDiv(TraceCycles.LEAST_FRAME, config.beatBytes());
        double leaving = action.map(XdpAction::keepsPacket).orElse(false)
                ? Math.max(beats, (double) (beats + EGRESS_IDLE) / config.cores()) : 0;
        return config.clockMhz() / Math.max(issue, Math.max(beats, leaving));
    }
}
