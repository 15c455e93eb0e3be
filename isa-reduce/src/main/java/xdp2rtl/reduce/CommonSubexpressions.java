package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Space;

/// `v1 = load2? packet[12] ... v2 = load2? packet[12]` becomes the first alone, and every use of `v2` one of
/// `v1`.
///
/// Sound because the first stands on every path to the second, both compute the same function of the same
/// values, and what they read from memory or context has not changed in between ([States]; stores to other
/// bytes are looked through). A load that may end the packet is only replaced by one that would have ended
/// it.
public final class CommonSubexpressions implements Pass {
    private static final Reg NONE = new Reg(-1);

    /// The function that an operation computes, and the state in which it does.
    private record Key(Operation operation, int state) {}

    private record Entry(Reg value, int block, boolean nonFaulting) {}

    @Override public String name() { return "common subexpression elimination"; }

    @Override public Graph apply(Graph graph) { return new Walk(graph).run(); }

    private static final class Walk {
        private final GraphFlow flow;
        private final GraphDraft draft;
        private final Scope scope;
        private final Map<Key, Entry> entries = new HashMap<>();
        private final ValueSubstitution substitution;
        private final MemoryChain[] memories = new MemoryChain[Space.values().length];
        private final States lengths;
        private final States results;

        Walk(Graph graph) {
            flow = new GraphFlow(graph);
            draft = new GraphDraft(graph);
            scope = Scope.plain(graph, flow);
            substitution = new ValueSubstitution(graph.values());
            for (Space space : Space.values()) {
                memories[space.ordinal()] = new MemoryChain(States.of(graph, flow, space), scope);
            }
            lengths = States.ofLength(graph, flow);
            results = new States(graph, flow, operation -> operation instanceof Operation.Request);
        }

        Graph run() {
            for (int block : flow.order()) {
                GraphDraft.Body body = draft.blocks.get(block);
                for (MemoryChain memory : memories) {
                    memory.enter(block);
                }
                int length = lengths.entry(block);
                int result = results.entry(block);
                List<Step> steps = body.steps;
                List<Step> kept = new ArrayList<>(steps.size());
                for (int i = 0; i < steps.size(); i++) {
                    Operation operation = substitution.apply(steps.get(i).operation());
                    Optional<Key> key = key(operation, length, result);
                    if (key.isEmpty() || !shared(operation, key.get(), block)) {
                        kept.add(new Step(operation, steps.get(i).origin()));
                    }
                    for (MemoryChain memory : memories) {
                        memory.pass(block, i, operation);
                    }
                    length = lengths.after(block, i, length);
                    result = results.after(block, i, result);
                }
                body.steps = kept;
            }
            // Uses that stand before their definition in this order lie on back edges.
            for (GraphDraft.Body body : draft.blocks) {
                body.steps.replaceAll(step -> new Step(substitution.apply(step.operation()), step.origin()));
            }
            return draft.graph();
        }

        private boolean shared(Operation operation, Key key, int block) {
            boolean nonFaulting = !operation.hasEffect();
            Optional<Entry> entry = Optional.ofNullable(entries.get(key))
                    .filter(first -> flow.dominates(first.block, block) && (nonFaulting || !first.nonFaulting));
            if (entry.isPresent()) {
                substitution.replace(operation.writes().orElseThrow(), entry.get().value);
                return true;
            }
            entries.put(key, new Entry(operation.writes().orElseThrow(), block, nonFaulting));
            return false;
        }

        private Optional<Key> key(Operation operation, int length, int result) {
            return switch (operation) {
                case Operation.Alu o -> {
                    boolean turn = o.op().isCommutative() && o.left() instanceof Reg a
                            && o.right() instanceof Reg b
                            && a.number() > b.number();
                    Operand left = turn ? o.right() : o.left();
                    yield Optional.of(new Key(new Operation.Alu(o.op(), o.width(), NONE, left, turn ? o.left()
                            : o.right()), 0));
                }
                case Operation.Compare o -> Optional.of(new Key(new Operation.Compare(o.cond(), o.width(),
                        NONE, o.left(), o.right()), 0));
                case Operation.Choose o -> Optional.of(new Key(new Operation.Choose(NONE, o.test(),
                        o.whenSet(), o.otherwise()), 0));
                case Operation.Multiply o -> Optional.of(new Key(new Operation.Multiply(o.width(), NONE,
                        o.left(), o.right()), 0));
                case Operation.Load o -> Optional.of(new Key(
                        new Operation.Load(o.space(), o.size(), o.signed(), o.swapped(), true, NONE, o.base(),
                                o.offset(), 0),
                        memories[o.space().ordinal()].seenBy(MemoryEffects.touched(o, scope).orElseThrow())));
                case Operation.Get o -> switch (o.special()) {
                    case IFINDEX, RX_QUEUE, CPU -> Optional.of(new Key(new Operation.Get(NONE, o.special()),
                            0));
                    case LENGTH, WHOLE_LENGTH -> Optional.of(new Key(new Operation.Get(NONE, o.special()), length));
                    case RESULT -> Optional.of(new Key(new Operation.Get(NONE, o.special()), result));
                    case META, TIME, RANDOM, REDIRECT -> Optional.empty();
                };
                case Operation.Store _, Operation.MapAdd _, Operation.Transfer _, Operation.Put _, Operation.Adjust _,
                     Operation.Push _, Operation.Request _ ->
                    Optional.empty();
            };
        }
    }
}
