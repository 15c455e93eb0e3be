package xdp2rtl.diagnostic;

import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Something that takes its time, for whoever waits for it. Stages are inside of each other; the innermost is what is
/// being done.
public final class Stage implements AutoCloseable {
    private static final Deque<Stage> RUNNING = new ConcurrentLinkedDeque<>();
    private static volatile Consumer<Stage> listener = _ -> {};

    private final String what;
    private final Optional<Stage> around;
    private final long start = System.nanoTime();
    private final AtomicLong inside = new AtomicLong();

    private Stage(String what, Optional<Stage> around) {
        this.what = what;
        this.around = around;
    }

    /// Begins one.
    /// @param what in the form `building the model`
    public static Stage enter(String what) {
        var stage = new Stage(what, innermost());
        RUNNING.addFirst(stage);
        return stage;
    }

    /// What is being done.
    public static Optional<Stage> innermost() {
        return Optional.ofNullable(RUNNING.peekFirst());
    }

    /// Who is told of each that has ended.
    public static void onEnd(Consumer<Stage> told) {
        listener = told;
    }

    public String what() { return what; }

    /// How long it has taken, without the stages inside.
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start - inside.get());
    }

    @Override public void close() {
        if (!RUNNING.remove(this)) { return; }
        around.ifPresent(it -> it.inside.addAndGet(System.nanoTime() - start));
        listener.accept(this);
    }
}
