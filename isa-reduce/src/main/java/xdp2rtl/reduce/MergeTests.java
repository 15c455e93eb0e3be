package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;

/// `v0 = load2? packet[12]; if ne v0, 8 goto exit 1; v1 = load2? packet[14]; if ne v1, 69 goto exit 1` becomes one test of
/// four bytes, and `if lt length, 34 goto exit 1` goes where `if lt length, 38 goto exit 1` follows.
///
/// Sound because nothing has an effect between the two tests, and all that can leave there leaves by the same exit:
/// whichever of them decides, the program ends in the same way. What loads between them give where the packet is too
/// short decides only which of them does.
public final class MergeTests implements Pass {
    /// Tests that become one in a round: each is looked for anew.
    private static final int MOST = 32;
    /// Blocks in a row that are looked at.
    private static final int LONGEST = 16;

    @Override public String name() { return "merge tests"; }

    @Override public Graph apply(Graph graph) {
        Graph last = graph;
        for (int i = 0; i < MOST; i++) {
            Optional<Graph> next = new Once(last).run();
            if (next.isEmpty()) { return last; }
            last = next.get();
        }
        return last;
    }

    /// Where a branch stands.
    private record Place(int block, int step, Operation.Branch branch) {}

    /// The first two tests that can be one.
    private static final class Once {
        private final Graph graph;
        private final GraphFlow flow;
        private final Scope scope;
        private final LoadSites sites;

        Once(Graph graph) {
            this.graph = graph;
            flow = new GraphFlow(graph);
            scope = Scope.plain(graph, flow);
            sites = new LoadSites(graph, flow, scope);
        }

        Optional<Graph> run() {
            for (int block : flow.order()) {
                List<Step> steps = graph.blocks().get(block).steps();
                for (int i = 0; i < steps.size(); i++) {
                    if (steps.get(i).operation() instanceof Operation.Branch first
                            && first.target() instanceof Target.Leave) {
                        Place place = new Place(block, i, first);
                        for (Place later : following(place)) {
                            Optional<Graph> merged = merged(place, later);
                            if (merged.isPresent()) { return merged; }
                        }
                    }
                }
            }
            return Optional.empty();
        }

        /// The branches behind one that leave as it does, as far as nothing else happens.
        private List<Place> following(Place first) {
            List<Place> found = new ArrayList<>();
            int block = first.block;
            int at = first.step + 1;
            for (int blocks = 0; blocks < LONGEST;) {
                Operation operation = graph.blocks().get(block).steps().get(at).operation();
                switch (operation) {
                    case Operation.Branch o when o.target().equals(first.branch.target()) -> {
                        found.add(new Place(block, at++, o));
                    }
                    case Operation.Jump o when o.target() instanceof Target.ToBlock to
                            && flow.into(to.block()).size() == 1
                            && graph.blocks().get(to.block()).parameters().isEmpty() -> {
                        block = to.block();
                        at = 0;
                        blocks++;
                    }
                    case Operation.Transfer _ -> {
                        return found;
                    }
                    case Operation other -> {
                        if (other.hasEffect()) { return found; }
                        at++;
                    }
                }
            }
            return found;
        }

        private Optional<Graph> merged(Place first, Place second) {
            if (least(first.branch).isPresent() && least(second.branch).isPresent()) {
                boolean isLess = least(first.branch).get() <= least(second.branch).get();
                GraphDraft draft = new GraphDraft(graph);
                Place needless = isLess ? first : second;
                draft.blocks.get(needless.block).steps.remove(needless.step);
                return Optional.of(draft.graph());
            }
            Optional<ByteTest> one = ByteTest.of(first.branch, scope);
            Optional<ByteTest> two = ByteTest.of(second.branch, scope);
            if (one.isEmpty() || two.isEmpty()) { return Optional.empty(); }
            Optional<Operation.Load> last = sites.together(List.of(one.get().load(), two.get().load()));
            return last.isEmpty() ? Optional.empty()
                    : one.get().with(two.get()).map(both -> replaced(first, second, both, last.get()));
        }

        /// How long the packet must be.
        private static Optional<Integer> least(Operation.Branch branch) {
            return branch.cond() == Cond.LT && branch.width() == Width.W64 && branch.left() instanceof Length
                    && branch.right() instanceof Immediate least ? Optional.of(least.value()) : Optional.empty();
        }

        /// @param last the load behind which the bytes of both are read
        private Graph replaced(Place first, Place second, ByteTest both, Operation.Load last) {
            GraphDraft draft = new GraphDraft(graph);
            Reg bytes = draft.fresh();
            Reg bits = both.isWhole() ? bytes : draft.fresh();
            List<Step> steps = draft.blocks.get(second.block).steps;
            int origin = steps.get(second.step).origin();
            steps.set(second.step, new Step(both.branch(bits, second.branch.target()), origin));
            draft.blocks.get(first.block).steps.remove(first.step);
            List<Step> body = draft.blocks.get(sites.block(last)).steps;
            int at = 0;
            while (!body.get(at).operation().equals(last)) {
                at++;
            }
            Operation.Load from = both.load();
            body.add(at + 1, new Step(new Operation.Load(from.space(), from.size(), false, false, true, bytes,
                    from.base(), from.offset(), from.alias()), origin));
            if (!both.isWhole()) {
                body.add(at + 2, new Step(new Operation.Alu(AluOp.AND, Width.W64, bits, bytes,
                        new Immediate((int) both.mask())), origin));
            }
            return draft.graph();
        }
    }
}
