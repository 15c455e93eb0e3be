package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import xdp2rtl.depend.Frequencies;
import xdp2rtl.depend.Liveness;
import xdp2rtl.graph.Graph;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Operand.Reg;

/// A program to be scheduled for a core, divided into regions, with what all regions share.
final class Task {
    final Graph graph;
    final CoreConfig config;
    final Frequencies frequencies;
    final Partition partition;
    /// Whether an operation that is there already gives its result to what computes the same, and so keeps it alive.
    final boolean sharesWork;
    /// The values that each root block finds in registers: what is live at its start, parameters included.
    private final List<BitSet> entering = new ArrayList<>();
    /// The values that enter any region.
    private final BitSet shared = new BitSet();
    /// The lane of each shared value that has one already, by value.
    private final Map<Integer, Integer> laneOf = new HashMap<>();
    private int names;

    Task(Graph graph, CoreConfig config, Frequencies frequencies, Liveness liveness, Partition partition,
            boolean sharesWork) {
        this.graph = graph;
        this.config = config;
        this.frequencies = frequencies;
        this.partition = partition;
        this.sharesWork = sharesWork;
        this.names = graph.values();
        for (int block = 0; block < graph.blocks().size(); block++) {
            BitSet values = liveness.in(block);
            entering.add(values);
            if (partition.isRoot(block)) {
                shared.or(values);
            }
        }
    }

    /// The values that a root block finds in registers, ascending.
    List<Integer> entering(int root) { return entering.get(root).stream().boxed().toList(); }

    /// Whether the value has one register for all regions.
    boolean isShared(int value) { return shared.get(value); }

    /// The lanes that can still define a shared value, as bits.
    int lanes(int value) {
        return laneOf.containsKey(value) ? 1 << laneOf.get(value) : (1 << config.lanes()) - 1;
    }

    /// Settles the lanes of shared values; what is settled never changes.
    void settle(Map<Integer, Integer> lanes) {
        lanes.forEach((value, lane) -> {
            if (isShared(value)) {
                laneOf.put(value, lane);
            }
        });
    }

    /// A value that the graph does not have.
    Reg fresh() { return new Reg(names++); }

    /// One more than the highest number of a value so far.
    int names() { return names; }
}
