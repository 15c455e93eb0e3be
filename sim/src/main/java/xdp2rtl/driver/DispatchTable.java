package xdp2rtl.driver;

import static xdp2rtl.isa.ControlRegister.CORES;
import static xdp2rtl.isa.ControlRegister.DISPATCH_TABLE;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.flow.MapPlaces;
import xdp2rtl.isa.Dispatch;

/// The table that says which of several cores has the flows of a hash.
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

    /// The core of every hash, or [Dispatch#FREE]. While packets come in, a free hash can get one at any time.
    public List<Integer> read() {
        return Arrays.stream(core.readAll(DISPATCH_TABLE)).boxed().toList();
    }

    /// Gives hashes of keys cores where they have none. The input is held meanwhile.
    ///
    /// @param keys of the map of a name
    /// @return what the dispatcher goes by then
    public Dispatch owners(MapPlaces places, Function<String, List<Bytes>> keys) {
        int cores = core.read(CORES);
        Dispatch before = places.dispatch(cores).withTable(read());
        Dispatch after = places.owners(before, cores, keys);
        var writes = new RegisterWrites();
        for (int entry = 0; entry < Dispatch.ENTRIES; entry++) {
            if (!after.table().get(entry).equals(before.table().get(entry))) {
                writes.add(DISPATCH_TABLE.offset(entry), after.table().get(entry));
            }
        }
        core.write(writes);
        return after;
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
