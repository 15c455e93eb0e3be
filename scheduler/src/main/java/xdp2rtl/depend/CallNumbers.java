package xdp2rtl.depend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.CallNumber;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;

/// Where shared functions are called and left: a call gives its number to the block that begins the function, and behind
/// its end the number is compared with numbers.
public final class CallNumbers {
    /// A call.
    /// @param block the block that it ends
    /// @param step  the branch or jump, by its place
    public record Call(int block, int step, int number) {}

    private record Edge(int block, int step) {}

    private final Graph graph;
    private final Map<Reg, List<Call>> calls = new HashMap<>();
    private final Set<Edge> edges = new HashSet<>();
    private final Map<Integer, List<Edge>> into = new HashMap<>();

    public CallNumbers(Graph graph) {
        this.graph = graph;
        Set<Reg> others = new HashSet<>();
        for (Block block : graph.blocks()) {
            for (int i = 0; i < block.steps().size(); i++) {
                look(block.id(), i, others);
            }
        }
        calls.keySet().removeAll(others);
        calls.values().removeIf(all -> all.stream().map(Call::number).distinct().count() < 2);
        calls.values().forEach(all -> all.forEach(call -> edges.add(new Edge(call.block(), call.step()))));
    }

    private void look(int block, int place, Set<Reg> others) {
        Operation operation = graph.blocks().get(block).steps().get(place).operation();
        boolean compares =
                operation instanceof Operation.Branch branch && branch.left() instanceof Reg
                        && branch.right() instanceof Immediate;
        if (!compares) {
            operation.reads().forEach(read -> note(read, others));
        }
        if (operation instanceof Operation.Targeted o && o.target() instanceof Target.ToBlock to) {
            into.computeIfAbsent(to.block(), _ -> new ArrayList<>()).add(new Edge(block, place));
            for (int i = 0; i < to.arguments().size(); i++) {
                Reg parameter = graph.blocks().get(to.block()).parameters().get(i);
                switch (to.arguments().get(i)) {
                    case Immediate(int number) when CallNumber.isOne(number) ->
                        calls.computeIfAbsent(parameter, _ -> new ArrayList<>())
                                .add(new Call(block, place, number));
                    case Operand other -> {
                        others.add(parameter);
                        note(other, others);
                    }
                }
            }
        }
    }

    private static void note(Operand operand, Set<Reg> others) {
        if (operand instanceof Reg reg) {
            others.add(reg);
        }
    }

    /// How many calls there are.
    int count() { return edges.size(); }

    /// Whether a branch or jump calls a function.
    boolean isCall(int block, int step) { return edges.contains(new Edge(block, step)); }

    /// The branch compares the number of a call.
    public boolean isAsked(Operation.Branch branch) {
        return branch.left() instanceof Reg reg && calls.containsKey(reg);
    }

    /// The calls behind each of a block's branches and its jump, by their places; empty if it does not ask for a number
    /// alone.
    Optional<Map<Integer, List<Call>>> behind(int block) {
        return asked(block).map(number -> {
            Map<Integer, List<Call>> behind = new HashMap<>();
            for (Call call : reaching(block, number)) {
                behind.computeIfAbsent(taken(block, call.number()), _ -> new ArrayList<>()).add(call);
            }
            return behind;
        });
    }

    /// The number that all branches of a block ask for.
    private Optional<Reg> asked(int block) {
        Set<Operand> asked = new HashSet<>();
        for (Step step : graph.blocks().get(block).steps()) {
            switch (step.operation()) {
                case Operation.Branch branch -> asked.add(isAsked(branch) ? branch.left() : new Immediate(0));
                case Operation.Exit _ -> asked.add(new Immediate(0));
                case Operation.Jump _, Operation.Compute _, Operation.Access _, Operation.MapAdd _,
                     Operation.ContextAccess _, Operation.Push _, Operation.Request _ ->
                    {}
            }
        }
        return asked.size() == 1 && asked.iterator().next() instanceof Reg reg ? Optional.of(reg) : Optional.empty();
    }

    /// The calls that can have led to a block: where the block before it asks for the number too, some of them.
    private List<Call> reaching(int block, Reg number) {
        List<Edge> before = into.getOrDefault(block, List.of());
        if (before.size() != 1 || !asked(before.getFirst().block()).equals(Optional.of(number))) {
            return calls.get(number);
        }
        Edge only = before.getFirst();
        return reaching(only.block(), number).stream()
                .filter(call -> taken(only.block(), call.number()) == only.step()).toList();
    }

    private int taken(int block, int number) {
        List<Step> steps = graph.blocks().get(block).steps();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).operation() instanceof Operation.Branch branch
                    && branch.cond().holds(branch.width(), number, ((Immediate) branch.right()).value())) {
                return i;
            }
        }
        return steps.size() - 1;
    }
}
