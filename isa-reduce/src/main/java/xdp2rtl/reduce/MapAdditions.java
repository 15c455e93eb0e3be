package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.AtomicOp;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;
import xdp2rtl.reduce.MemoryEffects.Bytes;
import xdp2rtl.reduce.rules.KnownBits;
import xdp2rtl.reduce.rules.Values;

/// `v1 = load8? map[8]; v2 = add v1, v0; store8 map[8], v2`, where nothing else needs `v1` and `v2`, becomes `add8
/// map[8], v0`; so does `atomic_add map[8], v0`, where nobody asks for the old value.
///
/// Sound because the value comes into the same bytes by one step, and nothing changes them between the load and the
/// store. Other packets do not see additions in two steps, but stores and the map unit's operations are not ordered with
/// those that are under way. A load and a store of the program were not ordered with them either; an atomic operation
/// was, so it stays one where some store or other atomic operation may reach its bytes. No addition is made where an
/// atomic operation that answers may.
public final class MapAdditions implements Pass {
    @Override public String name() { return "additions at the memory"; }

    @Override public Graph apply(Graph graph) {
        return new Run(graph).run();
    }

    /// A place in a graph.
    private record Place(int block, int step) {}

    /// An addition that a step can become.
    /// @param atomic what becomes one is an atomic operation
    /// @param less   the value is to be negated
    private record Found(Operation.MapAdd addition, Bytes bytes, boolean atomic, boolean less) {}

    private static final Immediate ZERO = new Immediate(0);

    /// One application.
    private static final class Run {
        private final Graph graph;
        private final GraphFlow flow;
        private final Scope scope;
        private final Alignment alignment;
        private final GraphDraft draft;
        private final int[] uses;
        private final Map<Place, Found> found = new HashMap<>();

        Run(Graph graph) {
            this.graph = graph;
            flow = new GraphFlow(graph);
            scope = Scope.plain(graph, flow);
            alignment = new Alignment(graph, flow, scope);
            draft = new GraphDraft(graph);
            uses = new int[graph.values()];
            graph.blocks().stream().flatMap(block -> block.steps().stream())
                    .flatMap(step -> GraphFlow.uses(step.operation()).stream()).forEach(reg -> uses[reg.number()]++);
        }

        Graph run() {
            for (int block : flow.order()) {
                List<Step> steps = graph.blocks().get(block).steps();
                for (int i = 0; i < steps.size(); i++) {
                    int at = i;
                    addition(block, i).ifPresent(add -> found.put(new Place(block, at), new Found(add, bytes(add),
                            steps.get(at).operation() instanceof Operation.AtomicRequest,
                            steps.get(at).operation() instanceof Operation.Store o
                                    && scope.alu(AluOp.SUB, o.value()).isPresent())));
                }
            }
            while (found.values().removeIf(this::isMet)) {}
            for (int block : flow.order()) {
                List<Step> before = graph.blocks().get(block).steps();
                List<Step> after = new ArrayList<>(before.size());
                for (int i = 0; i < before.size(); i++) {
                    Found one = found.get(new Place(block, i));
                    if (one == null) {
                        after.add(before.get(i));
                    } else {
                        put(one, before.get(i).origin(), after);
                    }
                }
                draft.blocks.get(block).steps = after;
            }
            return draft.graph();
        }

        private void put(Found one, int origin, List<Step> out) {
            Operation.MapAdd add = one.addition;
            Operand value = add.value();
            if (one.less) {
                value = value instanceof Immediate(int constant) ? new Immediate(-constant)
                        : computed(out, origin, by -> new Operation.Alu(AluOp.RSUB, Width.W64, by, add.value(), ZERO));
            }
            var whole = new Operation.MapAdd(add.size(), add.base(), add.offset(), value, add.alias());
            if (Encoding.obstacle(whole).isPresent()) {
                Operand far = value;
                value = computed(out, origin, by -> Values.copy(by, far));
            }
            out.add(new Step(new Operation.MapAdd(add.size(), add.base(), add.offset(), value, add.alias()), origin));
        }

        private Reg computed(List<Step> out, int origin, Function<Reg, Operation> operation) {
            Reg value = draft.fresh();
            out.add(new Step(operation.apply(value), origin));
            return value;
        }

