package xdp2rtl.reduce;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.isa.Operation;

/// The changes of one memory as a walk over the graph in its order passes them: from each state back to the
/// one before, and what lay between.
final class MemoryChain {
    /// A change of memory.
    ///
    /// @param bytes  what it touches; empty if that may be everything
    /// @param before the state that it met
    record Change(Operation operation, Optional<MemoryEffects.Bytes> bytes, int before) {}

    private final States states;
    private final Scope scope;
    private final Map<Integer, Change> changes = new HashMap<>();
    private int state;

    MemoryChain(States states, Scope scope) {
        this.states = states;
        this.scope = scope;
    }

    void enter(int block) { state = states.entry(block); }

    void pass(int block, int step, Operation operation) {
        int next = states.after(block, step, state);
        if (next != state) {
            changes.put(next, new Change(operation, MemoryEffects.touched(operation, scope), state));
            state = next;
        }
    }

    /// The state here.
    int state() { return state; }

    /// The oldest state in which the bytes are as they are here.
    int seenBy(MemoryEffects.Bytes bytes) { return seenBy(bytes, state); }

    int seenBy(MemoryEffects.Bytes bytes, int from) {
        int at = from;
        while (changes.containsKey(at) && changes.get(at).bytes.filter(other -> other.apart(bytes)).isPresent()) {
            at = changes.get(at).before;
        }
        return at;
    }

    /// The change that left this state; empty for a state that paths met in, or that the walk has not come
    /// to.
    Optional<Change> change(int at) { return Optional.ofNullable(changes.get(at)); }
}
