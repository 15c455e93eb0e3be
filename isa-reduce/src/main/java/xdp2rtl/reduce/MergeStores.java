package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Width;

/// `store4 packet[6], v1; store2 packet[10], v2` becomes `store6 packet[6], v3`, where `v3` is one load if
/// the two were neighbours, a constant if they were constants, the value itself if both are parts of one, else their
/// pair.
///
/// Sound because the two write neighbouring bytes, and between them nothing reads or writes the bytes of the
/// first, which moves down to the second. There is one store a bundle, so fewer stores make shorter blocks; a
/// pair is not made where its operation would be on the block's longest chain.
public final class MergeStores implements Pass {
    /// Looks at every store: a store of 8 bytes is made of single ones in three, the rest is reserve.
    private static final int LOOKS = 6;

    @Override public String name() { return "merge stores"; }

    @Override public Graph apply(Graph graph) {
        for (int i = 0; i < LOOKS; i++) {
            Graph next = new Once(graph).run();
            if (next.blocks().equals(graph.blocks())) {
                break;
            }
            graph = next;
        }
        return graph;
    }

    /// One look at every store.
    private static final class Once {
        private final Graph graph;
        private final GraphFlow flow;
        private final Scope scope;
        private final LoadSites sites;
        private final GraphDraft draft;

        Once(Graph graph) {
            this.graph = graph;
            flow = new GraphFlow(graph);
            scope = Scope.plain(graph, flow);
            sites = new LoadSites(graph, flow, scope);
            draft = new GraphDraft(graph);
        }

        Graph run() {
            for (int block : flow.order()) {
                List<Step> steps = graph.blocks().get(block).steps();
                boolean[] taken = new boolean[steps.size()];
                if (!merge(block, steps, taken, false)) {
                    merge(block, steps, taken, true);
                }
            }
            return draft.graph();
        }

        private boolean merge(int block, List<Step> steps, boolean[] taken, boolean pairs) {
            Depths depths = new Depths(steps);
            boolean changed = false;
            for (int i = 0; i < steps.size(); i++) {
                if (!taken[i] && steps.get(i).operation() instanceof Operation.Store first) {
                    for (int j = i + 1; j < steps.size(); j++) {
                        if (!taken[j] && steps.get(j).operation() instanceof Operation.Store second
                                && neighbours(first, second)
                                && merge(block, steps.get(i), steps.get(j), pairs, depths)) {
                            taken[i] = true;
                            taken[j] = true;
                            changed = true;
                            break;
                        }
                        if (!passes(first, steps.get(j).operation())) {
                            break;
                        }
                    }
                }
            }
            return changed;
        }

        private static boolean neighbours(Operation.Store a, Operation.Store b) {
            return a.space() == b.space() && a.base().equals(b.base()) && a.alias() == b.alias()
                    && (a.offset() + a.size().bytes() == b.offset() || b.offset()
                            + b.size().bytes() == a.offset())
                    && WidenLoads.size(a.size().bytes() + b.size().bytes()).isPresent();
        }

        /// Whether the store may move down over the operation.
        private boolean passes(Operation.Store store, Operation operation) {
            boolean mayEnd = operation instanceof Operation.Load load && !load.nonFaulting()
                    && store.space() == Space.MAP;
            if (mayEnd || operation instanceof Operation.Transfer || operation instanceof Operation.Adjust
                    && store.space() == Space.PACKET) {
                return false;
            }
            Optional<MemoryEffects.Bytes> other = MemoryEffects.touched(operation, scope);
            return other.isPresent() ? other.get().apart(MemoryEffects.touched(store, scope).orElseThrow())
                    : !(operation instanceof Operation.Request && store.space() == Space.MAP);
        }

        private boolean merge(int block, Step one, Step two, boolean pairs, Depths depths) {
            Operation.Store first = (Operation.Store) one.operation();
            Operation.Store second = (Operation.Store) two.operation();
            boolean up = first.offset() < second.offset();
            Operation.Store low = up ? first : second;
            Operation.Store high = up ? second : first;
            Size size = WidenLoads.size(low.size().bytes() + high.size().bytes()).orElseThrow();
            List<Step> before = new ArrayList<>();
            Optional<StoredBytes.Whole> whole = pairs ? Optional.empty() : new StoredBytes(scope).of(low, high);
            Optional<Operand> value = pairs ? paired(low, high, depths, before, two.origin())
                    : whole.isPresent() ? Optional.of(part(whole.get(), before, two.origin())) : plain(low, high, size);
            if (value.isEmpty()) { return false; }
            boolean swapped = whole.isPresent() && whole.get().swapped();
            Operation store = new Operation.Store(low.space(), size, swapped, low.base(), low.offset(),
                    value.get(), low.alias());
            if (Encoding.obstacle(store).isPresent()) { return false; }
            List<Step> body = draft.blocks.get(block).steps;
            body.remove(one);
            int at = body.indexOf(two);
            body.set(at, new Step(store, two.origin()));
            body.addAll(at, before);
            return true;
        }

        private Operand part(StoredBytes.Whole whole, List<Step> before, int origin) {
            return whole.from() == 0 ? whole.register()
                    : put(before, origin, AluOp.RSH, whole.register(), new Immediate(8 * whole.from()));
        }

