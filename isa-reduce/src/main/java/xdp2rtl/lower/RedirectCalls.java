package xdp2rtl.lower;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import xdp2rtl.cfg.Node;
import xdp2rtl.ebpf.CallTarget;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.linux.Helper;
import xdp2rtl.linux.HelperEffect;
import xdp2rtl.share.Unit;

/// Where a program calls redirect helpers.
final class RedirectCalls {
    private RedirectCalls() {}

    /// Whether some run may make two of these calls.
    ///
    /// @param successors the units that a run can go to from each unit that it can reach
    static boolean canFollowEachOther(List<Unit> units, Map<Integer, List<Integer>> successors) {
        return successors.keySet().stream().anyMatch(unit -> switch (calls(units, unit)) {
            case 0 -> false;
            case 1 -> after(successors, unit).stream().anyMatch(later -> calls(units, later) > 0);
            default -> true;
        });
    }

    /// The units that a run can go to from the end of a unit.
    static Set<Integer> after(Map<Integer, List<Integer>> successors, int unit) {
        Set<Integer> found = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(successors.get(unit));
        while (!open.isEmpty()) {
            int next = open.pop();
            if (found.add(next)) {
                open.addAll(successors.getOrDefault(next, List.of()));
            }
        }
        return found;
    }

    private static int calls(List<Unit> units, int unit) {
        return (int) units.get(unit).code().stream().flatMap(block -> block.nodes().stream())
                .filter(RedirectCalls::redirects).count();
    }

    private static boolean redirects(Node node) {
        return node.instruction() instanceof Instruction.Call(CallTarget.HelperNumber(int number))
                && Helper.of(number).filter(helper -> helper.effect() == HelperEffect.REDIRECTS).isPresent();
    }
}
