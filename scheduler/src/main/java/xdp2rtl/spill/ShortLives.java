package xdp2rtl.spill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import xdp2rtl.depend.Order;
import xdp2rtl.depend.Ordering;
import xdp2rtl.graph.Block;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.Step;
import xdp2rtl.isa.Operand.Reg;
import xdp2rtl.isa.Operation;

/// Each block in an order in which values live for a short time: what an effect needs is computed in front of it, and
/// of its operands the one that needs more registers first (Sethi and Ullman).
///
/// Sound because effects keep their order, and what must stand in front of one in the program still does.
public final class ShortLives {
    private final List<Step> steps;
    private final Map<Reg, Integer> definitions = new HashMap<>();
    /// How many registers a step needs to be computed, as if nothing were shared.
    private final int[] need;
    private final boolean[] done;
    private final List<Step> ordered = new ArrayList<>();

    private ShortLives(Block block) {
        steps = block.steps();
        need = new int[steps.size()];
        done = new boolean[steps.size()];
        for (int i = 0; i < steps.size(); i++) {
            int at = i;
            need[i] = need(operands(i));
            steps.get(i).operation().writes().ifPresent(reg -> definitions.put(reg, at));
        }
    }

    public static Graph of(Graph graph) {
        return new Graph(graph.blocks().stream()
                .map(block -> new Block(block.id(), block.parameters(), new ShortLives(block).ordered())).toList(),
                graph.values(), graph.stack());
    }

    private int need(List<Integer> operands) {
        List<Integer> needs = operands.stream().map(operand -> need[operand]).sorted(Comparator.reverseOrder())
                .toList();
        int most = 1;
        for (int i = 0; i < needs.size(); i++) {
            most = Math.max(most, needs.get(i) + i);
        }
        return most;
    }

    private List<Step> ordered() {
        for (int i = 0; i < steps.size(); i++) {
            Operation operation = steps.get(i).operation();
            if (operation instanceof Operation.Transfer) {
                // What other blocks use.
                for (int earlier = 0; earlier < i; earlier++) {
                    place(earlier);
                }
                place(i);
            } else if (Ordering.isPinned(operation)) {
                for (int earlier = 0; earlier < i; earlier++) {
                    if (!done[earlier] && Ordering.between(steps.get(earlier).operation(), operation) != Order.FREE) {
                        place(earlier);
                    }
                }
                place(i);
            }
        }
        return ordered;
    }

    /// Places a step behind what it needs. Operands stand in front of it, so the depth is bounded by the block.
    private void place(int step) {
        List<Integer> stack = new ArrayList<>(List.of(step));
        while (!stack.isEmpty()) {
            int top = stack.getLast();
            List<Integer> left = done[top] ? List.of() : operands(top).stream().filter(operand -> !done[operand])
                    .sorted(Comparator.comparing((Integer operand) -> need[operand])).toList();
            if (left.isEmpty()) {
                stack.removeLast();
                if (!done[top]) {
                    done[top] = true;
                    ordered.add(steps.get(top));
                }
            } else {
                stack.add(left.getLast());
            }
        }
    }

    private List<Integer> operands(int step) {
        return steps.get(step).operation().reads().stream().filter(definitions::containsKey).map(definitions::get)
                .distinct().toList();
    }
}
