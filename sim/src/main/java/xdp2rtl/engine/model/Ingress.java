package xdp2rtl.engine.model;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.CorePacket;

/// Packets in (`docs/machine.md`, section 4).
final class Ingress {
    private final CoreConfig config;
    private final ContextState[] contexts;
    private final boolean sequential;
    private final Totals totals;
    private final Queue<CorePacket> waiting = new ArrayDeque<>();

    private int turn;
    /// Beats of the first waiting packet that are in.
    private int beats;
    /// Headroom rows of the next frame that are cleared.
    private int cleared;
    private boolean clears;
    private boolean takes;

    Ingress(CoreConfig config, ContextState[] contexts, boolean sequential, Totals totals) {
        this.config = config;
        this.contexts = contexts;
        this.sequential = sequential;
        this.totals = totals;
    }

    void offer(CorePacket packet) {
        waiting.add(packet);
    }

    boolean waiting() {
        return !waiting.isEmpty();
    }

    /// Whether a packet comes into a context, or room is made for one.
    boolean isLoading(ContextState context) {
        return contexts[turn] == context && (beats > 0 || context.dirty);
    }

    /// Whether this cycle clears a row or takes a beat, seen from the state at its start.
    ///
    /// @param stands whether the next beat stands at the input
    boolean decide(boolean writeFree, boolean stands) {
        ContextState frame = contexts[turn];
        clears = frame.empty && frame.dirty;
        boolean acts = writeFree && frame.empty && (clears || stands);
        takes = acts && !clears;
        return acts;
    }

    /// Whether the cycle that was decided last takes a beat.
    boolean takes() {
        return takes;
    }

    /// Does what was decided.
    void apply(long cycle) {
        ContextState frame = contexts[turn];
        if (clears) {
            Arrays.fill(frame.frame, cleared * config.beatBytes(), (cleared + 1) * config.beatBytes(), (byte) 0);
            cleared++;
            if (cleared == CoreConfig.HEADROOM / config.beatBytes()) {
                cleared = 0;
                frame.dirty = false;
            }
            return;
        }
        CorePacket packet = waiting.element();
        int from = beats * config.beatBytes();
        int room = config.frameBytes() - CoreConfig.HEADROOM - from;
        if (room > 0) {
            // The bytes behind the packet's end in its last beat are zeroes: the stream's master drives them so.
            int count = Math.clamp((long) packet.bytes().length - from, 0, config.beatBytes());
            int at = CoreConfig.HEADROOM + from;
            Arrays.fill(frame.frame, at, at + config.beatBytes(), (byte) 0);
            System.arraycopy(packet.bytes(), from, frame.frame, at, count);
        }
        beats++;
        if (beats * config.beatBytes() >= packet.bytes().length) {
            waiting.remove();
            beats = 0;
            frame.arrive(packet.bytes().length, packet.ifindex(), packet.rxQueue(), cycle);
            totals.arrive();
            turn = sequential ? 0 : (turn + 1) % contexts.length;
        }
    }
}
