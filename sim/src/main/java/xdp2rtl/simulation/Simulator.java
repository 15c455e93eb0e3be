package xdp2rtl.simulation;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import xdp2rtl.boards.Board;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.CoreConfig;

/// A simulated board, switched on: it runs, and its registers are served, until it is closed.
public final class Simulator implements AutoCloseable {
    private final BoardSimulation simulation;
    private final RegisterServer server;

    /// @param board  which
    /// @param core   what is in it, before [Board#fitted]
    /// @param links  what its wires and its host's interfaces are connected to; the others to nothing
    /// @param socket where hosts find its registers
    /// @throws InputError if a link or the socket cannot be had, or the board has no such port
    /// @throws xdp2rtl.engine.EngineUnavailable if the board cannot be built
    public Simulator(Board board, CoreConfig core, Map<Place, LinkName> links, Path socket) {
        for (Place place : links.keySet()) {
            if (place.port() < 0 || place.port() >= board.ports()) {
                throw new InputError(place.toString(), "%s has no port %d".formatted(board.name(), place.port()), "",
                                     "Its ports are 0 to %d".formatted(board.ports() - 1));
            }
        }
        simulation = new BoardSimulation(board, board.fitted(core), wake -> open(links, wake));
        boolean served = false;
        try {
            server = new RegisterServer(simulation, board.name() + ", simulated", socket);
            served = true;
        } finally {
            if (!served) {
                simulation.close();
            }
        }
    }

    private static Map<Place, Link> open(Map<Place, LinkName> names, Runnable wake) {
        var links = new LinkedHashMap<Place, Link>();
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
        simulation.settle();
    }

    /// Waits until the board cannot go on (a connection broke, the Verilog stopped), and gives why: forever, if all is well.
    public RuntimeException untilBroken() {
        return simulation.untilBroken();
    }

    public boolean isBroken() {
        return simulation.isBroken();
    }

    /// What it has done so far.
    public Traffic.Count traffic() {
        return simulation.traffic();
    }

    @Override public void close() {
        server.close();
        simulation.close();
    }
}
