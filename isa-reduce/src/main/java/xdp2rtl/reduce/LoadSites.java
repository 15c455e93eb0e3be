package xdp2rtl.reduce;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Space;

/// Where each load of a graph stands and what memory it sees.
final class LoadSites {
    private record Site(int block, int order, int state) {}

    private final Map<Reg, Site> sites = new HashMap<>();
    private final MemoryChain[] memories = new MemoryChain[Space.values().length];
    private final GraphFlow flow;
    private final Scope scope;

    LoadSites(Graph graph, GraphFlow flow, Scope scope) {
        this.flow = flow;
        this.scope = scope;
        for (Space space : Space.values()) {
            memories[space.ordinal()] = new MemoryChain(States.of(graph, flow, space), scope);
        }
        int order = 0;
        for (int block : flow.order()) {
            for (MemoryChain memory : memories) {
                memory.enter(block);
            }
            List<Step> steps = graph.blocks().get(block).steps();
            for (int i = 0; i < steps.size(); i++) {
                if (steps.get(i).operation() instanceof Operation.Load o) {
                    sites.put(o.dst(), new Site(block, order++, memories[o.space().ordinal()].state()));
                }
                for (MemoryChain memory : memories) {
                    memory.pass(block, i, steps.get(i).operation());
                }
            }
        }
    }

    int block(Operation.Load load) { return sites.get(load.dst()).block; }

    /// The last of the loads, if all the others dominate it and their bytes have not changed when it stands.
    Optional<Operation.Load> together(List<Operation.Load> loads) {
        Operation.Load last = loads.getFirst();
        for (Operation.Load load : loads) {
            last = sites.get(load.dst()).order > sites.get(last.dst()).order ? load : last;
        }
        Site there = sites.get(last.dst());
        MemoryChain memory = memories[last.space().ordinal()];
        for (Operation.Load load : loads) {
            Site site = sites.get(load.dst());
            MemoryEffects.Bytes bytes = MemoryEffects.touched(load, scope).orElseThrow();
            if (!flow.dominates(site.block, there.block)
                    || memory.seenBy(bytes, site.state) != memory.seenBy(bytes, there.state)) {
                return Optional.empty();
            }
        }
        return Optional.of(last);
    }
}
