package xdp2rtl.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;
import xdp2rtl.schedule.Schedule;

/// Runs the graph symbolically from a block, led by the decisions of a path through the bundles, to where that path
/// ended.
final class GraphPath {
    /// @param left the term of R0 if the program was left, -1 if the run stopped at the block it was to stop at
    record Arrival(Symbolic state, int left) {}

    private final Graph graph;
    private final Terms terms;
    private final Decisions decisions;
    private final Symbolic state;
    private int steps;

    private GraphPath(Graph graph, Terms terms, Decisions decisions) {
        this.graph = graph;
        this.terms = terms;
        this.decisions = decisions;
        this.state = new Symbolic(terms);
    }

    /// @param until the block at whose start to stop; -1 for none
    static Arrival follow(Graph graph, Schedule.Entry entry, Terms terms, Decisions decisions, int until) {
        GraphPath path = new GraphPath(graph, terms, decisions);
        entry.values().keySet()
                .forEach(value -> path.state.registers.put(value, terms.of(new Terms.Term.Entering(value))));
        int block = entry.block();
        while (true) {
            Target target = path.run(graph.blocks().get(block));
            switch (target) {
                case Target.Leave leave -> {
                    return new Arrival(path.state, leave.action());
                }
                case Target.ToBlock to -> {
                    path.pass(to);
                    if (to.block() == until) { return new Arrival(path.state, -1); }
                    block = to.block();
                }
                case Target.ToBundle _ -> throw new IllegalStateException("a graph with bundles: " + target);
            }
        }
    }

    /// Runs a block; the result's `Leave` holds the term of R0.
    private Target run(Block block) {
        if (++steps > graph.blocks().size() + 1) {
            throw new IllegalStateException("the graph goes round where the bundles do not, in b" + block.id());
        }
        for (Step step : block.steps()) {
            switch (step.operation()) {
                case Operation.Branch branch -> {
                    Symbolic.Condition condition = state.condition(branch);
                    boolean taken = decisions.holds(condition).orElseThrow(() -> new IllegalStateException(
                            "b" + block.id() + ": the bundles do not decide " + branch));
                    if (taken) { return left(branch.target()); }
                }
                case Operation.Jump jump -> {
                    return left(jump.target());
                }
                case Operation.Exit exit -> {
                    return new Target.Leave(state.term(exit.action()));
                }
                case Operation.Compute _, Operation.Access _, Operation.MapAdd _, Operation.ContextAccess _,
                     Operation.Push _, Operation.Request _ -> {
                    Symbolic.Result result = state.evaluate(step.operation());
                    state.write(result);
                    state.happen(result);
                }
            }
        }
        throw new IllegalStateException("b" + block.id() + " does not end");
    }

    private Target left(Target target) {
        return target instanceof Target.Leave leave ? new Target.Leave(terms.constant(leave.action())) : target;
    }

    /// Gives a block's parameters their values, all at once.
    private void pass(Target.ToBlock to) {
        List<Integer> arguments = to.arguments().stream().map(state::term).toList();
        Map<Integer, Integer> given = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            given.put(graph.blocks().get(to.block()).parameters().get(i).number(), arguments.get(i));
        }
        state.registers.putAll(given);
    }
}
