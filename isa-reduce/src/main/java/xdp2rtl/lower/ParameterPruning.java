package xdp2rtl.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// Removes block parameters that always are one register: every argument is that register or the parameter
/// itself. Constants are left to the reduction, which knows where an immediate may stand.
final class ParameterPruning {
    private ParameterPruning() {}

    static KeyedGraph prune(KeyedGraph keyed) {
        Graph graph = keyed.graph();
        Map<Reg, Reg> names = new HashMap<>();
        while (findTrivial(graph, names)) {}
        var pruned = new Graph(graph.blocks().stream().map(block -> pruned(block, graph, names)).toList(),
                graph.values(), graph.stack());
        return new KeyedGraph(pruned, keyed.keys().stream().map(use -> new KeyUse(use.map(), use.origin(),
                use.words().stream().map(word -> renamed(word, names)).toList())).toList());
    }

    private static boolean findTrivial(Graph graph, Map<Reg, Reg> names) {
        Map<Reg, List<Operand>> arguments = new HashMap<>();
        for (Block block : graph.blocks()) {
            for (Step step : block.steps()) {
                if (step.operation() instanceof Operation.Targeted o && o.target() instanceof Target.ToBlock to) {
                    List<Reg> parameters = graph.blocks().get(to.block()).parameters();
                    for (int i = 0; i < parameters.size(); i++) {
                        arguments.computeIfAbsent(parameters.get(i), _ -> new ArrayList<>())
                                .add(to.arguments().get(i));
                    }
                }
            }
        }
        boolean found = false;
        for (Map.Entry<Reg, List<Operand>> entry : arguments.entrySet()) {
            Reg parameter = entry.getKey();
            if (names.containsKey(parameter)) {
                continue;
            }
            List<Operand> others = entry.getValue().stream().map(argument -> renamed(argument, names))
                    .filter(argument -> !argument.equals(parameter)).distinct().toList();
            if (others.size() == 1 && others.getFirst() instanceof Reg only) {
                names.put(parameter, only);
                found = true;
            }
        }
        return found;
    }

    private static Operand renamed(Operand operand, Map<Reg, Reg> names) {
        return switch (operand) {
            case Reg reg -> name(reg, names);
            case Immediate _, Length _ -> operand;
        };
    }

    private static Value renamed(Value value, Map<Reg, Reg> names) {
        return value instanceof Value.Held(Reg reg) ? new Value.Held(name(reg, names)) : value;
    }

    private static Reg name(Reg reg, Map<Reg, Reg> names) {
        Reg name = reg;
        while (names.containsKey(name)) {
            name = names.get(name);
        }
        return name;
    }

    private static Block pruned(Block block, Graph graph, Map<Reg, Reg> names) {
        List<Reg> kept = block.parameters().stream().filter(reg -> !names.containsKey(reg)).toList();
        return new Block(block.id(), kept, block.steps().stream().map(step -> {
            Operation renamed = step.operation().rename(reg -> name(reg, names), reg -> reg);
            return new Step(renamed instanceof Operation.Targeted o && o.target() instanceof Target.ToBlock to
                    ? o.withTarget(kept(to, graph, names)) : renamed, step.origin());
        }).toList());
    }

    private static Target kept(Target.ToBlock to, Graph graph, Map<Reg, Reg> names) {
        List<Reg> parameters = graph.blocks().get(to.block()).parameters();
        List<Operand> arguments = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            if (!names.containsKey(parameters.get(i))) {
                arguments.add(to.arguments().get(i));
            }
        }
        return new Target.ToBlock(to.block(), arguments);
    }
}
