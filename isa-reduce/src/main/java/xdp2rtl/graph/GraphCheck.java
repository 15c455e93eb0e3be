package xdp2rtl.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Target;

/// The independent check of a graph: block shape, targets and their arguments, single definitions that
/// dominate their uses, operands that can be encoded. Knows nothing of how graphs are made. Unreachable
/// blocks are checked for shape, but their uses need only be defined somewhere.
public final class GraphCheck {
    private final Graph graph;
    private final int[] definedIn;
    private final List<List<Integer>> predecessors = new ArrayList<>();

    private GraphCheck(Graph graph) {
        this.graph = graph;
        this.definedIn = new int[graph.values()];
    }

    /// The first violation.
    public static Optional<String> violation(Graph graph) {
        try {
            new GraphCheck(graph).check();
            return Optional.empty();
        } catch (Violation violation) {
            return Optional.of(violation.getMessage());
        }
    }

    /// The same graph, or an exception: a graph that does not hold is our mistake, never the user's.
    public static Graph require(String maker, Graph graph) {
        violation(graph).ifPresent(text -> {
            throw new IllegalStateException(maker + " made a wrong graph: " + text);
        });
        return graph;
    }

    private void check() {
        holds(!graph.blocks().isEmpty(), () -> "there is no block");
        holds(graph.blocks().getFirst().parameters().isEmpty(), () -> "the entry has parameters");
        Arrays.fill(definedIn, -1);
        graph.blocks().forEach(_ -> predecessors.add(new ArrayList<>()));
        for (int i = 0; i < graph.blocks().size(); i++) {
            Block block = graph.blocks().get(i);
            int place = i;
            holds(block.id() == place, () -> "block " + block.id() + " stands at place " + place);
            block.parameters().forEach(reg -> define(reg, block));
            block.steps().forEach(step -> step.operation().writes().ifPresent(reg -> define(reg, block)));
            shape(block);
        }
        dominance();
    }

    private void define(Reg reg, Block block) {
        holds(reg.number() >= 0 && reg.number() < graph.values(), () -> reg + " in b" + block.id()
                + " is not below " + graph.values());
        holds(definedIn[reg.number()] < 0, () -> reg + " is defined twice, in b" + definedIn[reg.number()]
                + " and b" + block.id());
        definedIn[reg.number()] = block.id();
    }

    private void shape(Block block) {
        holds(!block.steps().isEmpty(), () -> "b" + block.id() + " is empty");
        boolean transferring = false;
        for (Step step : block.steps()) {
            Operation operation = step.operation();
            Supplier<String> where = () -> "b" + block.id() + ": " + GraphText.of(operation);
            holds(!transferring || operation instanceof Operation.Transfer,
                    () -> where.get() + " stands behind a branch");
            transferring = operation instanceof Operation.Transfer;
            Encoding.obstacle(operation).ifPresent(why -> holds(false, () -> where.get() + ": " + why));
            operands(operation, where);
            if (operation instanceof Operation.Targeted o) {
                target(o.target(), block, where);
            }
            boolean last = step == block.steps().getLast();
            boolean ends = operation instanceof Operation.Jump || operation instanceof Operation.Exit;
            holds(last == ends, () -> where.get() + (last ? ": the block does not end here"
                    : ": the block goes on behind its end"));
        }
    }

    private void operands(Operation operation, Supplier<String> where) {
        if (!(operation instanceof Operation.Branch)) {
            operation.sources().forEach(source -> holds(
                    !(source instanceof Length), () -> where.get() + ": only branches take the length"));
        }
        switch (operation) {
            case Operation.Put o -> holds(o.special().writable(), () -> where.get() + ": is not writable");
            case Operation.Push o -> holds(o.index() >= 0 && o.index() < CoreConfig.ARGUMENT_PAIRS,
                    () -> where.get() + ": no such pair");
            case Operation.MapRequest o ->
                holds(o.map() >= 0 && o.map() < CoreConfig.MAP_DESCRIPTORS,
                        () -> where.get() + ": no such descriptor");
            case Operation.Access o when o.base().isEmpty() && o.space() == Space.STACK ->
                holds(onStack(o.offset(), o.bytes()), () -> where.get() + ": outside of the stack");
            case Operation.MapAdd o -> holds(o.size() != Size.B6, () -> where.get() + ": no such size");
            case Operation.Compute _, Operation.Access _, Operation.Transfer _, Operation.Get _, Operation.Adjust _,
                 Operation.AtomicRequest _, Operation.DivideRequest _ ->
                {}
        }
    }

