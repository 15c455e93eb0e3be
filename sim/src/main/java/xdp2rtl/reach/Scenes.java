package xdp2rtl.reach;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.ebpf.SourceOperand;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.interpreter.AddressSpace;
import xdp2rtl.engine.interpreter.Interpreter;
import xdp2rtl.engine.interpreter.Watch;
import xdp2rtl.port.Stimulus;

/// Puts what was found together into as few runs as it takes, and looks that nothing is lost by that.
final class Scenes {
    private final Stimulus base;
    private final List<Draft> drafts = new ArrayList<>();

    /// One run on its way.
    private static final class Draft {
        private final List<Bytes> packets = new ArrayList<>();
        private Inputs inputs;
        /// What its packets were taken for.
        private final BitSet edges = new BitSet();
        private final BitSet slots = new BitSet();

        Draft(Inputs inputs) {
            this.inputs = inputs;
        }
    }

    private Scenes(Stimulus base) {
        this.base = base;
    }

    static List<Scene> of(Stimulus base, List<BlockSearch.Found> found) {
        var scenes = new Scenes(base);
        found.forEach(scenes::place);
        return scenes.drafts.stream().map(draft -> scenes.scene(draft.inputs, draft.packets)).toList();
    }

    private Scene scene(Inputs inputs, List<Bytes> packets) {
        return new Scene(base, List.copyOf(packets), Inputs.contents(base.program(), inputs.maps()), inputs.context(),
                inputs.freedoms());
    }

    private void place(BlockSearch.Found found) {
        for (Draft draft : drafts) {
            Optional<Inputs> together = together(draft.inputs, found.inputs());
            if (together.isPresent() && takes(draft, together.get(), found)) { return; }
        }
        var draft = new Draft(found.inputs());
        draft.packets.add(found.inputs().packet());
        draft.edges.or(found.edges());
        draft.slots.or(found.slots());
        drafts.add(draft);
    }

    private boolean takes(Draft draft, Inputs together, BlockSearch.Found found) {
        var packets = new ArrayList<>(draft.packets);
        packets.add(found.inputs().packet());
        var seen = new Seen();
        try (var interpreter = new Interpreter(seen)) {
            interpreter.watch(scene(together, packets).stimulus());
        }
        var missing = (BitSet) draft.edges.clone();
        missing.or(found.edges());
        missing.andNot(seen.edges);
        var slots = (BitSet) draft.slots.clone();
        slots.or(found.slots());
        slots.andNot(seen.slots);
        if (!missing.isEmpty() || !slots.isEmpty()) { return false; }
        draft.packets.add(found.inputs().packet());
        draft.inputs = together;
        draft.edges.or(found.edges());
        draft.slots.or(found.slots());
        return true;
    }

    /// Both maps' contents, where they do not say different things.
    private Optional<Inputs> together(Inputs one, Inputs other) {
        if (!one.context().equals(other.context()) || !one.freedoms().equals(other.freedoms())) {
            return Optional.empty();
        }
        Program program = base.program();
        Map<Integer, Map<Bytes, Bytes>> maps = new HashMap<>(one.maps());
        for (var own : other.maps().entrySet()) {
            MapSpec spec = program.maps().get(own.getKey());
            Map<Bytes, Bytes> values = new HashMap<>(maps.getOrDefault(own.getKey(), Map.of()));
            for (var entry : own.getValue().entrySet()) {
                Bytes before = values.put(entry.getKey(), entry.getValue());
                if (before != null && !before.equals(entry.getValue())) { return Optional.empty(); }
            }
            if (values.size() > spec.maxEntries()) { return Optional.empty(); }
            maps.put(own.getKey(), Map.copyOf(values));
        }
        return Optional.of(new Inputs(one.packet(), Map.copyOf(maps), one.context(), one.freedoms()));
    }

    /// Where runs go.
    static final class Seen implements Watch {
        private final BitSet slots = new BitSet();
        private final BitSet edges = new BitSet();

        BitSet slots() { return slots; }

        @Override public void step(int slot, Instruction instruction, long[] registers, AddressSpace memory) {
            slots.set(slot);
            if (instruction instanceof Instruction.Branch branch) {
                edges.set(Choice.Branched.edge(slot, branch.condition().holds(branch.width(), registers[branch.left()],
                        switch (branch.right()) {
                            case SourceOperand.Register(int number) -> registers[number];
                            case SourceOperand.Immediate(int value) -> value;
                        })));
            }
        }

        @Override public void enters() {}

        @Override public void leaves() {}
    }
}
