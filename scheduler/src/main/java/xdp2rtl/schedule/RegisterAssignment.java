package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import xdp2rtl.isa.Operand.Reg;

/// Registers for the variables of the scheduled code: the bank is the lane that defines, the place in it is found by
/// colouring the variables that live at the same time.
final class RegisterAssignment {
    private final Code code;
    private final List<BitSet> liveIn = new ArrayList<>();
    private final List<BitSet> liveOut = new ArrayList<>();
    private final Map<Integer, Integer> bank = new TreeMap<>();
    private final Map<Integer, TreeSet<Integer>> conflicts = new TreeMap<>();
    private final Map<Integer, Integer> index = new HashMap<>();

    RegisterAssignment(Code code) {
        this.code = code;
        liveness();
        collect();
        color();
    }

    /// The register of a value.
    Reg of(int value) {
        int variable = code.variable(value);
        if (!index.containsKey(variable)) { throw new IllegalStateException("value " + value + " is never defined"); }
        return Reg.of(bank.get(variable), index.get(variable));
    }

    /// Whether a value is still read at the start of a row or behind it.
    boolean isLive(int value, int row) { return liveIn.get(row).get(code.variable(value)); }

    /// The most registers that a bank needs.
    int needed() {
        return index.values().stream().mapToInt(i -> i + 1).max().orElse(0);
    }

    private void liveness() {
        List<BitSet> in = liveIn;
        code.rows.forEach(_ -> {
            in.add(new BitSet());
            liveOut.add(new BitSet());
        });
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int row = code.rows.size() - 1; row >= 0; row--) {
                BitSet out = liveOut.get(row);
                code.successors(row).forEach(edge -> out.or(in.get(edge.to())));
                BitSet live = (BitSet) out.clone();
                slots(row).forEach(op -> {
                    if (op.variable >= 0) {
                        live.clear(op.variable);
                    }
                });
                Row at = code.rows.get(row);
                slots(row).forEach(op -> at.operation(op).reads().stream().filter(reg -> !reg.isResult())
                        .forEach(reg -> live.set(code.variable(reg.number()))));
                if (!live.equals(in.get(row))) {
                    in.set(row, live);
                    changed = true;
                }
            }
        }
        if (!in.getFirst().isEmpty()) {
            throw new IllegalStateException("values are read before they are defined: " + in.getFirst());
        }
    }

    private void collect() {
        for (int row = 0; row < code.rows.size(); row++) {
            for (int lane = 0; lane < code.rows.get(row).lanes(); lane++) {
                int at = lane;
                code.rows.get(row).slot(lane).map(slot -> slot.op().variable).filter(v -> v >= 0).ifPresent(v -> {
                    if (bank.getOrDefault(v, at) != at) {
                        throw new IllegalStateException(
                                "value " + v + " is defined in lanes " + at + " and " + bank.get(v));
                    }
                    bank.put(v, at);
                    conflicts.computeIfAbsent(v, _ -> new TreeSet<>());
                });
            }
        }
        for (int row = 0; row < code.rows.size(); row++) {
            BitSet live = liveOut.get(row);
            for (Op op : slots(row)) {
                live.stream()
                        .filter(v -> op.variable >= 0 && v != op.variable && bank.get(v).equals(bank.get(op.variable)))
                        .forEach(v -> {
                            conflicts.get(v).add(op.variable);
                            conflicts.get(op.variable).add(v);
                        });
            }
        }
    }

    /// Colours in the reverse of the order in which the variable with the fewest conflicts left is taken away
    /// (Chaitin).
    private void color() {
        Map<Integer, TreeSet<Integer>> left = new TreeMap<>();
        conflicts.forEach((variable, others) -> left.put(variable, new TreeSet<>(others)));
        List<Integer> order = new ArrayList<>();
        while (!left.isEmpty()) {
            int least = -1;
            int fewest = Integer.MAX_VALUE;
            for (Map.Entry<Integer, TreeSet<Integer>> entry : left.entrySet()) {
                if (entry.getValue().size() < fewest) {
                    least = entry.getKey();
                    fewest = entry.getValue().size();
                }
            }
            int taken = least;
            left.remove(taken).forEach(other -> left.get(other).remove(taken));
            order.add(taken);
        }
        for (int variable : order.reversed()) {
            BitSet used = new BitSet();
            conflicts.get(variable).stream().filter(index::containsKey).forEach(other -> used.set(index.get(other)));
            index.put(variable, used.nextClearBit(0));
        }
    }

    private List<Op> slots(int row) {
        List<Op> ops = new ArrayList<>();
        for (int lane = 0; lane < code.rows.get(row).lanes(); lane++) {
            code.rows.get(row).slot(lane).ifPresent(slot -> ops.add(slot.op()));
        }
        return ops;
    }
}
