package xdp2rtl.reduce;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Length;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Unit;

/// How many bundles of a block must have been issued until a value of it is there, if nothing but operands and loads
/// were waited for. What comes from outside is there at 0. Loads keep their order, and a bundle has as many of a kind
/// as the default core has lanes for it.
final class Levels {
    private final Map<Integer, Integer> levels = new HashMap<>();
    private final Map<Unit, Integer> loads = new EnumMap<>(Unit.class);
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
            Unit unit = unit(load);
            return Math.max(ready, 1 + loads.getOrDefault(unit, 0) / CoreConfig.DEFAULT.lanesWith(unit).size());
        }
        boolean isAnswer = operation instanceof Operation.Get get && get.special() == Special.RESULT;
        return isAnswer ? Math.max(ready, request + 1) : ready;
    }

    private static Unit unit(Operation.Load load) {
        return load.unit().orElseThrow();
    }

    /// The next operation of the block.
    void add(Operation operation) {
        int level = after(operation);
        operation.writes().ifPresent(dst -> levels.put(dst.number(), level));
        if (operation instanceof Operation.Request) {
            request = level;
        }
        if (operation instanceof Operation.Load load) {
            loads.merge(unit(load), 1, Integer::sum);
        }
    }
}
