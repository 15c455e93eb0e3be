package xdp2rtl.depend;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operand.Immediate;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.isa.Target;

/// What a branch's chances are beyond the shape of the program, from what it asks: most packets are IPv4 without a tag,
/// most keys that are looked up are found, and what can fail succeeds.
final class Odds {
    private static final double LIKELY = 8;
    /// Keys are found, if not as surely.
    private static final double FOUND = 2;
    /// IPv4, as the type stands in the packet and as a number.
    private static final Set<Integer> COMMON_TYPES = Set.of(0x0008, 0x0800);
    /// Tags, ARP and IPv6.
    private static final Set<Integer> RARE_TYPES =
            Set.of(0x0081, 0x8100, 0xa888, 0x88a8, 0x0608, 0x0806, 0xdd86, 0x86dd);

    private final Map<Integer, Operation> definitions = new HashMap<>();
    /// By parameter, what edges give it.
    private final Map<Integer, Set<Operand>> given = new HashMap<>();
    /// Answers of lookups.
    private final BitSet lookups = new BitSet();

    Odds(Graph graph) {
        for (Block block : graph.blocks()) {
            boolean looksUp = false;
            for (Step step : block.steps()) {
                if (step.operation() instanceof Operation.Request request) {
                    looksUp = request instanceof Operation.MapRequest o && o.op() == MapOp.LOOKUP;
                }
                if (step.operation() instanceof Operation.Get o && o.special() == Special.RESULT) {
                    lookups.set(o.dst().number(), looksUp);
                }
                step.operation().writes().ifPresent(reg -> definitions.put(reg.number(), step.operation()));
                if (step.operation() instanceof Operation.Targeted o && o.target() instanceof Target.ToBlock to) {
                    List<Reg> parameters = graph.blocks().get(to.block()).parameters();
                    for (int i = 0; i < parameters.size(); i++) {
                        given.computeIfAbsent(parameters.get(i).number(), _ -> new HashSet<>())
                                .add(to.arguments().get(i));
                    }
                }
            }
        }
    }

    /// How many times likelier than its work says a branch is taken.
    double of(Operation.Branch branch) {
        if (branch.cond() != Cond.EQ && branch.cond() != Cond.NE || !(branch.left() instanceof Reg left)
                || !(branch.right() instanceof Immediate right)) {
            return 1;
        }
        double equal = equal(left, right.value());
        return branch.cond() == Cond.EQ ? equal : 1 / equal;
    }

    private double equal(Reg left, int right) {
        Optional<Operation> definition = Optional.ofNullable(definitions.get(left.number()));
        if (definition.isPresent() && right == 0) {
            if (lookups.get(left.number())) { return 1 / FOUND; }
            if (definition.get() instanceof Operation.Adjust) { return LIKELY; }
        }
        if (COMMON_TYPES.contains(right) && isHalfWord(left, new BitSet())) { return LIKELY; }
        return RARE_TYPES.contains(right) && isHalfWord(left, new BitSet()) ? 1 / LIKELY : 1;
    }

    /// Whether two bytes of the packet can be in the register.
    private boolean isHalfWord(Reg reg, BitSet seen) {
        if (seen.get(reg.number())) { return false; }
        seen.set(reg.number());
        if (definitions.get(reg.number()) instanceof Operation.Load load) {
            return load.space() == Space.PACKET && load.size() == Size.B2;
        }
        return given.getOrDefault(reg.number(), Set.of()).stream()
                .anyMatch(operand -> operand instanceof Reg argument && isHalfWord(argument, seen));
    }
}
