package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.maps.Placement;

/// Which key leaves a full LRU map: entries are taken in turn, as they lie in memory. The last key that an entry had is
/// deleted if it is in the map, wherever.
///
/// Contexts that do this at once may take the same entry, or read a key that is half written: then what they delete is
/// not there, and they go on with the next one. Each turn goes on by an entry, so one round of all entries frees one
/// unless other contexts take what is freed, which means that they are served.
final class Eviction {
    private static final int LINE = 16;

    private final Emitter emitter;
    private final Placement.Hash hash;
    private final int alias;

    /// @param alias of the map's values
    Eviction(Emitter emitter, Placement.Hash hash, int alias) {
        this.emitter = emitter;
        this.hash = hash;
        this.alias = alias;
    }

    /// The words of the key that is to be deleted next, whole pairs. Goes to `none` instead if the entry never had one.
    List<Value> key(Draft none) {
        Access place = access(Value.ZERO, hash.victim());
        Value distance = emitter.load(place, false);
        Value next = emitter.alu(AluOp.ADD, distance, hash.descriptor().entryStride());
        Value inside = emitter.compare(Cond.LT, W64, next, Value.of(hash.entryBytes()));
        emitter.store(place, emitter.choose(inside, next, 0));
        Value entry = emitter.alu(AluOp.ADD, distance, hash.firstEntry());
        // The upper half is the value's address.
        Value value = emitter.alu(AluOp.RSH, emitter.load(access(entry, 0), false), Integer.SIZE);
        emitter.leaveIf(Cond.EQ, W64, value, Value.ZERO, none);
        List<Value> words = new ArrayList<>();
        for (int word = 0; word < 2 * hash.keyPairs(); word++) {
            words.add(emitter.load(access(entry, LINE + Long.BYTES * word), false));
        }
        return words;
    }

    private Access access(Value base, int offset) {
        return new Access(Space.MAP, base, offset, Size.B8, true, alias);
    }
}
