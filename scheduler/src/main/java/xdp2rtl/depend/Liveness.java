package xdp2rtl.depend;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// The values of a graph that are alive at the start of each block, parameters that are read included.
public final class Liveness {
    private final Graph graph;
    private final List<BitSet> in = new ArrayList<>();

    public Liveness(Graph graph) {
        this.graph = graph;
        graph.blocks().forEach(_ -> in.add(new BitSet()));
        List<Integer> order = Edges.reversePostorder(graph).reversed();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int id : order) {
                BitSet live = before(graph.blocks().get(id));
                if (!live.equals(in.get(id))) {
                    in.set(id, live);
                    changed = true;
                }
            }
        }
    }

    /// The numbers of the values that the block, or one behind it, reads and does not define itself.
    public BitSet in(int block) { return (BitSet) in.get(block).clone(); }

    private BitSet before(Block block) {
        BitSet live = new BitSet();
        for (Step step : block.steps().reversed()) {
            step.operation().writes().ifPresent(reg -> live.clear(reg.number()));
            if (step.operation() instanceof Operation.Targeted o && o.target() instanceof Target.ToBlock to) {
                BitSet there = in(to.block());
                graph.blocks().get(to.block()).parameters().forEach(reg -> there.clear(reg.number()));
                live.or(there);
                to.arguments().forEach(argument -> {
                    if (argument instanceof Reg reg) {
                        live.set(reg.number());
                    }
                });
            }
            step.operation().reads().forEach(reg -> live.set(reg.number()));
        }
        return live;
    }
}
