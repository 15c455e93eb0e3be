package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;
import static xdp2rtl.linux.Errno.E2BIG;
import static xdp2rtl.linux.Errno.EEXIST;
import static xdp2rtl.linux.Errno.EINVAL;
import static xdp2rtl.linux.Errno.ENOENT;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.lower.Value.Constant;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.UpdateFlags;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.Placement;

/// bpf_map_lookup_elem, bpf_map_update_elem and bpf_map_delete_elem (kernel/bpf/arraymap.c, hashtab.c).
/// Arrays are address arithmetic; hash maps are requests to the map unit; prefixes are searched for.
final class MapLowering {
    private static final int KEY = 2;
    private static final int VALUE = 3;
    private static final int CPU = 3;
    private static final int FLAGS = 4;

    private final Site site;
    private final Emitter emitter;
    private final MemoryLowering memory;
    private final InnerMapLowering calls;
    private final LockLowering locks;

    MapLowering(Site site, MemoryLowering memory, LockLowering locks) {
        this.locks = locks;
        this.site = site;
        this.emitter = site.emitter;
        this.memory = memory;
        this.calls = new InnerMapLowering(site);
    }

    Value lookup() { return calls.onMap(this::lookup); }

    Value lookupOnCpu() { return calls.onMap(this::lookupOnCpu); }

    /// A value of another CPU, whose place does not depend on who asks (kernel/bpf/arraymap.c, hashtab.c).
    private Value lookupOnCpu(int place) {
        Value cpu = emitter.low32(site.read(CPU));
        Value part = emitter.alu(AluOp.ADD, emitter.multiply(W64, cpu, Value.of(site.layout.cpuBytes())),
                site.layout.cpuBase(0) - (1L << CoreConfig.PER_CPU_BIT));
        Value own = lookup(place);
        Value found = emitter.choose(own, emitter.alu(AluOp.ADD, own, part), 0);
        return emitter.choose(emitter.compare(Cond.LT, W64, cpu, Value.of(site.layout.contexts())), found, 0);
    }

    Value update() { return calls.onMap(this::update); }

    Value delete() { return calls.onMap(this::delete); }

    private Value lookup(int place) {
        if (site.refusal.map(place).holdsMaps()) { return calls.found(place, site.layout.placement(place), this); }
        return switch (site.layout.placement(place)) {
            case Placement.Array array when array.map().holdsTargets() -> {
                Value index = index(place);
                Value address = address(array, index);
                yield emitter.choose(entry(site, array, place, index), address, 0);
            }
            case Placement.Array array -> {
                Value index = index(place);
                yield emitter.choose(inside(site, array, index), address(array, index), 0);
            }
            case Placement.Hash hash -> lookup(hash);
            case Placement.Ring _, Placement.Shared _, Placement.Line _, Placement.Filter _ ->
                throw noEntries(site.layout.placement(place));
            case Placement.Prefixes prefixes -> lookup(prefixes, place);
        };
    }

    /// The address of the value of the call's key, 0 if there is none.
    Value lookup(Placement.Hash hash) { return request(MapOp.LOOKUP, hash, 0, key(hash)); }

    private Value lookup(Placement.Prefixes prefixes, int place) {
        List<Value> chunks = memory.words(KEY, prefixes.map().keySize(), Integer.BYTES);
        var search = new PrefixSearch(emitter, prefixes.table(), place + 1);
        return search.find(search.keyWords(chunks.subList(1, chunks.size())), chunks.getFirst());
    }

    /// The address of a value whose key is a number of 32 bits, 0 if there is none.
    Value lookup(Placement.Hash hash, Value key) {
        return request(MapOp.LOOKUP, hash, 0, padded(new ArrayList<>(List.of(key)), hash.keyPairs()));
    }

    /// The call's key as an index.
    Value index(int place) {
        Value index = memory.words(KEY, 4, 8).getFirst();
        site.keys.add(new KeyUse(place, site.node().place(), List.of(index)));
        return index;
    }

    /// 1 if the array has such an entry, else 0.
    static Value inside(Site site, Placement.Array array, Value index) {
        return site.emitter.compare(Cond.LT, W64, index,
                Value.of(Integer.toUnsignedLong(array.map().maxEntries())));
    }

    private Value address(Placement.Array array, Value index) { return address(site, array, index); }

    private static Value address(Site site, Placement.Array array, Value index) {
        Value distance = site.emitter.multiply(W64, index, Value.of(array.stride()));
        return site.emitter.alu(AluOp.ADD, distance, Integer.toUnsignedLong(array.address()));
    }

    /// The word of an entry that names a target, 0 if there is no such entry.
    static Value entry(Site site, Placement.Array targets, int place, Value index) {
        Value inside = inside(site, targets, index);
        if (inside.is(0)) { return Value.ZERO; }
        // Read whether or not the index is inside; what is outside is not used.
        Access access = new Access(Space.MAP, address(site, targets, index), 0, Size.B8, true, place + 1);
        return site.emitter.choose(inside, site.emitter.load(access, false), 0);
    }

