package xdp2rtl.spill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Target;
import xdp2rtl.isa.Width;

/// A graph in which some values are not kept in registers: each is read in front of the step that needs it, and where
/// it has a place on the stack it is stored there once, behind its definition. A parameter is stored on every edge.
///
/// Steps that read stand in front of all branches of their block, so a block is cut in two where a branch behind
/// another one needs some, and an edge that stores gets a block of its own where it is not the block's only one.
final class SpillCode {
    private final Graph graph;
    private final Map<Integer, SpilledValue> spilled;
    private final StackSlots slots;
    private final List<Block> blocks = new ArrayList<>();
    private int values;

    private SpillCode(Graph graph, Map<Integer, SpilledValue> spilled, StackSlots slots) {
        this.graph = graph;
        this.spilled = spilled;
        this.slots = slots;
        this.values = graph.values();
    }

    /// The graph with them; nothing if the stack has no room for what an edge hands over.
    static Optional<Graph> of(Graph graph, Map<Integer, SpilledValue> spilled, StackSlots slots) {
        SpillCode code = new SpillCode(graph, spilled, slots);
        code.blocks.addAll(graph.blocks());
        for (Block block : graph.blocks()) {
            if (!code.rewrite(block)) { return Optional.empty(); }
        }
        return Optional.of(new Graph(code.blocks, code.values, graph.stack()));
    }

    private boolean rewrite(Block block) {
        int id = block.id();
        List<Reg> parameters = block.parameters().stream().filter(reg -> !isSpilled(reg)).toList();
        List<Step> steps = new ArrayList<>();
        for (Step step : block.steps()) {
            Operation operation = step.operation();
            boolean branches = !steps.isEmpty() && steps.getLast().operation() instanceof Operation.Transfer;
            if (operation instanceof Operation.Transfer && branches && needsSteps(operation)) {
                int next = open();
                steps.add(new Step(new Operation.Jump(new Target.ToBlock(next, List.of())), step.origin()));
                blocks.set(id, new Block(id, parameters, steps));
                id = next;
                parameters = List.of();
                steps = new ArrayList<>();
            }
            if (operation instanceof Operation.Targeted o && o.target() instanceof Target.ToBlock to && hands(to)) {
                if (!edge(o, to, steps, step.origin())) { return false; }
            } else {
                plain(operation, steps, step.origin());
            }
        }
        blocks.set(id, new Block(id, parameters, steps));
        return true;
    }

    /// A block that is written later.
    private int open() {
        blocks.add(new Block(blocks.size(), List.of(), List.of()));
        return blocks.size() - 1;
    }

    private boolean isSpilled(Operand operand) {
        return operand instanceof Reg reg && spilled.containsKey(reg.number());
    }

    /// Whether values must be read or stored in front of a transfer in its block.
    private boolean needsSteps(Operation transfer) {
        return transfer.reads().stream().anyMatch(this::isSpilled) || transfer instanceof Operation.Jump jump
                && jump.target() instanceof Target.ToBlock to && hands(to);
    }

    /// Whether an edge hands over what is not in a register, or is to be in none.
    private boolean hands(Target.ToBlock to) {
        return to.arguments().stream().anyMatch(this::isSpilled)
                || graph.blocks().get(to.block()).parameters().stream().anyMatch(this::isSpilled);
    }

    private void plain(Operation operation, List<Step> steps, int origin) {
        Map<Reg, Reg> read = new HashMap<>();
        for (Reg reg : new HashSet<>(operation.reads())) {
            if (isSpilled(reg)) {
                read.put(reg, read(reg, steps, origin));
            }
        }
        Optional<SpilledValue> result = operation.writes().map(reg -> spilled.get(reg.number()));
        if (result.isPresent() && result.get() instanceof SpilledValue.Again) { return; }
        steps.add(new Step(operation.rename(reg -> read.getOrDefault(reg, reg), reg -> reg), origin));
        if (result.isPresent() && result.get() instanceof SpilledValue.Slot slot) {
            store(slot, operation.writes().orElseThrow(), steps, origin);
        }
    }

    private Reg read(Reg value, List<Step> steps, int origin) {
        Reg into = new Reg(values++);
        steps.add(new Step(spilled.get(value.number()).read(into), origin));
        return into;
    }

    private void store(SpilledValue.Slot slot, Operand value, List<Step> steps, int origin) {
        Operation.Store store = new Operation.Store(Space.STACK, slot.size(), false, Optional.empty(), slot.address(),
                value, 0);
        if (Encoding.obstacle(store).isPresent()) {
            Reg held = new Reg(values++);
            steps.add(new Step(new Operation.Alu(AluOp.MOV, Width.W64, held, new Immediate(0), value), origin));
            store(slot, held, steps, origin);
        } else {
            steps.add(new Step(store, origin));
        }
    }

    /// A transfer that hands values over: a jump behind what does it, or a branch to a block of that.
    private boolean edge(Operation.Targeted transfer, Target.ToBlock to, List<Step> steps, int origin) {
        if (transfer instanceof Operation.Jump) { return handOver(to, steps, origin); }
        int own = open();
        plain(transfer.withTarget(new Target.ToBlock(own, List.of())), steps, origin);
        List<Step> over = new ArrayList<>();
        boolean fits = handOver(to, over, origin);
        blocks.set(own, new Block(own, List.of(), over));
        return fits;
    }

    private boolean handOver(Target.ToBlock to, List<Step> steps, int origin) {
        List<Reg> parameters = graph.blocks().get(to.block()).parameters();
        List<Operand> arguments = new ArrayList<>();
        Map<SpilledValue.Slot, SpilledValue.Slot> moved = new LinkedHashMap<>();
        Set<Integer> stored = new HashSet<>();
        parameters.stream().filter(this::isSpilled).forEach(reg -> stored.add(reg.number()));
        for (int i = 0; i < parameters.size(); i++) {
            Operand argument = to.arguments().get(i);
            if (!isSpilled(parameters.get(i))) {
                arguments.add(isSpilled(argument) ? read((Reg) argument, steps, origin) : argument);
            }
        }
        // Another parameter of the block may be overwritten before it is handed over: it goes by a place of its own.
        for (int i = 0; i < parameters.size(); i++) {
            Operand argument = to.arguments().get(i);
            if (isSpilled(parameters.get(i)) && argument instanceof Reg reg && stored.contains(reg.number())
                    && !reg.equals(parameters.get(i))) {
                Optional<SpilledValue.Slot> between = slots.own();
                if (between.isEmpty()) { return false; }
                store(between.get(), read(reg, steps, origin), steps, origin);
                moved.put(slot(parameters.get(i)), between.get());
            }
        }
        for (int i = 0; i < parameters.size(); i++) {
            Operand argument = to.arguments().get(i);
            if (isSpilled(parameters.get(i)) && !argument.equals(parameters.get(i))
                    && !moved.containsKey(slot(parameters.get(i)))) {
                store(slot(parameters.get(i)), isSpilled(argument) ? read((Reg) argument, steps, origin) : argument,
                        steps, origin);
            }
        }
        moved.forEach((slot, between) -> {
            Reg into = new Reg(values++);
            steps.add(new Step(between.read(into), origin));
            store(slot, into, steps, origin);
        });
        steps.add(new Step(new Operation.Jump(new Target.ToBlock(to.block(), arguments)), origin));
        return true;
    }

    private SpilledValue.Slot slot(Reg parameter) { return (SpilledValue.Slot) spilled.get(parameter.number()); }
}
