package xdp2rtl.engine.bundle;

import java.util.Optional;
import xdp2rtl.isa.Cause;
import xdp2rtl.isa.CoreConfig;

/// Packets out (`docs/machine.md`, section 5), with an output that is always taken.
final class Egress {
    private static final int PASS = 2;
    private static final int REDIRECT = 4;

    private final CoreConfig config;
    private final ContextState[] contexts;
    private final boolean sequential;
    private final boolean emitAll;

    private int turn;
    /// Rows still to be read; 0 in IDLE.
    private int rows;

    Egress(CoreConfig config, ContextState[] contexts, boolean sequential, boolean emitAll) {
        this.config = config;
        this.contexts = contexts;
        this.sequential = sequential;
        this.emitAll = emitAll;
    }

    /// One cycle; the report of a packet whose turn comes in it.
    Optional<CoreReport> step(long cycle) {
        ContextState frame = contexts[turn];
        if (rows > 0) {
            rows--;
            if (rows == 0) {
                release(frame);
            }
            return Optional.empty();
        }
        if (!frame.finished) {
            return Optional.empty();
        }
        int action = (int) frame.r0;
        boolean leaves = frame.cause == Cause.NONE && action >= PASS && action <= REDIRECT;
        CoreReport report = new CoreReport(frame.number, frame.r0, frame.cause, frame.slots, frame.startCycle, cycle, frame.meta,
                                           frame.cause == Cause.LENGTH ? new byte[0] : frame.contents(), frame.redirect);
        if (leaves || emitAll && frame.cause != Cause.LENGTH) {
            int start = frame.head - frame.meta;
            int bytes = start % config.beatBytes() + frame.meta + frame.length;
            rows = (bytes + config.beatBytes() - 1) / config.beatBytes();
        } else {
            release(frame);
        }
        return Optional.of(report);
    }

    private void release(ContextState frame) {
        frame.finished = false;
        frame.empty = true;
        turn = sequential ? 0 : (turn + 1) % contexts.length;
    }
}
