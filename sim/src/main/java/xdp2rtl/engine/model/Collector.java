package xdp2rtl.engine.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Dispatch;
import xdp2rtl.port.CoreReport;
import xdp2rtl.port.CoreSetup;

/// Reports and packets of several cores (`docs/machine.md`, section 10), with an output that is always taken.
final class Collector {
    /// Reports that a core can make besides one of each context, and what it is given another packet with at least.
    private static final int MORE = 8;
    private static final int BEHIND = 8;

    private final List<CoreModel> cores;
    private final boolean sequential;
    private final boolean byFlow;
    /// By flow, in the order of arrival.
    private final boolean ordered;
    private final boolean emitAll;
    /// Reports with which a core is given no packet.
    private final int most;
    private final boolean[] mayBegin;
    private final List<Queue<CoreReport>> queues = new ArrayList<>();

    private int turn;
    private boolean sending;
    /// Cores of packets in that order, of those that have not had their turn.
    private final Queue<Integer> order = new ArrayDeque<>();
    private final int places;
    private int ordersBefore;
    private boolean hasRoom;
    /// Whether it is known whose turn it is.
    private boolean known;
    /// What the report port says in the next cycle.
    private Optional<CoreReport> given = Optional.empty();

    Collector(List<CoreModel> cores, CoreConfig config, CoreSetup setup) {
        int contexts = config.contexts();
        places = Dispatch.orderPlaces(config);
        this.cores = cores;
        sequential = setup.sequential();
        byFlow = setup.dispatch().byFlow();
        ordered = byFlow && !setup.dispatch().perFlow() && !sequential;
        emitAll = setup.emitAll();
        int room = 1;
        while (room < contexts + MORE + BEHIND) {
            room *= 2;
        }
        most = room - contexts - MORE;
        mayBegin = new boolean[cores.size()];
        cores.forEach(_ -> queues.add(new ArrayDeque<>()));
    }

    boolean idle() {
        return queues.stream().allMatch(Queue::isEmpty) && !sending && given.isEmpty();
    }

    /// What the report port says in this cycle.
    Optional<CoreReport> report(long cycle) {
        return given.map(report -> report.at(cycle));
    }

    /// Whether a core may be given another packet in this cycle.
    boolean mayBegin(int core) {
        return mayBegin[core];
    }

    /// Whether another packet may go to a core in this cycle.
    boolean hasRoom() {
        return hasRoom || !ordered;
    }

    /// A packet goes to a core; seen from the next cycle on.
    void begins(int core) {
        if (ordered) {
            order.add(core);
        }
    }

    /// Whether a core has a report whose packet, if one follows, stands at its output.
    private boolean ready(int core) {
        CoreReport first = queues.get(core).peek();
        return first != null && (!first.leaves(emitAll) || cores.get(core).output().beat());
    }

    /// The first other core that is ready, behind the one whose turn it is.
    private int other() {
        for (int i = 1; i < cores.size(); i++) {
            int core = (turn + i) % cores.size();
            if (ready(core)) { return core; }
        }
        return turn;
    }

    /// Decides what happens in this cycle, from the state at its start. Returns the core whose output is
    /// taken, if one is.
    OptionalInt decide() {
        for (int i = 0; i < mayBegin.length; i++) {
            mayBegin[i] = queues.get(i).size() < most;
        }
        hasRoom = ordersBefore < places - 2;
        ordersBefore = order.size();
        int core = turn;
        int other = other();
        boolean idles = !sending && !(ready(core) && (known || !ordered));
        given = sending || idles ? Optional.empty() : Optional.of(queues.get(turn).remove());
        boolean follows = given.isPresent() && given.get().leaves(emitAll);
        boolean takes = sending || follows;
        OutputPipeline output = cores.get(core).output();
        boolean ends = takes && output.beat() && output.lastBeat();
        sending = takes && !ends;
        boolean done = ends || given.isPresent() && !follows;
        if (ordered) {
            if (done || !known) {
                known = !order.isEmpty();
                turn = known ? order.remove() : turn;
            }
        } else if (!sequential && (done || byFlow && idles)) {
            turn = byFlow ? other : (turn + 1) % cores.size();
        }
        return takes ? OptionalInt.of(core) : OptionalInt.empty();
    }

    /// A core has reported; seen from the next cycle on.
    void add(int core, CoreReport report) {
        queues.get(core).add(report);
    }
}
