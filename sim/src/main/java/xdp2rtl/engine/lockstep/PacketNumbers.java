package xdp2rtl.engine.lockstep;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.port.CoreSetup;

/// Which packet a context was working on in a cycle.
final class PacketNumbers {
    private final CoreSetup setup;
    private final int cores;
    private final int contexts;
    /// By context of all cores, the cycles of its reports and whose they were.
    private final List<List<Ended>> reported = new ArrayList<>();

    private record Ended(long cycle, long number) {}

    PacketNumbers(CoreConfig config, CoreSetup setup) {
        this.setup = setup;
        cores = config.cores();
        contexts = config.contexts();
        for (int i = 0; i < cores * contexts; i++) {
            reported.add(new ArrayList<>());
        }
    }

    void add(int core, int context, long cycle, long number) {
        reported.get(core * contexts + context).add(new Ended(cycle, number));
    }

    /// -1 for a packet that has not been reported, where packets go to the cores by flow.
    long of(int context, long cycle) {
        return context >= reported.size() ? -1
                : reported.get(context).stream().filter(packet -> packet.cycle() >= cycle).findFirst()
                        .map(Ended::number).orElseGet(() -> next(context));
    }

    /// The packet that a context has after those that were reported.
    private long next(int context) {
        long before = reported.get(context).size();
        if (setup.sequential()) { return before; }
        return setup.dispatch().byFlow() ? -1
                : (before * contexts + context % contexts) * cores + context / contexts;
    }
}
