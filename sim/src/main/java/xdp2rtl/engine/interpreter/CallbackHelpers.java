package xdp2rtl.engine.interpreter;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import xdp2rtl.linux.Errno;

/// Helpers that call functions of the program. Sources: `inline_bpf_loop` (kernel/bpf/verifier.c),
/// `bpf_for_each_array_elem` (kernel/bpf/arraymap.c) and `bpf_for_each_hash_elem` (hashtab.c) of Linux 6.18.
final class CallbackHelpers {
    /// BPF_MAX_LOOPS.
    private static final long MOST_TURNS = 8 * 1024 * 1024;

    private final Helpers helpers;
    private final Function function;
    private final WalkOrder order;
    private final Cells keys;
    private int depth;

    /// Runs a function of the program.
    interface Function {
        long call(long address, long... arguments);
    }

    CallbackHelpers(AddressSpace memory, Helpers helpers, WalkOrder order, Function function) {
        this.helpers = helpers;
        this.order = order;
        this.function = function;
        this.keys = new Cells("the key of an entry", helpers.longestKey(), true, false);
        memory.set(AddressSpace.KEYS, keys);
    }

    /// As the verifier writes it into a program where the flags are 0: it compares all 64 bits of the number of turns,
    /// and puts -E2BIG into the lower half of R0.
    long loop(long turns, long address, long context, long flags) {
        if (flags != 0) { return Errno.EINVAL.result(); }
        if (Long.compareUnsigned(turns, MOST_TURNS) > 0) { return Integer.toUnsignedLong(Errno.E2BIG.result()); }
        for (long turn = 0; turn < turns; turn++) {
            if (function.call(address, turn, context) != 0) { return turn + 1; }
        }
        return turns;
    }

    long forEach(long map, long address, long context, long flags) {
        if (flags != 0) { return Errno.EINVAL.result(); }
        Supplier<Optional<byte[]>> walk = helpers.walk(map, order);
        int own = depth++;
        int done = 0;
        boolean stopped = false;
        for (Optional<byte[]> key = walk.get(); key.isPresent(); key = stopped ? Optional.empty() : walk.get()) {
            keys.put(own, Arrays.copyOf(key.get(), keys.size()));
            stopped = function.call(address, map, AddressSpace.address(AddressSpace.KEYS, own * keys.stride()),
                    helpers.valueAddress(map, key.get()), context) != 0;
            done++;
        }
        helpers.endWalk(map);
        depth--;
        return done;
    }

    /// Before a packet; a run that stopped may have left some calls open.
    void startPacket() { depth = 0; }
}
