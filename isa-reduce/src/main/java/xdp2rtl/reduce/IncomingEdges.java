package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;
import xdp2rtl.reduce.rules.KnownBits;

/// What reaches the blocks that the walk has not come to yet.
final class IncomingEdges {
    /// A transfer of control that stayed.
    ///
    /// @param step   its place among the rewritten steps
    /// @param length the state of the packet's length there
    private record Edge(int from, int step, int length) {}

    private final List<List<Edge>> into = new ArrayList<>();
    /// For a block, the place of the first branch or jump in its immediate dominator from which a path leads
    /// to it.
    private final int[] first;
    /// For a block, the state of the packet's length at its end.
    private final int[] left;
    private final KnownBits[] lengths;
    private final KnownBits[][] arguments;
    private final GraphFlow flow;
    private final GraphDraft draft;
    private final DominatingConditions facts;
    private final ValueSubstitution substitution;

    IncomingEdges(GraphFlow flow, GraphDraft draft, DominatingConditions facts, ValueSubstitution substitution) {
        int blocks = draft.blocks.size();
        this.flow = flow;
        this.draft = draft;
        this.facts = facts;
        this.substitution = substitution;
        first = new int[blocks];
        left = new int[blocks];
        lengths = new KnownBits[blocks];
        arguments = new KnownBits[blocks][];
        for (int i = 0; i < blocks; i++) {
            into.add(new ArrayList<>(2));
        }
    }

    boolean reach(int block) { return !into.get(block).isEmpty(); }

    /// Records the branch, jump or exit at this place of the block.
    void leave(int from, int step, int length) {
        Operation operation = draft.blocks.get(from).steps.get(step).operation();
        if (!(GraphFlow.target(operation) instanceof Target.ToBlock to)) { return; }
        left[from] = length;
        int mark = facts.mark();
        if (operation instanceof Operation.Branch o) {
            facts.assume(o.cond(), o.width(), o.left(), o.right(), length);
        }
        int block = to.block();
        boolean first = into.get(block).isEmpty();
        into.get(block).add(new Edge(from, step, length));
        KnownBits now = facts.ofLength(length);
        lengths[block] = first ? now : lengths[block].or(now);
        if (first) {
            arguments[block] = new KnownBits[to.arguments().size()];
        }
        for (int i = 0; i < to.arguments().size(); i++) {
            KnownBits argument = facts.of(to.arguments().get(i), length);
            arguments[block][i] = first ? argument : arguments[block][i].or(argument);
        }
        facts.undo(mark);
    }

    /// Takes over what holds at the start of a block.
    void enter(int block, int length) {
        if (block == 0) { return; }
        List<Edge> edges = into.get(block);
        first[block] = first(block, edges);
        boolean looped = flow.hasBackEdge(block);
        if (edges.size() == 1 && !looped) {
            replay(edges.getFirst().from, edges.getFirst().step, true, edges.getFirst().length);
        } else {
            replay(flow.dominator(block), first[block], false, left[flow.dominator(block)]);
        }
        if (looped) { return; }
        facts.refineLength(length, lengths[block]);
        List<Reg> parameters = draft.blocks.get(block).parameters;
        for (int i = 0; i < parameters.size(); i++) {
            facts.define(parameters.get(i), arguments[block][i]);
            Operand same = argument(edges.getFirst(), i);
            for (Edge edge : edges) {
                same = same.equals(argument(edge, i)) ? same : new Length();
            }
            if (!(same instanceof Length)) {
                substitution.replace(parameters.get(i), same);
            } else if (arguments[block][i].immediate().isPresent()) {
                substitution.replace(parameters.get(i), arguments[block][i].immediate().get());
            }
        }
    }

    private Operand argument(Edge edge, int place) {
        Operation operation = draft.blocks.get(edge.from).steps.get(edge.step).operation();
        return ((Target.ToBlock) GraphFlow.target(operation)).arguments().get(place);
    }

    private int first(int block, List<Edge> edges) {
        int above = flow.dominator(block);
        int place = Integer.MAX_VALUE;
        for (Edge edge : edges) {
            int from = edge.from;
            while (from != above && flow.dominator(from) != above) {
                from = flow.dominator(from);
            }
            place = Math.min(place, from == above ? edge.step : first[from]);
        }
        return edges.isEmpty() ? 0 : place;
    }

    /// The branches before the place were not taken; the one at the place was, if `taken`.
    private void replay(int block, int place, boolean taken, int length) {
        List<Step> steps = draft.blocks.get(block).steps;
        for (int i = 0; i < place || taken && i == place; i++) {
            if (steps.get(i).operation() instanceof Operation.Branch o) {
                facts.assume(i == place ? o.cond() : o.cond().negated(), o.width(), o.left(), o.right(),
                        length);
            }
        }
    }
}
