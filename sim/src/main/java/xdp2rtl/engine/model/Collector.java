package xdp2rtl.engine.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import xdp2rtl.port.CoreReport;

/// Reports and packets of several cores in the order of arrival (`docs/machine.md`, section 10), with an
/// output that is always taken.
final class Collector {
    private final List<CoreModel> cores;
    private final boolean sequential;
    private final boolean emitAll;
    private final List<Queue<CoreReport>> queues = new ArrayList<>();

    private int turn;
    private boolean sending;
    /// What the report port says in the next cycle.
    private Optional<CoreReport> given = Optional.empty();

    Collector(List<CoreModel> cores, boolean sequential, boolean emitAll) {
        this.cores = cores;
        this.sequential = sequential;
        this.emitAll = emitAll;
        cores.forEach(_ -> queues.add(new ArrayDeque<>()));
    }

    boolean idle() {
        return queues.stream().allMatch(Queue::isEmpty) && !sending && given.isEmpty();
    }

    /// What the report port says in this cycle.
    Optional<CoreReport> report(long cycle) {
        return given.map(report -> report.at(cycle));
    }

    /// Decides what happens in this cycle, from the state at its start. Returns the core whose output is
    /// taken, if one is.
    OptionalInt decide() {
        given = sending ? Optional.empty() : Optional.ofNullable(queues.get(turn).poll());
        int core = turn;
        boolean follows = given.isPresent() && given.get().leaves(emitAll);
        boolean takes = sending || follows;
        OutputPipeline output = cores.get(core).output();
        boolean ends = takes && output.beat() && output.lastBeat();
        sending = takes && !ends;
        if (ends || given.isPresent() && !follows) {
            turn = sequential ? 0 : (turn + 1) % cores.size();
        }
        return takes ? OptionalInt.of(core) : OptionalInt.empty();
    }

    /// A core has reported; seen from the next cycle on.
    void add(int core, CoreReport report) {
        queues.get(core).add(report);
    }
}
