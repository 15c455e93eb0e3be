package xdp2rtl.cli.common;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import xdp2rtl.diagnostic.Stage;

/// Says on standard error what is being done: on a terminal in one line that is painted over, elsewhere a line for what
/// takes over two seconds, again as time goes by, and when it is done.
public final class Progress implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration TICK = Duration.ofMillis(200);

    /// The launcher sets `xdp2rtl.terminal`; where nobody has started the tool for people, nothing is said.
    private enum Display {
        NONE, LINES, TERMINAL;

        static Display ofProcess() {
            String terminal = System.getProperty("xdp2rtl.terminal");
            return terminal == null || "off".equals(System.getenv("XDP2RTL_PROGRESS")) ? NONE
                    : terminal.equals("true") ? TERMINAL : LINES;
        }
    }

    private final PrintWriter err;
    private final Display display;
    private final Optional<ScheduledExecutorService> clock;
    /// When the next line is due, for those that have had one.
    private final Map<Stage, Duration> next = new WeakHashMap<>();
    private Optional<Stage> stage = Optional.empty();
    private int width;

    Progress(PrintWriter err) {
        this(err, Display.ofProcess());
    }

    private Progress(PrintWriter err, Display display) {
        this.err = err;
        this.display = display;
        clock = display == Display.NONE ? Optional.empty() : Optional.of(Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("progress").factory()));
        if (display != Display.NONE) {
            Stage.onEnd(this::ended);
        }
        clock.ifPresent(it -> it.scheduleAtFixedRate(this::look, TICK.toMillis(), TICK.toMillis(),
                TimeUnit.MILLISECONDS));
    }

    /// Says nothing.
    static Progress none() {
        return new Progress(new PrintWriter(PrintWriter.nullWriter()), Display.NONE);
    }

    /// What is being done from now on, in place of what was said before; several threads may say it.
    public void say(String what) {
        if (display == Display.NONE) { return; }
        Optional<Stage> before;
        synchronized (this) {
            before = stage;
            stage = Optional.empty();
        }
        before.ifPresent(Stage::close);
        synchronized (this) {
            stage = Optional.of(Stage.enter(what));
        }
        look();
    }

    /// A line that stays, for whoever reads standard error: what was given is taken, but may not be what is meant.
    public synchronized void note(String what) {
        clear();
        err.println("xdp2rtl: note: " + what);
        err.flush();
    }

    private synchronized void look() {
        Stage.innermost().ifPresent(now -> {
            Duration elapsed = now.elapsed();
            switch (display) {
                case NONE -> {}
                case TERMINAL -> paint(elapsed.compareTo(PATIENCE) < 0 ? now.what()
                        : "%s, %d s".formatted(now.what(), elapsed.toSeconds()));
                case LINES -> {
                    Duration due = next.getOrDefault(now, PATIENCE);
                    if (elapsed.compareTo(due) >= 0) {
                        line("%s, %d s".formatted(now.what(), elapsed.toSeconds()));
                        next.put(now, later(due));
                    }
                }
            }
        });
    }

    /// After 2, 10, 30 seconds, and then each minute.
    private static Duration later(Duration due) {
        return switch ((int) due.toSeconds()) {
            case 2 -> Duration.ofSeconds(10);
            case 10 -> Duration.ofSeconds(30);
            case 30 -> Duration.ofSeconds(60);
            default -> due.plusSeconds(60);
        };
    }

    private synchronized void ended(Stage stage) {
        if (next.remove(stage) != null) {
            line("%s took %.1f s".formatted(stage.what(), stage.elapsed().toMillis() / 1e3));
        }
    }

    private void line(String text) {
        err.println("xdp2rtl: " + text);
        err.flush();
    }

    private void paint(String text) {
        err.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
        err.flush();
        width = text.length();
    }

    private void clear() {
        if (width > 0) {
            err.print("\r" + " ".repeat(width) + "\r");
            err.flush();
            width = 0;
        }
    }

    @Override public void close() {
        if (display == Display.NONE) { return; }
        clock.ifPresent(ScheduledExecutorService::shutdownNow);
        Optional<Stage> last;
        synchronized (this) {
            last = stage;
            stage = Optional.empty();
        }
        last.ifPresent(Stage::close);
        synchronized (this) {
            clear();
        }
        Stage.onEnd(_ -> {});
    }
}
