package xdp2rtl.lower;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;

/// A block that is being written.
final class Draft {
    final int id;
    final List<Reg> parameters = new ArrayList<>();
    final List<Step> steps = new ArrayList<>();

    Draft(int id) { this.id = id; }

    /// Puts a step in front of the branches and the jump that end the block.
    void addBeforeTransfers(Step step) {
        int at = steps.size();
        while (at > 0 && steps.get(at - 1).operation() instanceof Operation.Transfer) {
            at--;
        }
        steps.add(at, step);
    }

    Block block() { return new Block(id, parameters, steps); }
}
