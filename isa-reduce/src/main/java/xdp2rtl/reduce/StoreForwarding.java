package xdp2rtl.reduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Width;
import xdp2rtl.reduce.rules.Values;

/// `store4 packet[26], v1; v2 = load2? packet[28]` becomes `v2 = rsh v1, 16`, cut to 16 bits; eight bytes that two stores
/// wrote become the pair of what they stored.
///
/// Sound because the store stands on every path to the load, covers its bytes, did not end the packet, and
/// nothing has written them since; of two, each its half.
public final class StoreForwarding implements Pass {
    @Override public String name() { return "store-to-load forwarding"; }

    @Override public Graph apply(Graph graph) {
        GraphFlow flow = new GraphFlow(graph);
        Scope scope = Scope.plain(graph, flow);
        GraphDraft draft = new GraphDraft(graph);
        MemoryChain[] memories = new MemoryChain[Space.values().length];
        for (Space space : Space.values()) {
            memories[space.ordinal()] = new MemoryChain(States.of(graph, flow, space), scope);
        }
        for (int block : flow.order()) {
            for (MemoryChain memory : memories) {
                memory.enter(block);
            }
            List<Step> steps = draft.blocks.get(block).steps;
            List<Step> kept = new ArrayList<>(steps.size());
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                if (!(step.operation() instanceof Operation.Load load)
                        || !forwarded(load, scope, memories[load.space().ordinal()], draft, step, kept)) {
                    kept.add(step);
                }
                for (MemoryChain memory : memories) {
                    memory.pass(block, i, step.operation());
                }
            }
            draft.blocks.get(block).steps = kept;
        }
        return draft.graph();
    }

    private static boolean forwarded(Operation.Load load, Scope scope, MemoryChain memory, GraphDraft draft,
            Step step, List<Step> out) {
        Optional<Operation.Store> stored = stored(load, scope, memory);
        if (stored.isEmpty()) { return halves(load, scope, memory, draft, step, out); }
        take(load, stored.get(), draft, step, out);
        return true;
    }

    /// The store that wrote the bytes of the load, if its value can be taken.
    private static Optional<Operation.Store> stored(Operation.Load load, Scope scope, MemoryChain memory) {
        MemoryEffects.Bytes bytes = MemoryEffects.touched(load, scope).orElseThrow();
        Optional<MemoryChain.Change> change = memory.change(memory.seenBy(bytes));
        if (change.isEmpty() || !(change.get().operation() instanceof Operation.Store store)
                || !change.get().bytes().orElseThrow().covers(bytes)) {
            return Optional.empty();
        }
        boolean sixBytes = store.swapped() && swap(store.size()).isEmpty() || load.swapped()
                && swap(load.size()).isEmpty();
        return sixBytes || load.size() == Size.B6 && load.signed() ? Optional.empty() : Optional.of(store);
    }

    /// The same for eight bytes whose halves two stores wrote, where that is not more work than the load.
    private static boolean halves(Operation.Load load, Scope scope, MemoryChain memory, GraphDraft draft, Step step,
            List<Step> out) {
        if (load.size() != Size.B8 || load.swapped()) { return false; }
        Operation.Load low = half(load, 0, draft.fresh());
        Operation.Load high = half(load, Size.B4.bytes(), draft.fresh());
        Optional<Operation.Store> lower = stored(low, scope, memory);
        Optional<Operation.Store> upper = stored(high, scope, memory);
        if (lower.isEmpty() || upper.isEmpty()
                || !isAtHand(low, lower.get(), scope) && !isAtHand(high, upper.get(), scope)) {
            return false;
        }
        take(low, lower.get(), draft, step, out);
        take(high, upper.get(), draft, step, out);
        out.add(new Step(new Operation.Alu(AluOp.PAIR, Width.W64, load.dst(), low.dst(), high.dst()), step.origin()));
        return true;
    }

    private static Operation.Load half(Operation.Load load, int from, Reg dst) {
        return new Operation.Load(load.space(), Size.B4, false, false, load.nonFaulting(), dst, load.base(),
                load.offset() + from, load.alias());
    }

    /// Whether the low half of the stored value, or a constant, is what is loaded.
    private static boolean isAtHand(Operation.Load load, Operation.Store store, Scope scope) {
        return scope.known(store.value()).isConstant() || load.offset() == store.offset() && !store.swapped();
    }

    private static void take(Operation.Load load, Operation.Store store, GraphDraft draft, Step step,
            List<Step> out) {
        Chain chain = new Chain(draft, out, step.origin(), store.value());
        if (store.swapped()) {
            chain.add(swap(store.size()).get(), Width.W64, 0);
        }
        int below = load.offset() - store.offset();
        if (below > 0) {
            chain.add(AluOp.RSH, Width.W64, 8 * below);
        }
        switch (load.size()) {
            case B1 -> chain.add(AluOp.AND, Width.W64, 0xff);
            case B2 -> chain.add(AluOp.AND, Width.W64, 0xffff);
            case B4 -> chain.add(AluOp.MOV, Width.W32, 0);
            case B6 -> {
                chain.add(AluOp.LSH, Width.W64, 16);
                chain.add(AluOp.RSH, Width.W64, 16);
            }
            case B8 -> {}
        }
        if (load.swapped()) {
            chain.add(swap(load.size()).get(), Width.W64, 0);
        }
        if (load.signed() && load.size() != Size.B8) {
            chain.add(load.size() == Size.B1 ? AluOp.SEXT8 : load.size() == Size.B2 ? AluOp.SEXT16
                    : AluOp.SEXT32, Width.W64, 0);
        }
        out.add(new Step(Values.copy(load.dst(), chain.value), step.origin()));
    }

    /// The operation that swaps that many bytes; empty for six. One byte is its own reverse, which the mask
    /// then gives.
    private static Optional<AluOp> swap(Size size) {
        return switch (size) {
            case B1 -> Optional.of(AluOp.MOV);
            case B2 -> Optional.of(AluOp.SWAP16);
            case B4 -> Optional.of(AluOp.SWAP32);
            case B8 -> Optional.of(AluOp.SWAP64);
            case B6 -> Optional.empty();
        };
    }

    /// Operations one after the other on one value.
    private static final class Chain {
        private final GraphDraft draft;
        private final List<Step> out;
        private final int origin;
        private Operand value;

        Chain(GraphDraft draft, List<Step> out, int origin, Operand value) {
            this.draft = draft;
            this.out = out;
            this.origin = origin;
            this.value = value;
        }

        void add(AluOp op, Width width, int right) {
            if (op.readsLeft() && value instanceof Immediate) {
                step(AluOp.MOV, Width.W64, new Immediate(0), value);
            }
            step(op, width, op.readsLeft() ? value : new Immediate(0), op.readsLeft() ? new Immediate(right)
                    : value);
        }

        private void step(AluOp op, Width width, Operand left, Operand right) {
            Reg dst = draft.fresh();
            out.add(new Step(new Operation.Alu(op, width, dst, left, right), origin));
            value = dst;
        }
    }
}
