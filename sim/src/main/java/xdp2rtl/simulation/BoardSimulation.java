package xdp2rtl.simulation;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import xdp2rtl.boards.Board;
import xdp2rtl.boards.BoardRegister;
import xdp2rtl.isa.ControlRegister;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.verilator.WaveFile;

/// A board that runs in a thread of its own, as long as there is something to do: packets, register accesses, and what
/// follows from them. Otherwise its clock stands, and so does what programs see as time.
///
/// Frames from a file wait until the host has started the core; those from a network wait in the shell's queue, and are
/// lost when it is full.
final class BoardSimulation implements AutoCloseable {
    /// Cycles between looks at links and requests.
    private static final int SLICE = 256;
    /// Cycles without a beat after which the core is asked whether it is done; also those that a packet takes behind
    /// the core.
    private static final int IDLE = 1024;
    /// Frames that the shell keeps in front of the core.
    private static final int SHELL_QUEUE = 64;
    /// Register accesses between looks at links.
    private static final int BETWEEN = 16;
    /// Enough to keep the wire busy.
    private static final int AHEAD = 4;

    private final Board board;
    private final BoardModel model;
    private final Map<BoardPort, Link> links;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final Traffic traffic = new Traffic();
    private final Thread thread;
    private final CompletableFuture<RuntimeException> broken = new CompletableFuture<>();
    private volatile boolean stopping;
    private final int frameLimit;
    private volatile boolean ended;
    private volatile Optional<Traffic.Count> atEnd = Optional.empty();
    private boolean running;
    private int offered;
    private boolean woken;
    private boolean asleep;

    private record Request(Function<BoardModel, Object> work, CompletableFuture<Object> result) {}

    /// @param links where something is connected; they are closed with the simulation
    /// @param waves where the board's signals are written; whole when the simulation is closed
    BoardSimulation(Board board, CoreConfig core, Function<Runnable, Map<BoardPort, Link>> links,
            Optional<Path> waves) {
        this.board = board;
        frameLimit = board.frameLimit(core);
        // Links and the waveform first: what is wrong with them is said before a build that takes its time.
        this.links = Map.copyOf(links.apply(this::wake));
        boolean built = false;
        try {
            model = model(board, core, waves);
            built = true;
        } finally {
            if (!built) {
                this.links.values().forEach(Link::close);
            }
        }
        thread = Thread.ofPlatform().daemon().name("board").start(this::loop);
    }

    private static BoardModel model(Board board, CoreConfig core, Optional<Path> waves) {
        Optional<WaveFile> file = waves.map(WaveFile::new);
        boolean built = false;
        try {
            var model = new BoardModel(board, core, file);
            built = true;
            return model;
        } finally {
            if (!built) {
                file.ifPresent(WaveFile::abandon);
            }
        }
    }

    /// Reads registers in order, up to the first that the board refuses: how many it gave.
    int read(int[] offsets, int[] values) {
        return ask(it -> {
            int done = 0;
            while (done < offsets.length) {
                var value = it.read(offsets[done]);
                if (value.isEmpty()) { return done; }
                values[done++] = value.getAsInt();
                exchangeAt(done);
            }
            return done;
        });
    }

    /// Writes registers in order (offset, value, offset, value...), up to the first that the board refuses: how many it
    /// took.
    int write(int[] pairs) {
        return ask(it -> {
            int done = 0;
            while (2 * done + 1 < pairs.length && it.write(pairs[2 * done], pairs[2 * done + 1])) {
                if (pairs[2 * done] == ControlRegister.CONTROL.offset()) {
                    running = (pairs[2 * done + 1] & ControlRegister.RUN) != 0;
                }
                exchangeAt(++done);
            }
            return done;
        });
    }

    /// Packets move while registers are accessed.
    private void exchangeAt(int accesses) {
        if (accesses % BETWEEN == 0) {
            feed();
            deliver();
        }
    }

    /// What it has done so far, also after it has ended.
    Traffic.Count traffic() {
        try {
            return ask(it -> traffic.count(it.cycle(), links));
        } catch (RuntimeException e) {
            return atEnd.orElseThrow(() -> e);
        }
    }

    /// Waits until nothing is left to do: all files are read, all packets are through. Needs the core to run.
    void settle() throws InterruptedException {
        synchronized (this) {
            while (!asleep && !isBroken()) {
                wait();
            }
        }
        if (isBroken()) { throw broken.join(); }
    }

