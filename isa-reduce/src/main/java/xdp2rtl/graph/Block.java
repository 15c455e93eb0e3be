package xdp2rtl.graph;

import java.util.List;
import xdp2rtl.isa.Operand.Reg;

/// A basic block: straight steps, then any number of branches in the order in which they are decided, then one jump or
/// exit. Only the last steps transfer control; the last one always does.
///
/// @param id         its place in the graph; 0 is the entry, which has no parameters
/// @param parameters the registers that every branch to here gives values for (what others call phis)
public record Block(int id, List<Reg> parameters, List<Step> steps) {
    public Block {
        parameters = List.copyOf(parameters);
        steps = List.copyOf(steps);
    }
}
