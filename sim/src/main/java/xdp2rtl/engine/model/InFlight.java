package xdp2rtl.engine.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Cause;
import xdp2rtl.isa.Operation;
import xdp2rtl.port.Retired;

/// A bundle between issue and write-back.
final class InFlight {
    final long cycle;
    final ContextState context;
    final int address;
    final List<Optional<Operation>> slots;
    final boolean waits;
    private final int kept;
    /// Set when the row lies behind the program.
    final boolean beyond;

    /// RESULT in `DECODE`.
    long answer;

    /// Per lane: operand values as they stand in `EXECUTE`, and the result to be written.
    final long[] left;
    final long[] right;
    final long[] result;

    /// The lane whose branch is taken; the number of lanes if none is. Higher lanes are squashed, but for those that are
    /// kept.
    int takenLane;
    boolean ends;
    long r0;
    int next;
    Cause fault = Cause.NONE;
    boolean request;
    final List<Retired.MemoryWrite> stores = new ArrayList<>(2);

    InFlight(long cycle, ContextState context, Bundle row, boolean beyond) {
        this.cycle = cycle;
        this.context = context;
        this.address = context.address;
        this.slots = row.slots();
        this.waits = row.waits();
        this.kept = row.kept();
        this.beyond = beyond;
        left = new long[slots.size()];
        right = new long[slots.size()];
        result = new long[slots.size()];
        takenLane = slots.size();
        next = address + 1;
    }

    boolean squashed(int lane) {
        return lane > takenLane && (kept >> lane & 1) == 0;
    }

    /// The retirement record.
    Retired retire() {
        List<Retired.RegisterWrite> writes = new ArrayList<>(slots.size());
        for (int lane = 0; lane < slots.size(); lane++) {
            Optional<Operation> slot = slots.get(lane);
            if (slot.isPresent() && slot.get().writes().isPresent()) {
                writes.add(new Retired.RegisterWrite(lane, slot.get().writes().get().index(), result[lane]));
            }
        }
        stores.sort(Comparator.comparing(Retired.MemoryWrite::space));
        boolean over = ends || fault != Cause.NONE;
        return new Retired(cycle, context.cpu, address, over ? Retired.ENDS : next, writes, stores, request);
    }
}
