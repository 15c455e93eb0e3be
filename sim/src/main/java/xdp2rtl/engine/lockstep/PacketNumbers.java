package xdp2rtl.engine.lockstep;

import java.util.ArrayList;
import java.util.List;

/// Which packet a context was working on in a cycle, of packets that the model has reported.
final class PacketNumbers {
    private final int contexts;
    /// By context of all cores, the cycles of its reports and whose they were.
    private final List<List<Ended>> reported = new ArrayList<>();

    private record Ended(long cycle, long number) {}

    PacketNumbers(int cores, int contexts) {
        this.contexts = contexts;
        for (int i = 0; i < cores * contexts; i++) {
            reported.add(new ArrayList<>());
        }
    }

    void add(int core, int context, long cycle, long number) {
        reported.get(core * contexts + context).add(new Ended(cycle, number));
    }

    /// -1 for a packet that has not been reported.
    long of(int context, long cycle) {
        return context >= reported.size() ? -1
                : reported.get(context).stream().filter(packet -> packet.cycle() >= cycle).findFirst()
                        .map(Ended::number).orElse(-1L);
    }
}