        /// Constants of up to four bytes together, or values of loads from neighbouring bytes.
        private Optional<Operand> plain(Operation.Store low, Operation.Store high, Size size) {
            if (low.value() instanceof Immediate a && high.value() instanceof Immediate b && size.bytes() <= 4
                    && !low.swapped() && !high.swapped()) {
                int bits = 8 * low.size().bytes();
                return Optional.of(new Immediate(a.value() & (1 << bits) - 1 | b.value() << bits));
            }
            Optional<Operation.Load> lower = loaded(low);
            Optional<Operation.Load> upper = loaded(high);
            if (lower.isEmpty() || upper.isEmpty()) { return Optional.empty(); }
            Operation.Load a = lower.get();
            Operation.Load b = upper.get();
            if (a.space() != b.space() || !a.base().equals(b.base()) || a.alias() != b.alias()
                    || a.offset() + a.size().bytes() != b.offset()) {
                return Optional.empty();
            }
            Optional<Operation.Load> last = sites.together(List.of(a, b));
            if (last.isEmpty()) { return Optional.empty(); }
            Reg dst = draft.fresh();
            List<Step> body = draft.blocks.get(sites.block(last.get())).steps;
            for (int i = 0; i < body.size(); i++) {
                if (body.get(i).operation().equals(last.get())) {
                    Operation both = new Operation.Load(a.space(), size, false, false, true, dst, a.base(),
                            a.offset(), a.alias());
                    body.add(i + 1, new Step(both, body.get(i).origin()));
                    return Optional.of(dst);
                }
            }
            return Optional.empty();
        }

        /// The load whose bytes the store writes as they are, if there is one.
        private Optional<Operation.Load> loaded(Operation.Store store) {
            return scope.definition(store.value(), Operation.Load.class)
                    .filter(load -> !store.swapped() && load.nonFaulting() && !load.swapped()
                            && load.size() == store.size());
        }

        /// The two values side by side in one register.
        private Optional<Operand> paired(Operation.Store low, Operation.Store high, Depths depths,
                List<Step> before, int origin) {
            int lowBytes = low.size().bytes();
            boolean half = lowBytes == 2 && high.size().bytes() >= 2;
            boolean word = lowBytes == 4;
            boolean bothConstant = low.value() instanceof Immediate && high.value() instanceof Immediate;
            boolean six = low.swapped() && low.size() == Size.B6 || high.swapped() && high.size() == Size.B6;
            int depth = Math.max(depths.of(low), depths.of(high)) + 1;
            int room = Math.max(depths.longest(), depths.stores(low.space()));
            if (!half && !word || six || depth >= room || depths.stores(low.space()) < 3
                    || bothConstant && depths.stores(low.space()) < depths.longest()) {
                return Optional.empty();
            }
            Operand lower = plainValue(low, before, origin);
            Operand upper = plainValue(high, before, origin);
            if (lower instanceof Immediate imm) {
                lower = put(before, origin, AluOp.MOV, new Immediate(0),
                        new Immediate(half ? imm.value() & 0xffff : imm.value()));
            } else if (half && !low.swapped() && !scope.known(lower).fits(16)) {
                lower = put(before, origin, AluOp.AND, lower, new Immediate(0xffff));
            }
            return Optional.of(put(before, origin, half ? AluOp.PAIR16 : AluOp.PAIR, lower, upper));
        }

        private Operand plainValue(Operation.Store store, List<Step> before, int origin) {
            return switch (store.size()) {
                case B2 -> store.swapped() ? put(before, origin, AluOp.SWAP16,
                        register(store, before, origin), new Immediate(0)) : store.value();
                case B4 -> store.swapped() ? put(before, origin, AluOp.SWAP32,
                        register(store, before, origin), new Immediate(0)) : store.value();
                case B1, B6, B8 -> store.value();
            };
        }

        private Operand register(Operation.Store store, List<Step> before, int origin) {
            return store.value() instanceof Reg ? store.value()
                    : put(before, origin, AluOp.MOV, new Immediate(0), store.value());
        }

        private Reg put(List<Step> before, int origin, AluOp op, Operand left, Operand right) {
            Reg dst = draft.fresh();
            before.add(new Step(new Operation.Alu(op, Width.W64, dst, left, right), origin));
            return dst;
        }
    }

    /// How long the chains are at whose ends the stores of a block stand.
    private static final class Depths {
        private final Map<Reg, Integer> ready = new HashMap<>();
        private final int[] stores = new int[Space.values().length];
        private int longest;

        Depths(List<Step> steps) {
            for (Step step : steps) {
                int depth = 0;
                for (Reg use : step.operation().reads()) {
                    depth = Math.max(depth, ready.getOrDefault(use, 0));
                }
                int done = depth + 1;
                step.operation().writes().ifPresent(reg -> ready.put(reg, done));
                if (step.operation() instanceof Operation.Store store) {
                    longest = Math.max(longest, depth);
                    stores[store.space().ordinal()]++;
                }
            }
        }

        int of(Operation.Store store) {
            int swap = store.swapped() ? 1 : 0;
            return store.value() instanceof Reg reg ? ready.getOrDefault(reg, 0) + swap : swap;
        }

        int longest() { return longest; }

        int stores(Space space) { return stores[space.ordinal()]; }
    }
}
