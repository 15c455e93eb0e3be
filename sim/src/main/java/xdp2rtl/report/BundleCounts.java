package xdp2rtl.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.engine.model.BundleWatch;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Operation;
import xdp2rtl.port.Retired;

/// How often each bundle was issued, and where it led.
final class BundleCounts implements BundleWatch {
    private record Edge(int from, int to) {}

    private record End(int bundle, int lane) {}

    private final List<Bundle> bundles;
    private final long[] issued;
    private final Map<Edge, Long> edges = new HashMap<>();
    private final Map<End, Long> ends = new HashMap<>();

    BundleCounts(List<Bundle> bundles) {
        this.bundles = bundles;
        issued = new long[bundles.size()];
    }

    @Override public void retired(int address, int next, int lane) {
        if (address >= issued.length) { return; }
        issued[address]++;
        if (next == Retired.ENDS) {
            ends.merge(new End(address, lane < bundles.get(address).slots().size() ? lane : exit(address)), 1L,
                    Long::sum);
        } else {
            edges.merge(new Edge(address, next), 1L, Long::sum);
        }
    }

    /// The slot that ends the program if no branch is taken.
    private int exit(int address) {
        List<Optional<Operation>> slots = bundles.get(address).slots();
        for (int lane = 0; lane < slots.size(); lane++) {
            if (slots.get(lane)
                    .filter(it -> it instanceof Operation.Exit || it instanceof Operation.Jump).isPresent()) {
                return lane;
            }
        }
        return slots.size();
    }

    /// Issues of a bundle.
    long of(int bundle) {
        return issued[bundle];
    }

    /// How often one bundle led to another.
    long of(int from, int to) {
        return edges.getOrDefault(new Edge(from, to), 0L);
    }

    /// How often a slot ended the program; the number of lanes stands for the hardware, which stops packets.
    long ended(int bundle, int lane) {
        return ends.getOrDefault(new End(bundle, lane), 0L);
    }

    /// Packets that the hardware stopped.
    long stopped() {
        return ends.entrySet().stream()
                .filter(end -> end.getKey().lane == bundles.get(end.getKey().bundle).slots().size())
                .mapToLong(Map.Entry::getValue).sum();
    }
}
