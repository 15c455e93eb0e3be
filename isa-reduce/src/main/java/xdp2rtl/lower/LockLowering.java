package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;

import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Special;

/// bpf_spin_lock and bpf_spin_unlock (kernel/bpf/helpers.c): 1 in the lock's word while somebody holds it. Both are
/// exchanges. The map unit makes one after the other, so that of all who ask one finds 0; and it gives a lock back
/// behind all that its holder has asked of it before.
final class LockLowering {
    private static final int LOCK = 1;
    private static final Value FREE = Value.ZERO;
    private static final Value HELD = Value.of(1);

    private final Emitter emitter;
    private final MemoryLowering memory;

    LockLowering(Site site, MemoryLowering memory) {
        this.emitter = site.emitter;
        this.memory = memory;
    }

    /// Asks until it is free.
    Value lock() {
        take(memory.access(LOCK, 0, Integer.BYTES));
        return Value.ZERO;
    }

    /// Asks for the lock in a word of a map until it is free.
    void take(Access word) {
        Draft again = emitter.open();
        Draft done = emitter.open();
        emitter.jump(again);
        emitter.begin(again);
        memory.exchange(word, HELD);
        emitter.leaveIf(Cond.EQ, W64, emitter.get(Special.RESULT), FREE, done);
        emitter.jump(again);
        emitter.begin(done);
    }

    Value unlock() {
        give(memory.access(LOCK, 0, Integer.BYTES));
        return Value.ZERO;
    }

    /// Gives the lock in a word of a map back.
    void give(Access word) { memory.exchange(word, FREE); }
}