    private static boolean onStack(int offset, int bytes) {
        return offset >= 0 && offset + bytes <= CoreConfig.STACK_BYTES;
    }

    private void target(Target target, Block from, Supplier<String> where) {
        switch (target) {
            case Target.ToBlock to -> {
                holds(to.block() > 0 && to.block() < graph.blocks().size(), () -> where.get()
                        + ": no such block to go to");
                int taken = graph.blocks().get(to.block()).parameters().size();
                holds(to.arguments().size() == taken,
                        () -> where.get() + ": b" + to.block() + " takes " + taken + " arguments");
                to.arguments().forEach(argument -> holds(
                        !(argument instanceof Length), () -> where.get() + ": the length as an argument"));
                predecessors.get(to.block()).add(from.id());
            }
            case Target.Leave leave -> holds(leave.action() >= 0 && leave.action() < Target.Leave.ACTIONS,
                    () -> where.get() + ": no such action");
            case Target.ToBundle _ -> holds(false, () -> where.get() + ": names a bundle before scheduling");
        }
    }

    /// Dominators as bit sets, iterated to the fixed point: small graphs, no cleverness.
    private void dominance() {
        int count = graph.blocks().size();
        BitSet reachable = reachable();
        List<BitSet> dominators = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BitSet all = new BitSet();
            all.set(0, i == 0 ? 1 : count);
            dominators.add(all);
        }
        for (boolean changed = true; changed;) {
            changed = false;
            for (int i = 1; i < count; i++) {
                BitSet meet = new BitSet();
                meet.set(0, count);
                predecessors.get(i).stream().filter(reachable::get).forEach(p -> meet.and(dominators.get(p)));
                meet.set(i);
                changed |= !meet.equals(dominators.set(i, meet));
            }
        }
        for (Block block : graph.blocks()) {
            uses(block, dominators.get(block.id()), reachable.get(block.id()));
        }
    }

    private void uses(Block block, BitSet dominators, boolean reachable) {
        BitSet here = new BitSet();
        block.parameters().forEach(reg -> here.set(reg.number()));
        for (Step step : block.steps()) {
            List<Operand> used = new ArrayList<>(step.operation().reads());
            if (step.operation() instanceof Operation.Targeted o && o.target() instanceof Target.ToBlock to) {
                used.addAll(to.arguments());
            }
            for (Operand operand : used) {
                switch (operand) {
                    case Reg reg -> use(reg, block, step, here, dominators, reachable);
                    case Immediate _, Length _ -> {}
                }
            }
            step.operation().writes().ifPresent(reg -> here.set(reg.number()));
        }
    }

    private void use(Reg reg, Block block, Step step, BitSet here, BitSet dominators, boolean reachable) {
        Supplier<String> where = () -> "b" + block.id() + ": " + GraphText.of(step.operation()) + ": " + reg;
        holds(reg.number() >= 0 && reg.number() < graph.values() && definedIn[reg.number()] >= 0,
                () -> where.get() + " is not defined");
        int from = definedIn[reg.number()];
        holds(!reachable || (from == block.id() ? here.get(reg.number()) : dominators.get(from)),
                () -> where.get() + " is defined in b" + from + ", which does not come before on every path");
    }

    private BitSet reachable() {
        List<List<Integer>> successors = new ArrayList<>();
        graph.blocks().forEach(_ -> successors.add(new ArrayList<>()));
        for (int i = 0; i < predecessors.size(); i++) {
            for (int from : predecessors.get(i)) {
                successors.get(from).add(i);
            }
        }
        BitSet seen = new BitSet();
        List<Integer> open = new ArrayList<>(List.of(0));
        while (!open.isEmpty()) {
            int block = open.removeLast();
            if (!seen.get(block)) {
                seen.set(block);
                open.addAll(successors.get(block));
            }
        }
        return seen;
    }

    /// The text is made only for a violation: this check runs after every pass, over every step.
    private static void holds(boolean holds, Supplier<String> text) {
        if (!holds) { throw new Violation(text.get()); }
    }

    private static final class Violation extends RuntimeException {
        private static final long serialVersionUID = 1;

        Violation(String text) {
            super(text, null, false, false);
        }
    }
}