        /// Whether something that the addition is not ordered with may reach its bytes.
        private boolean isMet(Found one) {
            for (int block : flow.order()) {
                List<Step> steps = graph.blocks().get(block).steps();
                for (int i = 0; i < steps.size(); i++) {
                    boolean unordered = switch (steps.get(i).operation()) {
                        case Operation.AtomicRequest _ -> true;
                        case Operation.Store o -> o.space() == Space.MAP && one.atomic;
                        case Operation.Compute _, Operation.Load _, Operation.MapAdd _, Operation.Transfer _,
                             Operation.ContextAccess _, Operation.Push _, Operation.MapRequest _,
                             Operation.DivideRequest _ ->
                            false;
                    };
                    if (unordered && !found.containsKey(new Place(block, i))
                            && !bytes((Operation.Addressed) steps.get(i).operation()).apart(one.bytes)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private Bytes bytes(Operation.Addressed o) {
            return new Bytes(o.space(), o.base(), o.offset(), o.bytes(), o.alias(),
                    o.base().map(scope::known).orElse(KnownBits.constant(0)));
        }

        private Optional<Operation.MapAdd> addition(int block, int at) {
            return switch (graph.blocks().get(block).steps().get(at).operation()) {
                case Operation.Store o when o.space() == Space.MAP -> stored(block, at, o);
                case Operation.AtomicRequest o when o.op() == AtomicOp.ADD && !isAskedFor(block, at) ->
                    Optional.of(new Operation.MapAdd(o.width() == Width.W64 ? Size.B8 : Size.B4, o.base(), o.offset(),
                            o.value(), o.alias()));
                case Operation.Compute _, Operation.Access _, Operation.MapAdd _, Operation.Transfer _,
                     Operation.ContextAccess _, Operation.Push _, Operation.Request _ ->
                    Optional.empty();
            };
        }

        /// The store of what was loaded from the same place and added to.
        private Optional<Operation.MapAdd> stored(int block, int at, Operation.Store store) {
            if (store.swapped() || store.size() == Size.B6 || !(store.value() instanceof Reg value)
                    || uses[value.number()] != 1 || !alignment.holds(store.base(), store.offset(), store.bytes())) {
                return Optional.empty();
            }
            return scope.definition(value, Operation.Alu.class)
                    .filter(sum -> sum.width() == Width.W64 || store.size() != Size.B8)
                    .flatMap(sum -> switch (sum.op()) {
                        case ADD -> added(block, at, store, sum.left(), sum.right())
                                .or(() -> added(block, at, store, sum.right(), sum.left()));
                        case SUB -> sum.right().equals(new Immediate(Integer.MIN_VALUE)) ? Optional.empty()
                                : added(block, at, store, sum.left(), sum.right());
                        case RSUB, AND, OR, XOR, LSH, RSH, ARSH, MOV, SEXT8, SEXT16, SEXT32, SWAP16, SWAP32, SWAP64,
                                PAIR, PAIR16, ADDC32, ROR32, FOLD, NFOLD ->
                            Optional.empty();
                    });
        }

        private Optional<Operation.MapAdd> added(int block, int at, Operation.Store store, Operand old, Operand value) {
            return old instanceof Reg reg && uses[reg.number()] == 1 && !old.equals(value)
                    && scope.definition(reg).orElse(null) instanceof Operation.Load load && load.nonFaulting()
                    && load.space() == Space.MAP && !load.swapped() && load.size() == store.size()
                    && load.base().equals(store.base()) && load.offset() == store.offset()
                    && staysUntil(block, at, load)
                            ? Optional.of(new Operation.MapAdd(store.size(), store.base(), store.offset(), value,
                                    store.alias()))
                            : Optional.empty();
        }

        /// Whether the load stands before the step in its block, and nothing between the two changes its bytes.
        private boolean staysUntil(int block, int at, Operation.Load load) {
            Bytes bytes = bytes(load);
            List<Step> steps = graph.blocks().get(block).steps();
            for (int i = at - 1; i >= 0; i--) {
                Operation operation = steps.get(i).operation();
                if (operation == load) { return true; }
                if (MemoryEffects.changes(Space.MAP, operation)
                        && MemoryEffects.touched(operation, scope).filter(bytes::apart).isEmpty()) {
                    return false;
                }
            }
            return false;
        }

        /// Whether some way from the request comes to RESULT before another request.
        private boolean isAskedFor(int block, int at) {
            BitSet seen = new BitSet();
            List<Place> open = new ArrayList<>(List.of(new Place(block, at + 1)));
            while (!open.isEmpty()) {
                Place place = open.removeLast();
                List<Step> steps = graph.blocks().get(place.block).steps();
                for (int i = place.step; i < steps.size(); i++) {
                    Operation operation = steps.get(i).operation();
                    if (operation instanceof Operation.Get get && get.special() == Special.RESULT) { return true; }
                    if (operation instanceof Operation.Request) {
                        break;
                    }
                    if (GraphFlow.target(operation) instanceof Target.ToBlock to && !seen.get(to.block())) {
                        seen.set(to.block());
                        open.add(new Place(to.block(), 0));
                    }
                }
            }
            return false;
        }
    }
}
