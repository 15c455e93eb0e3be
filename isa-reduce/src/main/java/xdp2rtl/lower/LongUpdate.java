package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;
import static xdp2rtl.linux.Errno.EEXIST;
import static xdp2rtl.linux.Errno.EINVAL;
import static xdp2rtl.linux.Errno.ENOENT;

import java.util.List;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.DivideOp;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.linux.UpdateFlags;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.Placement;
import xdp2rtl.verifier.Range;

/// bpf_map_update_elem of a HASH or LRU_HASH whose values are longer than a request to the map unit
/// (`htab_map_update_elem`, kernel/bpf/hashtab.c). The request carries the first bytes, the program writes the rest.
///
/// Of a key that is there, the rest is written to the context's spare entry first, which the request then puts in: other
/// contexts see the old value or the new one. Of a new key it is written as soon as the key is there.
final class LongUpdate {
    private static final int VALUE = 3;
    private static final int LINE = 16;

    private final Site site;
    private final Emitter emitter;
    private final MemoryLowering memory;
    private final ByteCopies copies;
    private final MapLowering maps;

    LongUpdate(Site site, MemoryLowering memory, MapLowering maps) {
        this.site = site;
        this.emitter = site.emitter;
        this.memory = memory;
        this.copies = new ByteCopies(site, memory);
        this.maps = maps;
    }

    Value of(Placement.Hash hash, int place, List<Value> key, Value flags) {
        int size = hash.map().valueSize();
        int carried = MapLayout.longestUpdate(hash.map());
        // Values in place of stack memory are known as a whole only.
        boolean inWords = copies.promoted(VALUE, Value.of(size)).isPresent();
        List<Value> words = memory.words(VALUE, inWords ? size : carried, Long.BYTES);
        int first = carried / Long.BYTES;
        List<Value> rest = words.subList(first, words.size());
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        Draft again = emitter.open();
        Draft there = emitter.open();
        Draft fresh = emitter.open();
        Value answered = emitter.parameter(fresh);
        Value exists = Value.of(EEXIST.result());
        emitter.leaveIf(Cond.GT, W64, flags, Value.of(UpdateFlags.EXIST), done, Value.of(EINVAL.result()));
        maps.push(words.subList(0, first), 0, hash.keyPairs());
        emitter.jump(again);
        emitter.begin(again);
        emitter.leaveIf(Cond.NE, W64, maps.request(MapOp.LOOKUP, hash, 0, key), Value.ZERO, there);
        emitter.leaveIf(Cond.EQ, W64, flags, Value.of(UpdateFlags.EXIST), done, Value.of(ENOENT.result()));
        Value added = maps.updateHash(hash, place, key, UpdateFlags.NOEXIST);
        emitter.leaveIf(Cond.NE, W64, added, exists, fresh, added);
        emitter.leaveIf(Cond.EQ, W64, flags, Value.of(UpdateFlags.NOEXIST), done, exists);
        emitter.jump(again);
        emitter.begin(fresh);
        emitter.leaveIf(Cond.NE, W64, answered, Value.ZERO, done, answered);
        Value entry = maps.request(MapOp.LOOKUP, hash, 0, key);
        emitter.leaveIf(Cond.EQ, W64, entry, Value.ZERO, done, Value.ZERO);
        write(rest, new Access(Space.MAP, entry, 0, Size.B8, true, place + 1), carried, size);
        emitter.jump(done, Value.ZERO);
        emitter.begin(there);
        emitter.leaveIf(Cond.EQ, W64, flags, Value.of(UpdateFlags.NOEXIST), done, exists);
        write(rest, spare(hash, place), carried, size);
        Value replaced = maps.request(MapOp.UPDATE, hash, UpdateFlags.EXIST, key);
        emitter.leaveIf(Cond.NE, W64, replaced, Value.of(ENOENT.result()), done, replaced);
        emitter.leaveIf(Cond.EQ, W64, flags, Value.of(UpdateFlags.EXIST), done, replaced);
        emitter.jump(again);
        emitter.begin(done);
        return result;
    }

    /// The value of the context's spare entry, which the next update that replaces a value puts in.
    private Access spare(Placement.Hash hash, int place) {
        int contexts = site.layout.contexts();
        Value cpu = emitter.get(Special.CPU);
        Value context = Integer.bitCount(contexts) == 1 ? emitter.alu(AluOp.AND, cpu, contexts - 1L)
                : new ConstantDivision(emitter).divide(DivideOp.MOD, cpu, Range.U32, contexts);
        Value word = emitter.alu(AluOp.LSH, context, Integer.numberOfTrailingZeros(Long.BYTES));
        Access link = new Access(Space.MAP, word, hash.descriptor().extras(), Size.B8, true, place + 1);
        return new Access(Space.MAP, emitter.low32(emitter.load(link, false)), LINE * (1 + hash.keyPairs()), Size.B8,
                true, place + 1);
    }

    private void write(List<Value> rest, Access to, int carried, int size) {
        Access at = to.at(carried, Long.BYTES);
        if (rest.isEmpty()) {
            copies.copy(memory.access(VALUE, carried, 1), at, Value.of(size - carried));
        } else {
            copies.store(at, rest, size - carried);
        }
    }
}
