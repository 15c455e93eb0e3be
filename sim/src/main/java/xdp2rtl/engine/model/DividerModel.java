package xdp2rtl.engine.model;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// The divider's timing (`docs/machine.md`, section 6): pop, prepare, one cycle a bit, finish, respond.
final class DividerModel {
    private final Queue<Request.Divide> fifo = new ArrayDeque<>();
    private Optional<Request.Divide> current = Optional.empty();
    /// Cycles until the response; 0: in RESPOND.
    private int remaining;

    void add(Request.Divide request) {
        fifo.add(request);
    }

    boolean busy() {
        return current.isPresent() || !fifo.isEmpty();
    }

    /// One cycle. The context whose request completes in it, unless the map unit responds at the same time.
    Optional<ContextState> step(boolean mapUnitResponds) {
        if (current.isEmpty()) {
            current = Optional.ofNullable(fifo.poll());
            current.ifPresent(request -> remaining = request.width().bits() + 2);
            return Optional.empty();
        }
        if (remaining > 0) {
            remaining--;
            return Optional.empty();
        }
        if (mapUnitResponds) { return Optional.empty(); }
        Request.Divide done = current.get();
        current = Optional.empty();
        done.context().result = done.op().apply(done.width(), done.left(), done.right());
        return Optional.of(done.context());
    }
}
