package xdp2rtl.reduce;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;

/// How many bundles of a block must have been issued until a value of it is there, if nothing but operands and loads were waited for. What
/// comes from outside is there at 0. Loads keep their order; a core loads twice a bundle from the packet, once from other memory.
final class Levels {
    private static final int PACKET_LOADS = 2;

    private final Map<Integer, Integer> levels = new HashMap<>();
    private final Map<Space, Integer> loads = new EnumMap<>(Space.class);
    private int request;

    int of(Operand operand) {
        return switch (operand) {
            case Reg reg -> levels.getOrDefault(reg.number(), 0);
            case Immediate _, Length _ -> 0;
        };
    }

    /// When the result of this operation would be there.
    int after(Operation operation) {
        int ready = 1 + operation.reads().stream().mapToInt(this::of).max().orElse(0);
        if (operation instanceof Operation.Load load) {
            return Math.max(ready, 1 + loads.getOrDefault(load.space(), 0) / atATime(load.space()));
        }
        boolean isAnswer = operation instanceof Operation.Get get && get.special() == Special.RESULT;
        return isAnswer ? Math.max(ready, request + 1) : ready;
    }

    private static int atATime(Space space) {
        return switch (space) {
            case PACKET -> PACKET_LOADS;
            case STACK, MAP -> 1;
        };
    }

    /// The next operation of the block.
    void add(Operation operation) {
        int level = after(operation);
        operation.writes().ifPresent(dst -> levels.put(dst.number(), level));
        if (operation.isRequest()) {
            request = level;
        }
        if (operation instanceof Operation.Load load) {
            loads.merge(load.space(), 1, Integer::sum);
        }
    }
}
