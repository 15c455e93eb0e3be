package xdp2rtl.spill;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.depend.Frequencies;
import xdp2rtl.depend.Order;
import xdp2rtl.depend.Ordering;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.GraphCheck;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Target;

/// Chooses the values that are not kept in registers, so that few are alive at any place: those that cost little to
/// read again for the places that they free. A value whose operation needs no register is made again; others go to the
/// part of the stack that the program leaves free.
public final class Spilling {
    /// Rounds until what is read in front of its uses fits too.
    private static final int ROUNDS = 24;

    private final Graph graph;
    private final Pressure pressure;
    private final Frequencies frequencies;
    private final double[] cost;
    private final Map<Integer, Operation.Definition> again = new HashMap<>();
    /// How many places a value would free, by number.
    private final int[] freed;
    private final BitSet chosen = new BitSet();
    /// The values that are alive where some block begins.
    private final BitSet across = new BitSet();

    private Spilling(Graph graph) {
        this.graph = graph;
        this.pressure = new Pressure(graph);
        this.frequencies = new Frequencies(graph);
        this.cost = new double[graph.values()];
        this.freed = new int[graph.values()];
        graph.blocks().forEach(block -> across.or(pressure.in(block.id())));
    }

    /// @param most values that shall be alive at a place
    /// @return the graph, in which more may be alive where a step needs them; nothing if the stack has too little room
    public static Optional<Graph> apply(Graph graph, int most) { return new Spilling(graph).apply(most); }

    private Optional<Graph> apply(int most) {
        graph.blocks().forEach(this::survey);
        Graph now = graph;
        Pressure there = pressure;
        for (int round = 0; round < ROUNDS; round++) {
            if (!choose(now, there, most)) { return Optional.of(now); }
            Optional<Graph> next = spill();
            if (next.isEmpty()) { return next; }
            now = GraphCheck.require("spilling", next.get());
            there = new Pressure(now);
        }
        return Optional.of(now);
    }

    private void survey(Block block) {
        double weight = frequencies.of(block.id()) + 1e-6;
        for (Step step : block.steps()) {
            step.operation().writes().ifPresent(reg -> {
                cost[reg.number()] += weight;
                Operation.Definition definition = (Operation.Definition) step.operation();
                if (definition.reads().isEmpty() && isMadeAgain(definition, block)) {
                    again.put(reg.number(), definition);
                    cost[reg.number()] -= weight;
                }
            });
        }
        for (Pressure.Point point : pressure.points(block)) {
            point.reads().stream().forEach(value -> cost[value] += weight);
        }
        block.parameters().forEach(reg -> cost[reg.number()] += 2 * weight);
    }

    /// Constants are, and what is loaded and read in one block, where nothing between changes it.
    private boolean isMadeAgain(Operation.Definition definition, Block block) {
        return switch (definition) {
            case Operation.Compute _ -> true;
            case Operation.Load load -> load.nonFaulting() && load.space() != Space.MAP && staysInMemory(load, block);
            case Operation.Get _, Operation.Adjust _ -> false;
        };
    }

    private boolean staysInMemory(Operation.Load load, Block block) {
        Reg value = load.dst();
        if (across.get(value.number())) { return false; }
        boolean defined = false;
        boolean changed = false;
        for (Step step : block.steps()) {
            Operation operation = step.operation();
            if (changed && (operation.reads().contains(value) || operation instanceof Operation.Transfer)) {
                return operation instanceof Operation.Transfer transfer && !isHandedOn(block, value);
            }
            changed |= defined && Ordering.between(load, operation) != Order.FREE;
            defined |= operation == load;
        }
        return true;
    }

    private static boolean isHandedOn(Block block, Reg value) {
        return block.steps().stream().filter(step -> step.operation() instanceof Operation.Transfer)
                .anyMatch(step -> step.operation().reads().contains(value)
                        || step.operation() instanceof Operation.Targeted o
                                && o.target() instanceof Target.ToBlock to
                                && to.arguments().contains(value));
    }

    /// Chooses more values; false if no place has too many that can be chosen.
    private boolean choose(Graph now, Pressure there, int most) {
        Arrays.fill(freed, 0);
        for (Block block : now.blocks()) {
            for (Pressure.Point point : there.points(block)) {
                if (point.live().cardinality() > most) {
                    candidates(point).forEach(value -> freed[value]++);
                }
            }
        }
        boolean more = false;
        for (Block block : now.blocks()) {
            for (Pressure.Point point : there.points(block)) {
                BitSet live = point.live();
                live.andNot(chosen);
                List<Integer> candidates = candidates(point);
                int over = live.cardinality() - most;
                for (int i = 0; i < over && i < candidates.size(); i++) {
                    chosen.set(candidates.get(i));
                    more = true;
                }
            }
        }
        return more;
    }

    /// The values that a place can do without, the best first.
    private List<Integer> candidates(Pressure.Point point) {
        return point.live().stream().filter(value -> value < graph.values() && !chosen.get(value)
                && !point.reads().get(value)).boxed()
                .sorted(Comparator.comparingDouble(value -> cost[value] / Math.max(1, freed[value])))
                .toList();
    }

    private Optional<Graph> spill() {
        BitSet stored = (BitSet) chosen.clone();
        again.keySet().forEach(stored::clear);
        StackSlots slots = new StackSlots(graph, pressure, stored);
        Map<Integer, SpilledValue> spilled = new HashMap<>();
        chosen.stream().filter(again::containsKey)
                .forEach(value -> spilled.put(value, new SpilledValue.Again(again.get(value))));
        for (int value : stored.stream().toArray()) {
            Optional<SpilledValue.Slot> slot = slots.of(value);
            if (slot.isEmpty()) { return Optional.empty(); }
            spilled.put(value, slot.get());
        }
        return SpillCode.of(graph, spilled, slots);
    }
}
