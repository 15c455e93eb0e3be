package xdp2rtl.driver;

import static xdp2rtl.isa.ControlRegister.CORES;
import static xdp2rtl.isa.ControlRegister.DISPATCH_TABLE;

import java.util.List;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.isa.Dispatch;

/// The table that says which of several cores has the flows of a hash. It cannot be read; who moves flows keeps it.
public final class DispatchTable {
    private final CoreRegisters core;

    /// @throws InputError if there is one core only
    public DispatchTable(CoreRegisters core) {
        this.core = core;
        if (core.read(CORES) == 1) {
            throw new InputError(core.device().name(), "it has one core", "there is nothing to deal packets out to",
                    "Make it with several (--cores)");
        }
    }

    /// Moves flows: the input is held until no packet is inside, so none is lost and those of a flow stay in order. What
    /// the old cores' maps hold of flows that move stays there: `moved` can carry it over, while nothing runs.
    ///
    /// @param entries of every hash: a core, or [Dispatch#FREE]
    /// @param moved   runs before packets come in again
    /// @return cycles in which no packet came in
    public long write(List<Integer> entries, Runnable moved) {
        var writes = new RegisterWrites();
        for (int entry = 0; entry < Dispatch.ENTRIES; entry++) {
            writes.add(DISPATCH_TABLE.offset(entry), entries.get(entry));
        }
        InputHold hold = InputHold.of(core);
        try (hold) {
            core.write(writes);
            moved.run();
        }
        return hold.cycles();
    }
}