    /// The same, once the core was started.
    void finish() throws InterruptedException {
        synchronized (this) {
            while (!(asleep && running) && !isBroken()) {
                wait();
            }
        }
        if (isBroken()) { throw broken.join(); }
    }

    RuntimeException untilBroken() {
        return broken.join();
    }

    boolean isBroken() { return broken.isDone(); }

    @SuppressWarnings("unchecked")
    private <T> T ask(Function<BoardModel, T> work) {
        var result = new CompletableFuture<Object>();
        requests.add(new Request(work::apply, result));
        wake();
        if (ended) {
            refuse();
        }
        try {
            return (T) result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private synchronized void wake() {
        woken = true;
        asleep = false;
        notifyAll();
    }

    private void loop() {
        try {
            int idle = 0;
            while (!stopping) {
                idle = serve() | feed() ? 0 : idle;
                long start = System.nanoTime();
                idle = model.run(SLICE) > 0 ? 0 : idle + SLICE;
                traffic.ran(SLICE, System.nanoTime() - start);
                deliver();
                if (idle >= IDLE) {
                    idle = 0;
                    if (done()) {
                        sleep();
                    }
                }
            }
        } catch (RuntimeException e) {
            broken.complete(e);
        } catch (InterruptedException _) {
            stopping = true;
        }
        atEnd = Optional.of(traffic.count(model.cycle(), links));
        ended = true;
        refuse();
        wake();
    }

    /// Nobody will answer any more.
    private void refuse() {
        for (var request = requests.poll(); request != null; request = requests.poll()) {
            request.result.completeExceptionally(broken.getNow(new IllegalStateException("the simulation has ended")));
        }
    }

    private boolean serve() {
        boolean any = false;
        for (var request = requests.poll(); request != null; request = requests.poll()) {
            any = true;
            try {
                request.result.complete(request.work.apply(model));
            } catch (RuntimeException e) {
                request.result.completeExceptionally(e);
                throw e;
            }
        }
        return any;
    }

    private boolean feed() {
        boolean any = false;
        for (var link : links.entrySet()) {
            BoardPort place = link.getKey();
            if (!place.host() && !running && link.getValue().waits()) {
                continue;
            }
            OptionalInt waiting = link.getValue().waits() ? ahead(place) : model.waiting(place);
            boolean keeps = running || place.host();
            for (int n = waiting.orElse(0); !keeps || n < AHEAD; n++) {
                Optional<byte[]> frame = link.getValue().receive();
                if (frame.isEmpty()) {
                    break;
                }
                any = true;
                if (waiting.isEmpty() || frame.get().length > frameLimit || n >= SHELL_QUEUE) {
                    traffic.dropped(place);
                } else {
                    traffic.received(place);
                    offered += place.host() ? 0 : 1;
                    model.offer(place, frame.get());
                }
            }
        }
        return any;
    }

    /// Frames that are on their way to the core: where a shell's input never waits, those in its queue too, so that
    /// none of a file is lost because the core is slow.
    private OptionalInt ahead(BoardPort place) {
        return switch (board.shell()) {
            case OPENNIC, CORUNDUM, NONE -> model.waiting(place);
            case NETFPGA_SUME, NETFPGA_PLUS -> place.host() ? model.waiting(place) : OptionalInt.of(offered
                    - model.read(ControlRegister.COUNT_PACKETS.offset()).orElseThrow()
                    - model.read(BoardRegister.COUNT_OVERRUN.offset()).orElseThrow());
        };
    }

    private void deliver() {
        for (var sent = model.take(); sent.isPresent(); sent = model.take()) {
            BoardPort place = sent.get().place();
            traffic.sent(place);
            Link link = links.get(place);
            if (link != null) {
                link.send(sent.get().bytes(), model.cycle() * 1000 / board.clockMhz());
            }
        }
    }

    private boolean done() {
        int status = model.read(ControlRegister.STATUS.offset()).orElseThrow();
        boolean idle = (status & (ControlRegister.IDLE | ControlRegister.CLEARING)) == ControlRegister.IDLE;
        return idle && (!running || links.keySet().stream().allMatch(place -> model.waiting(place).orElse(0) == 0));
    }

    private synchronized void sleep() throws InterruptedException {
        while (!woken && !stopping) {
            asleep = true;
            notifyAll();
            wait();
        }
        asleep = false;
        woken = false;
    }

    @Override public void close() {
        stopping = true;
        wake();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            model.close();
        } finally {
            links.values().forEach(Link::close);
        }
    }
}
