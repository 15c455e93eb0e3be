package xdp2rtl.spill;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import xdp2rtl.depend.Liveness;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// The values that are alive at each place of a graph.
final class Pressure {
    /// What is alive in front of a step, what it writes included; where `step` is 0, in front of the block as well.
    ///
    /// @param live  the numbers of the values
    /// @param reads those that the step reads or writes
    record Point(int block, int step, BitSet live, BitSet reads) {}

    private final Graph graph;
    private final Liveness liveness;

    Pressure(Graph graph) {
        this.graph = graph;
        this.liveness = new Liveness(graph);
    }

    /// The points of a block, the last first.
    List<Point> points(Block block) {
        List<Point> points = new ArrayList<>();
        BitSet live = new BitSet();
        for (int i = block.steps().size() - 1; i >= 0; i--) {
            Operation operation = block.steps().get(i).operation();
            BitSet reads = new BitSet();
            operation.reads().forEach(reg -> reads.set(reg.number()));
            if (operation instanceof Operation.Targeted o && o.target() instanceof Target.ToBlock to) {
                live.or(behind(to));
                to.arguments().forEach(argument -> {
                    if (argument instanceof Reg reg) {
                        reads.set(reg.number());
                    }
                });
            }
            BitSet here = (BitSet) live.clone();
            operation.writes().ifPresent(reg -> {
                here.set(reg.number());
                live.clear(reg.number());
            });
            live.or(reads);
            here.or(live);
            operation.writes().ifPresent(reg -> reads.set(reg.number()));
            points.add(new Point(block.id(), i, here, reads));
        }
        return points;
    }

    /// What is alive in a block that an edge leads to, its parameters left out.
    private BitSet behind(Target.ToBlock edge) {
        BitSet live = in(edge.block());
        graph.blocks().get(edge.block()).parameters().forEach(reg -> live.clear(reg.number()));
        return live;
    }

    /// What is alive at a block's start, parameters that are read included.
    BitSet in(int block) { return liveness.in(block); }
}
