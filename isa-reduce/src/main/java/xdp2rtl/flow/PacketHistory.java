package xdp2rtl.flow;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Target;

/// What has been done to the packet before each load from it.
final class PacketHistory {
    private final Graph graph;
    private final Map<Integer, Moves> before = new HashMap<>();
    private final NavigableSet<Integer> open = new TreeSet<>();
    private final Map<Reg, Moves> loads = new HashMap<>();

    private PacketHistory(Graph graph) { this.graph = graph; }

    /// By the register that is loaded.
    static Map<Reg, Moves> loads(Graph graph) {
        var history = new PacketHistory(graph);
        history.reach(0, Moves.NONE);
        while (!history.open.isEmpty()) {
            history.follow(graph.blocks().get(history.open.removeFirst()));
        }
        return history.loads;
    }

    private void reach(int block, Moves moves) {
        Moves known = before.get(block);
        Moves now = known == null ? moves : known.or(moves);
        if (!now.equals(known)) {
            before.put(block, now);
            open.add(block);
        }
    }

    private void follow(Block block) {
        Moves moves = before.get(block.id());
        for (Step step : block.steps()) {
            Operation operation = step.operation();
            if (operation instanceof Operation.Load load && load.space() == Space.PACKET) {
                loads.put(load.dst(), moves);
            }
            moves = moves.after(operation);
            if (operation instanceof Operation.Targeted targeted && targeted.target() instanceof Target.ToBlock to) {
                reach(to.block(), targeted instanceof Operation.Branch branch ? moves.behind(branch, true) : moves);
            }
            if (operation instanceof Operation.Branch branch) {
                moves = moves.behind(branch, false);
            }
        }
    }
}
