package xdp2rtl.schedule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;

/// Where a context must wait for its request ([xdp2rtl.isa.Bundle#waits]): before each row that needs it completed, if
/// on some way there it may not be.
final class Waits {
    private final Code code;
    private final BitSet waits = new BitSet();
    /// The requests that may be outstanding when a row issues.
    private final List<Set<Operation.Request>> outstanding = new ArrayList<>();

    private Waits(Code code) {
        this.code = code;
    }

    /// The rows that wait.
    static BitSet of(Code code) {
        Waits waits = new Waits(code);
        while (waits.addOne()) {
            // Each wait can make others unnecessary, so they are added one row's need at a time.
        }
        return waits.waits;
    }

    private boolean addOne() {
        flow();
        for (int row = 0; row < code.rows.size(); row++) {
            int at = row;
            if (outstanding.get(row).stream().anyMatch(request -> needsCompletion(at, request))) {
                for (int before = 0; before < code.rows.size(); before++) {
                    boolean leads = code.successors(before).stream().anyMatch(edge -> edge.to() == at);
                    if (leads && !after(before, code.rows.get(before).lanes()).isEmpty()) {
                        waits.set(before);
                    }
                }
                return true;
            }
        }
        return false;
    }

    private void flow() {
        outstanding.clear();
        code.rows.forEach(_ -> outstanding.add(new HashSet<>()));
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int row = 0; row < code.rows.size(); row++) {
                for (Code.Edge edge : code.successors(row)) {
                    changed |= outstanding.get(edge.to()).addAll(after(row, edge.lane()));
                }
            }
        }
    }

    /// What may be outstanding behind a row if the branch in a lane is taken.
    private Set<Operation.Request> after(int row, int taken) {
        if (waits.get(row)) { return Set.of(); }
        for (int lane = 0; lane < code.rows.get(row).lanes(); lane++) {
            boolean happens = lane < taken || (code.rows.get(row).kept() >> lane & 1) != 0;
            if (happens && code.rows.get(row).slot(lane).isPresent()
                    && code.rows.get(row).slot(lane).get().op().operation instanceof Operation.Request request) {
                return Set.of(request);
            }
        }
        return outstanding.get(row);
    }

    private boolean needsCompletion(int index, Operation.Request request) {
        Row row = code.rows.get(index);
        for (int lane = 0; lane < row.lanes(); lane++) {
            if (row.slot(lane).isPresent()) {
                Row.Slot slot = row.slot(lane).get();
                boolean leaves = slot.goal() instanceof Goal.Leave || slot.op().operation instanceof Operation.Exit;
                if (leaves || needsCompletion(slot.op().operation, request)) { return true; }
            }
        }
        return false;
    }

    private static boolean needsCompletion(Operation operation, Operation.Request request) {
        return switch (operation) {
            case Operation.Get o -> o.special() == Special.RESULT;
            case Operation.Push _, Operation.Request _ -> true;
            case Operation.Access o -> o.space() == Space.MAP && touches(request, o.alias());
            case Operation.MapAdd o -> touches(request, o.alias());
            case Operation.Compute _, Operation.Transfer _, Operation.Put _, Operation.Adjust _ -> false;
        };
    }

    private static boolean touches(Operation.Request request, int alias) {
        return switch (request) {
            case Operation.MapRequest o -> o.op() != MapOp.LOOKUP;
            case Operation.AtomicRequest o -> o.op().isBarrier() || alias == 0 || o.alias() == 0 || alias == o.alias();
            case Operation.DivideRequest _ -> false;
        };
    }
}
