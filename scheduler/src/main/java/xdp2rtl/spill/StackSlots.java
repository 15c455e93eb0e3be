package xdp2rtl.spill;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;

/// Places on the stack, where the program has nothing, for values. Values that are alive at the same time have
/// different ones.
final class StackSlots {
    private final BitSet used = new BitSet();
    private final Map<Integer, Set<Integer>> conflicts = new HashMap<>();
    private final Map<Integer, Size> sizes = new HashMap<>();
    private final Map<Integer, SpilledValue.Slot> slots = new HashMap<>();

    /// @param values those that need places, by number
    StackSlots(Graph graph, Pressure pressure, BitSet values) {
        for (Block block : graph.blocks()) {
            block.steps().forEach(step -> touch(step.operation(), graph));
            for (Pressure.Point point : pressure.points(block)) {
                point.live().and(values);
                conflict(point.live());
            }
            edges(graph, block, pressure, values);
        }
    }

    /// What the program has in memory stays there.
    private void touch(Operation operation, Graph graph) {
        if (operation instanceof Operation.Access access && access.space() == Space.STACK) {
            if (access.base().isPresent()) {
                graph.stack().forEach(used::set);
            } else {
                used.set(access.offset(), access.offset() + access.bytes());
            }
        }
        operation.writes().ifPresent(reg -> sizes.put(reg.number(), size(operation)));
    }

    private static Size size(Operation definition) {
        return switch (definition) {
            case Operation.Load load when !load.signed() && load.size() != Size.B6 -> load.size();
            case Operation.Compare _ -> Size.B1;
            case Operation.Alu alu when alu.width() == Width.W32 -> Size.B4;
            case Operation.Multiply multiply when multiply.width() == Width.W32 -> Size.B4;
            case Operation.Compute _, Operation.Access _, Operation.MapAdd _, Operation.Transfer _,
                 Operation.ContextAccess _, Operation.Push _, Operation.Request _ ->
                Size.B8;
        };
    }

    /// Parameters are written in front of their block, where what is handed over is still read.
    private void edges(Graph graph, Block block, Pressure pressure, BitSet values) {
        BitSet in = pressure.in(block.id());
        block.parameters().forEach(reg -> in.set(reg.number()));
        in.and(values);
        conflict(in);
        block.steps().forEach(step -> {
            if (step.operation() instanceof Operation.Targeted o && o.target() instanceof Target.ToBlock to) {
                BitSet there = pressure.in(to.block());
                graph.blocks().get(to.block()).parameters().forEach(reg -> there.set(reg.number()));
                to.arguments().forEach(argument -> {
                    if (argument instanceof Reg reg) {
                        there.set(reg.number());
                    }
                });
                there.and(values);
                conflict(there);
            }
        });
    }

    private void conflict(BitSet together) {
        together.stream().forEach(one -> {
            Set<Integer> others = conflicts.computeIfAbsent(one, _ -> new HashSet<>());
            together.stream().filter(other -> other != one).forEach(others::add);
        });
    }

    /// The place of a value; nothing if there is no room.
    Optional<SpilledValue.Slot> of(int value) {
        if (slots.containsKey(value)) { return Optional.of(slots.get(value)); }
        BitSet taken = (BitSet) used.clone();
        conflicts.getOrDefault(value, Set.of()).stream().filter(slots::containsKey).map(slots::get)
                .forEach(slot -> taken.set(slot.address(), slot.address() + slot.size().bytes()));
        Optional<SpilledValue.Slot> slot = free(taken, sizes.getOrDefault(value, Size.B8));
        slot.ifPresent(one -> slots.put(value, one));
        return slot;
    }

    /// A place that nothing else has.
    Optional<SpilledValue.Slot> own() {
        BitSet taken = (BitSet) used.clone();
        slots.values().forEach(slot -> taken.set(slot.address(), slot.address() + slot.size().bytes()));
        Optional<SpilledValue.Slot> slot = free(taken, Size.B8);
        slot.ifPresent(one -> used.set(one.address(), one.address() + one.size().bytes()));
        return slot;
    }

    private static Optional<SpilledValue.Slot> free(BitSet taken, Size size) {
        for (int at = 0; at + size.bytes() <= CoreConfig.STACK_BYTES; at += size.bytes()) {
            if (taken.get(at, at + size.bytes()).isEmpty()) { return Optional.of(new SpilledValue.Slot(at, size)); }
        }
        return Optional.empty();
    }
}
