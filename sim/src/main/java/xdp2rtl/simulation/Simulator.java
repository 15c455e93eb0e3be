package xdp2rtl.simulation;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import xdp2rtl.boards.Board;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.CoreConfig;

/// A simulated board: from when it is switched on it runs, and its registers are served, until it is closed. Hosts that
/// come before wait.
public final class Simulator implements AutoCloseable {
    private final Board board;
    private final CoreConfig core;
    private final Map<BoardPort, LinkName> links;
    private final Optional<Path> waves;
    private final RegisterServer server;
    /// While the board is switched on.
    private volatile Optional<BoardSimulation> simulation = Optional.empty();

    /// A board that is not switched on yet; only its socket is taken.
    ///
    /// @param board  which
    /// @param core   what is in it, before [Board#fitted]
    /// @param links  what its wires and its host's interfaces are connected to; the others to nothing
    /// @param socket where hosts find its registers
    /// @param waves  where its signals are written, whole when it is closed
    /// @throws InputError if the socket cannot be had, or the board has no such port
    public Simulator(Board board, CoreConfig core, Map<BoardPort, LinkName> links, Path socket, Optional<Path> waves) {
        for (BoardPort place : links.keySet()) {
            if (place.port() < 0 || place.port() >= board.ports()) {
                throw new InputError(place.toString(), "%s has no port %d".formatted(board.name(), place.port()), "",
                        "Its ports are 0 to %d".formatted(board.ports() - 1));
            }
        }
        this.board = board;
        this.core = board.fitted(core);
        this.links = Map.copyOf(links);
        this.waves = waves;
        server = new RegisterServer(socket);
    }

    /// The same without a waveform, switched on.
    ///
    /// @throws xdp2rtl.port.EngineUnavailable if the board cannot be built
    public static Simulator on(Board board, CoreConfig core, Map<BoardPort, LinkName> links, Path socket) {
        var simulator = new Simulator(board, core, links, socket, Optional.empty());
        boolean on = false;
        try {
            simulator.switchOn();
            on = true;
            return simulator;
        } finally {
            if (!on) {
                simulator.close();
            }
        }
    }

    /// Builds it and lets it run.
    ///
    /// @throws InputError if a link or the waveform cannot be had
    /// @throws xdp2rtl.port.EngineUnavailable if the board cannot be built
    public void switchOn() {
        var started = new BoardSimulation(board, core, wake -> open(links, wake), waves);
        simulation = Optional.of(started);
        server.start(started, board.name() + ", simulated");
    }

    private static Map<BoardPort, Link> open(Map<BoardPort, LinkName> names, Runnable wake) {
        var links = new LinkedHashMap<BoardPort, Link>();
        boolean all = false;
        try {
            names.forEach((place, name) -> links.put(place, switch (name) {
                case LinkName.Tap tap -> new TapLink(tap, wake);
                case LinkName.Pcap pcap -> new PcapLink(pcap);
            }));
            all = true;
            return links;
        } finally {
            if (!all) {
                links.values().forEach(Link::close);
            }
        }
    }

    /// Waits until nothing is left to do: all files are read, all packets are through. Needs the core to run.
    public void settle() throws InterruptedException {
        simulation.orElseThrow().settle();
    }

    /// Waits until a host has started the core and nothing is left to do then, for no host either.
    public void finish() throws InterruptedException {
        simulation.orElseThrow().finish();
        while (server.isAsked()) {
            TimeUnit.MILLISECONDS.sleep(10);
            simulation.orElseThrow().finish();
        }
    }

    /// Whether it is switched on, and not broken.
    public boolean isRunning() { return simulation.filter(it -> !it.isBroken()).isPresent(); }

    /// Waits until the board cannot go on (a connection broke, the Verilog stopped), and gives why: forever, if all is
    /// well.
    public RuntimeException untilBroken() {
        return simulation.orElseThrow().untilBroken();
    }

    /// What it has done so far; nothing of a board that is not switched on.
    public Optional<Traffic.Count> traffic() {
        return simulation.map(BoardSimulation::traffic);
    }

    @Override public void close() {
        server.close();
        simulation.ifPresent(BoardSimulation::close);
    }
}
