package xdp2rtl.engine.lockstep;

import java.util.ArrayList;
import java.util.List;

/// Which packet a context was working on in a cycle: packets are dealt out to the cores in turn and to the contexts of
/// a core in turn, so the n-th report of a context ends its n-th packet.
final class PacketNumbers {
    private final int cores;
    private final int contexts;
    /// By context of all cores, the cycles of its reports.
    private final List<List<Long>> reported = new ArrayList<>();

    /// @param cores    in turn; 1 in the sequential mode
    /// @param contexts in turn; 1 in the sequential mode
    PacketNumbers(int cores, int contexts) {
        this.cores = cores;
        this.contexts = contexts;
        for (int i = 0; i < cores * contexts; i++) {
            reported.add(new ArrayList<>());
        }
    }

    void add(int core, int context, long cycle) {
        reported.get(core * contexts + context).add(cycle);
    }

    /// -1 for a context that has no packets.
    long of(int context, long cycle) {
        if (context >= reported.size()) { return -1; }
        List<Long> ends = reported.get(context);
        int low = 0;
        int high = ends.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (ends.get(middle) < cycle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return ((long) low * contexts + context % contexts) * cores + context / contexts;
    }
}
