package xdp2rtl.engine.model;

import java.util.ArrayDeque;
import java.util.Queue;

/// The queue of beats in front of a core (`docs/machine.md`, section 10): when they stand at its input, not what they are.
final class CoreInput {
    /// Cycles from leaving the dispatcher to standing at the core, at least.
    private static final int WAY = 4;

    /// @param sent the cycle in which it left the dispatcher
    /// @param last of its packet
    private record Beat(long sent, boolean last) {}

    private final Queue<Beat> beats = new ArrayDeque<>();
    private boolean within;

    void add(long cycle, boolean last) {
        beats.add(new Beat(cycle, last));
    }

    /// Beats that are on their way to the core.
    int size() {
        return beats.size();
    }

    /// Whether one stands at the core.
    ///
    /// @param mayBegin whether it may be a packet's first
    boolean stands(long cycle, boolean mayBegin) {
        return !beats.isEmpty() && cycle >= beats.element().sent() + WAY && (within || mayBegin);
    }

    void take() {
        within = !beats.remove().last();
    }
}
