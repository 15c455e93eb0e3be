package xdp2rtl.engine.model;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.isa.Dispatch;

/// Which core packets go to, one after the other (`docs/machine.md`, section 10).
final class FlowTable {
    private final Dispatch dispatch;
    private final int cores;
    private final List<Integer> table;
    private int turn;

    FlowTable(Dispatch dispatch, int cores) {
        this.dispatch = dispatch;
        this.cores = cores;
        table = new ArrayList<>(dispatch.table());
    }

    /// The core of the next packet.
    int core(byte[] packet) {
        int entry = dispatch.byFlow() ? FlowHashModel.of(dispatch, packet) : 0;
        if (dispatch.byFlow() && table.get(entry) != Dispatch.FREE) { return table.get(entry); }
        int core = turn;
        table.set(entry, core);
        turn = (turn + 1) % cores;
        return core;
    }
}
