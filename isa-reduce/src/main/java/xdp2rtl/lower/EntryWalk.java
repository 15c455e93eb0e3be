package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.maps.Placement;
import xdp2rtl.verifier.StackSpan;
import xdp2rtl.verifier.Type;

/// The next entry of a hash map (`bpf_for_each_hash_elem`, kernel/bpf/hashtab.c): bucket by bucket, and along the chain of
/// each, as Linux goes, though its hash is another one.
///
/// The place of a walk is the number of the next bucket in the upper half, the next entry of this one in the lower, 0 for
/// none. That entry may have left the map since, and have become part of another chain or of the list of free ones, so
/// the key that it last had is looked up: where it is now the walk goes on, and if it is nowhere, with the next bucket.
final class EntryWalk {
    private static final int MAP = 1;
    private static final int PLACE = 2;
    private static final int LINE = 16;

    private final Site site;
    private final Emitter emitter;
    private final MemoryLowering memory;
    private final MapLowering maps;
    private final ByteCopies copies;
    private final int map;
    private final Placement.Hash hash;

    EntryWalk(Site site, MemoryLowering memory, MapLowering maps) {
        this.site = site;
        this.emitter = site.emitter;
        this.memory = memory;
        this.maps = maps;
        this.copies = new ByteCopies(site, memory);
        this.map = ((Type.Map) site.type(MAP)).map();
        this.hash = (Placement.Hash) site.layout.placement(map);
    }

    /// The address of the next value, 0 behind the last one.
    Value next() {
        int bytes = Long.BYTES + hash.map().keySize();
        Optional<StackSpan> values = copies.promoted(PLACE, Value.of(bytes));
        Value place = (values.isPresent() ? memory.words(PLACE, bytes, Long.BYTES)
                : memory.words(PLACE, Long.BYTES, Long.BYTES)).getFirst();
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        List<Value> after = new ArrayList<>();
        for (int at = 0; at < bytes; at += Long.BYTES) {
            after.add(emitter.parameter(done));
        }
        walk(place, done, after.size());
        emitter.begin(done);
        values.ifPresentOrElse(span -> copies.scatter(span, after),
                () -> copies.store(memory.access(PLACE, 0, 1), after, bytes));
        return result;
    }

    /// @param words that `done` takes beside the address: the place and the key
    private void walk(Value place, Draft done, int words) {
        Draft chain = emitter.open();
        Value entry = emitter.parameter(chain);
        Value bucket = emitter.parameter(chain);
        Draft found = emitter.open();
        emitter.jump(chain, emitter.low32(place), emitter.alu(AluOp.RSH, place, Integer.SIZE));
        emitter.begin(chain);
        emitter.leaveIf(Cond.NE, W64, entry, Value.ZERO, found);
        emitter.leaveIf(Cond.GT, W64, bucket, Value.of(hash.descriptor().bucketMask()), done,
                Stream.generate(() -> Value.ZERO).limit(words + 1L).toArray(Value[]::new));
        Value head = emitter.alu(AluOp.LSH, bucket, Integer.numberOfTrailingZeros(Long.BYTES));
        emitter.jump(chain, link(head, hash.descriptor().buckets()), emitter.alu(AluOp.ADD, bucket, 1));
        emitter.begin(found);
        List<Value> key = new ArrayList<>();
        for (int word = 0; word < 2 * hash.keyPairs(); word++) {
            key.add(emitter.load(access(entry, LINE + Long.BYTES * word, Size.B8), false));
        }
        Value value = maps.request(MapOp.LOOKUP, hash, 0, key);
        emitter.leaveIf(Cond.EQ, W64, value, Value.ZERO, chain, Value.ZERO, bucket);
        Value now = hash.map().isPerCpu() ? entry
                : emitter.alu(AluOp.SUB, value, LINE * (1L + hash.keyPairs()));
        Value after = emitter.alu(AluOp.OR, link(now, 0), emitter.alu(AluOp.LSH, bucket, Integer.SIZE));
        emitter.jump(done, Stream.concat(Stream.of(value, after), key.stream().limit(words - 1L))
                .toArray(Value[]::new));
    }

    /// The address of an entry that a word leads to.
    private Value link(Value base, int offset) { return emitter.load(access(base, offset, Size.B4), false); }

    private Access access(Value base, int offset, Size size) {
        return new Access(Space.MAP, base, offset, size, true, map + 1);
    }
}