    /// The key's words, zero-padded to whole pairs.
    private List<Value> key(Placement.Hash hash) {
        List<Value> words = memory.words(KEY, hash.map().keySize(), 8);
        site.keys.add(new KeyUse(site.layout.placements().indexOf(hash), site.node().place(), words));
        return padded(new ArrayList<>(words), hash.keyPairs());
    }

    private static List<Value> padded(List<Value> words, int pairs) {
        while (words.size() < 2 * pairs) {
            words.add(Value.ZERO);
        }
        return words;
    }

    void push(List<Value> words, int fromPair, int firstIndex) {
        for (int pair = fromPair; 2 * pair < words.size(); pair++) {
            emitter.push(firstIndex + pair, words.get(2 * pair), words.get(2 * pair + 1));
        }
    }

    Value request(MapOp op, Placement.Hash hash, int flags, List<Value> key) {
        push(key, 1, 0);
        Operand low = emitter.operand(key.get(0));
        Operand high = emitter.beside(low, key.get(1));
        emitter.emit(new Operation.MapRequest(op, hash.number(), flags, low, high));
        return emitter.get(Special.RESULT);
    }

    private Value delete(int place) {
        return switch (site.layout.placement(place)) {
            case Placement.Array _ -> Value.of(EINVAL.result());
            case Placement.Hash hash -> request(MapOp.DELETE, hash, 0, key(hash));
            case Placement.Ring _, Placement.Shared _, Placement.Line _, Placement.Filter _ ->
                throw noEntries(site.layout.placement(place));
            case Placement.Prefixes prefixes -> throw changed(prefixes);
        };
    }

    /// Types have refused it.
    private static IllegalStateException changed(Placement.Prefixes prefixes) {
        return new IllegalStateException("the program changes map " + prefixes.map().name());
    }

    private Value update(int place) {
        Value flags = site.read(FLAGS);
        return switch (site.layout.placement(place)) {
            case Placement.Array array -> updateArray(array, place, flags);
            case Placement.Hash hash -> {
                List<Value> key = key(hash);
                if (!MapLayout.takesUpdates(hash.map())) {
                    yield new LongUpdate(site, memory, this).of(hash, place, key, flags);
                }
                List<Value> value = withoutLock(hash.map(), memory.words(VALUE, hash.map().valueSize(), 8));
                yield hash.map().lock().isPresent() ? updateLockable(hash, place, key, value, flags)
                        : updateHash(hash, place, key, value, flags);
            }
            case Placement.Ring _, Placement.Shared _, Placement.Line _, Placement.Filter _ ->
                throw noEntries(site.layout.placement(place));
            case Placement.Prefixes prefixes -> throw changed(prefixes);
        };
    }

    private Value updateHash(Placement.Hash hash, int place, List<Value> key, List<Value> value, Value flags) {
        pushValue(hash, value);
        return flags instanceof Constant(long number) ? updateHash(hash, place, key, unitFlags(number))
                : updateHash(hash, place, key, flags);
    }

    private void pushValue(Placement.Hash hash, List<Value> value) {
        push(padded(new ArrayList<>(value), hash.valuePairs()), 0, hash.keyPairs());
    }

    /// A value is changed in its place, with its lock held, where the flags say so (BPF_F_LOCK).
    private Value updateLockable(Placement.Hash hash, int place, List<Value> key, List<Value> value, Value flags) {
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        Draft waits = emitter.open();
        emitter.leaveIf(Cond.SET, W64, flags, Value.of(UpdateFlags.LOCK), waits);
        emitter.jump(done, updateHash(hash, place, key, value, flags));
        emitter.begin(waits);
        emitter.jump(done, updateLocked(hash, place, key, value,
                emitter.alu(AluOp.AND, flags, ~(long) UpdateFlags.LOCK)));
        emitter.begin(done);
        return result;
    }

    /// Where somebody else puts the key in between the search and the update, it is searched for again.
    private Value updateLocked(Placement.Hash hash, int place, List<Value> key, List<Value> value, Value rule) {
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        Draft again = emitter.open();
        Draft there = emitter.open();
        Value exists = Value.of(EEXIST.result());
        emitter.leaveIf(Cond.GT, W64, rule, Value.of(UpdateFlags.EXIST), done, Value.of(EINVAL.result()));
        emitter.jump(again);
        emitter.begin(again);
        Value address = lookup(hash);
        emitter.leaveIf(Cond.NE, W64, address, Value.ZERO, there);
        emitter.leaveIf(Cond.EQ, W64, rule, Value.of(UpdateFlags.EXIST), done, Value.of(ENOENT.result()));
        pushValue(hash, value);
        Value answer = request(MapOp.UPDATE, hash, UpdateFlags.NOEXIST, key);
        emitter.leaveIf(Cond.NE, W64, answer, exists, done, answer);
        emitter.leaveIf(Cond.EQ, W64, rule, Value.of(UpdateFlags.NOEXIST), done, exists);
        emitter.jump(again);
        emitter.begin(there);
        emitter.leaveIf(Cond.EQ, W64, rule, Value.of(UpdateFlags.NOEXIST), done, exists);
        copyLocked(value, new Access(Space.MAP, address, 0, Size.B8, true, place + 1), hash.map());
        emitter.jump(done, Value.ZERO);
        emitter.begin(done);
        return result;
    }

