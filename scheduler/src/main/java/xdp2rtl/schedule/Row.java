package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;

/// A bundle in the making: operations by lane, and where those that transfer control lead.
final class Row {
    record Slot(Op op, Goal goal) {}

    private final List<Optional<Slot>> slots;
    private int kept;

    Row(int lanes) { slots = new ArrayList<>(Collections.nCopies(lanes, Optional.empty())); }

    void put(int lane, Op op, Goal goal) { slots.set(lane, Optional.of(new Slot(op, goal))); }

    /// Lets the operation of a lane happen whichever branch of the row is taken.
    void keep(int lane) { kept |= 1 << lane; }

    /// The lanes that no branch squashes, as bits.
    int kept() { return kept; }

    void clear(int lane) { slots.set(lane, Optional.empty()); }

    Optional<Slot> slot(int lane) { return slots.get(lane); }

    int lanes() { return slots.size(); }

    /// What an operation of the row reads: an answer that the row brings into a register comes from where it stands.
    Operation operation(Op op) {
        Operation operation = op.operation;
        for (Optional<Slot> slot : slots) {
            if (slot.isPresent() && op.takesAnswer(slot.get().op())) {
                int value = slot.get().op().value;
                operation = operation.rename(reg -> reg.number() == value ? Reg.RESULT : reg, reg -> reg);
            }
        }
        return operation;
    }

    /// The regions that the row can lead to directly.
    List<Integer> regions() {
        List<Integer> blocks = new ArrayList<>();
        slots.forEach(slot -> slot.ifPresent(s -> {
            if (s.goal() instanceof Goal.ToRegion to) {
                blocks.add(to.block());
            }
        }));
        return blocks;
    }

    /// The lane of the unconditional jump, if there is one.
    Optional<Integer> jumpLane() {
        for (int lane = 0; lane < slots.size(); lane++) {
            if (slots.get(lane).isPresent() && slots.get(lane).get().op().kind == Op.Kind.END
                    && slots.get(lane).get().goal() instanceof Goal.ToRegion) {
                return Optional.of(lane);
            }
        }
        return Optional.empty();
    }
}