    private void copyLocked(List<Value> words, Access to, MapSpec map) {
        Access lock = to.at(map.lock().orElseThrow(), MapSpec.LOCK_BYTES);
        locks.take(lock);
        copy(words, to, map);
        locks.give(lock);
    }

    private static IllegalStateException noEntries(Placement placement) {
        return new IllegalStateException("a call that types have let pass has map " + placement.map().name());
    }

    /// The map unit answers -EINVAL to 3; so does Linux to everything above 2 (BPF_F_LOCK needs a lock in the
    /// value).
    private static int unitFlags(long flags) {
        return flags < 0 || flags > UpdateFlags.EXIST ? UpdateFlags.EXIST + 1 : (int) flags;
    }

    /// Flags that are not known: one request for each value that there is.
    private Value updateHash(Placement.Hash hash, int place, List<Value> key, Value flags) {
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        for (int number = 0; number <= UpdateFlags.EXIST; number++) {
            Draft other = emitter.open();
            emitter.leaveIf(Cond.NE, W64, flags, Value.of(number), other);
            emitter.jump(done, updateHash(hash, place, key, number));
            emitter.begin(other);
        }
        emitter.jump(done, request(MapOp.UPDATE, hash, UpdateFlags.EXIST + 1, key));
        emitter.begin(done);
        return result;
    }

    /// A full LRU map drops keys until there is room. An update of keys that are there finds no lack of it.
    Value updateHash(Placement.Hash hash, int place, List<Value> key, int flags) {
        if (!hash.map().evicts() || flags >= UpdateFlags.EXIST) { return request(MapOp.UPDATE, hash, flags, key); }
        Draft again = emitter.open();
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        emitter.jump(again);
        emitter.begin(again);
        Value answer = request(MapOp.UPDATE, hash, flags, key);
        emitter.leaveIf(Cond.NE, W64, answer, Value.of(E2BIG.result()), done, answer);
        request(MapOp.DELETE, hash, 0, new Eviction(emitter, hash, place + 1).key(again));
        emitter.jump(again);
        emitter.begin(done);
        return result;
    }

    /// array_map_update_elem: the order of its tests decides which error is seen.
    private Value updateArray(Placement.Array array, int place, Value flags) {
        Value index = index(place);
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        emitter.leaveIf(Cond.GT, W64, emitter.alu(AluOp.AND, flags, ~UpdateFlags.LOCK), Value.of(UpdateFlags.EXIST),
                done, Value.of(EINVAL.result()));
        emitter.leaveIf(Cond.GE, W64, index, Value.of(Integer.toUnsignedLong(array.map().maxEntries())),
                done, Value.of(E2BIG.result()));
        emitter.leaveIf(Cond.SET, W64, flags, Value.of(UpdateFlags.NOEXIST), done, Value.of(EEXIST.result()));
        Access to = new Access(Space.MAP, address(array, index), 0, Size.B8, true, place + 1);
        List<Value> words = memory.words(VALUE, array.map().valueSize(), 8);
        if (array.map().lock().isPresent()) {
            Draft waits = emitter.open();
            emitter.leaveIf(Cond.SET, W64, flags, Value.of(UpdateFlags.LOCK), waits);
            copy(words, to, array.map());
            emitter.jump(done, Value.ZERO);
            emitter.begin(waits);
            copyLocked(words, to, array.map());
        } else {
            emitter.leaveIf(Cond.SET, W64, flags, Value.of(UpdateFlags.LOCK), done, Value.of(EINVAL.result()));
            copy(words, to, array.map());
        }
        emitter.jump(done, Value.ZERO);
        emitter.begin(done);
        return result;
    }

    /// A value's bytes, but for its lock's (`copy_map_value` of Linux, include/linux/bpf.h).
    private void copy(List<Value> words, Access to, MapSpec map) {
        for (int at = 0; at < map.valueSize();) {
            int bytes = Math.min(8 - at % 8, Integer.highestOneBit(map.valueSize() - at));
            if (map.touchesLock(at, at + bytes - 1)) {
                bytes = MapSpec.LOCK_BYTES;
            }
            if (!map.touchesLock(at, at + bytes - 1)) {
                emitter.store(to.at(at, bytes), emitter.alu(AluOp.RSH, words.get(at / 8), 8L * (at % 8)));
            }
            at += bytes;
        }
    }

    /// With a lock that nobody holds, as in every new element.
    private List<Value> withoutLock(MapSpec map, List<Value> words) {
        map.lock().ifPresent(lock -> words.set(lock / Long.BYTES, lock % Long.BYTES == 0
                ? emitter.alu(AluOp.LSH, emitter.alu(AluOp.RSH, words.get(lock / Long.BYTES), Integer.SIZE),
                        Integer.SIZE)
                : emitter.low32(words.get(lock / Long.BYTES))));
        return words;
    }
}
