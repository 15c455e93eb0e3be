package xdp2rtl.engine.model;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import xdp2rtl.driver.MapStore;
import xdp2rtl.isa.KeyHash;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Width;
import xdp2rtl.linux.Errno;
import xdp2rtl.linux.UpdateFlags;
import xdp2rtl.maps.HashDescriptor;

/// The map unit, one state a cycle, after the table of `docs/machine.md`, section 6.
final class MapUnitModel {
    private static final int UNKNOWN_FLAGS = 3;

    private enum State {
        IDLE, HASH, HASH_READ, HASH_DATA, HASH_STEP, BUCKET_READ, BUCKET_DATA, BUCKET, KEY_READ, KEY_DATA, COMPARE, HIT,
        MISS,
        FREE_READ, FREE_DATA, FREE_LINK, FREE_HEAD, EXTRA_READ, EXTRA_DATA, EXTRA, EXTRA_WRITE,
        STATE_READ, STATE_DATA, ALLOCATE, POP_READ, POP_DATA, POP_WRITE, BUMP,
        NEW_META, NEW_KEY, NEW_KEY_READ, NEW_KEY_DATA, NEW_KEY_WRITE, VALUE_READ, VALUE_DATA, VALUE_WRITE, ZERO, LINK,
        ATOMIC_READ, ATOMIC_DATA, ATOMIC_COMPUTE, ATOMIC_WRITE, RESPOND
    }

    private static final Set<State> READS = EnumSet.of(State.BUCKET_READ, State.BUCKET, State.KEY_READ, State.COMPARE,
            State.FREE_READ, State.EXTRA_READ, State.STATE_READ, State.POP_READ, State.ATOMIC_READ);

    private final MapPort port;
    private final List<HashDescriptor> descriptors;
    private final ContextState[] contexts;
    private final Queue<Request> fifo = new ArrayDeque<>();

    private State state = State.IDLE;
    /// The state waits in this cycle.
    private boolean held;
    private Request request;
    /// The request, as what it is; only the one of its kind is current.
    private Request.Lookup lookup;
    private Request.Atomic atomic;
    private HashDescriptor map;
    private long answer;
    private int hash;
    private int pair;
    private int valuePair;
    private int cpu;
    private int link;
    private int bucket;
    private int entry;
    private int first;
    private int fresh;
    private int freshValue;
    private int next;
    private boolean inPlace;
    private long metaWord;
    private long atomicResult;

    MapUnitModel(MapStore memory, List<HashDescriptor> descriptors, ContextState[] contexts) {
        this.port = new MapPort(memory);
        this.descriptors = List.copyOf(descriptors);
        this.contexts = contexts;
    }

    void add(Request added) {
        fifo.add(added);
    }

    boolean busy() {
        return state != State.IDLE || !fifo.isEmpty();
    }

    /// One cycle, all but its memory write. The context whose request completes in it.
    /// @param taken whether an addition takes the port: a state that would use it waits
    Optional<ContextState> step(boolean taken) {
        held = taken && (port.asks() || READS.contains(state));
        if (held) { return Optional.empty(); }
        port.begin();
        Optional<ContextState> completed = Optional.empty();
        if (state == State.RESPOND) {
            request.context().result = answer;
            completed = Optional.of(request.context());
        }
        state = switch (state) {
            case IDLE, RESPOND -> pop();
            case HASH -> hash();
            case HASH_READ -> hashRead();
            case HASH_DATA -> State.HASH_STEP;
            case HASH_STEP -> hashStep();
            case BUCKET_READ -> bucketRead();
            case BUCKET_DATA -> captured(State.BUCKET);
            case BUCKET -> bucket();
            case KEY_READ -> keyRead();
            case KEY_DATA -> captured(State.COMPARE);
            case COMPARE -> compare();
            case HIT -> hit();
            case MISS -> miss();
            case FREE_READ -> read(map.state(), State.FREE_DATA);
            case FREE_DATA -> freeData();
            case FREE_LINK -> writeLowHalf(entry, (int) port.lineHigh(), State.FREE_HEAD);
            case FREE_HEAD -> writeLowHalf(map.state() + 8, entry, State.RESPOND);
            case EXTRA_READ -> read(extraWord(), State.EXTRA_DATA);
            case EXTRA_DATA -> captured(State.EXTRA);
            case EXTRA -> extra();
            case EXTRA_WRITE -> writeLowHalf(extraWord(), entry, State.NEW_META);
            case STATE_READ -> read(map.state(), State.STATE_DATA);
            case STATE_DATA -> captured(State.ALLOCATE);
            case ALLOCATE -> allocate();
            case POP_READ -> read(fresh, State.POP_DATA);
            case POP_DATA -> captured(State.POP_WRITE);
            case POP_WRITE -> popWrite();
            case BUMP -> bump();
            case NEW_META -> newMeta();
            case NEW_KEY -> newKey();
            case NEW_KEY_READ -> newKeyRead();
            case NEW_KEY_DATA -> State.NEW_KEY_WRITE;
            case NEW_KEY_WRITE -> newKeyWrite();
            case VALUE_READ -> valueRead();
            case VALUE_DATA -> State.VALUE_WRITE;
            case VALUE_WRITE -> valueWrite();
            case ZERO -> zero();
            case LINK -> writeLowHalf(link, fresh, State.RESPOND);
            case ATOMIC_READ -> atomicRead();
            case ATOMIC_DATA -> captured(State.ATOMIC_COMPUTE);
            case ATOMIC_COMPUTE -> atomicCompute();
            case ATOMIC_WRITE -> atomicWrite();
        };
        return completed;
    }

    /// Does the write of this cycle: that of the last state.
    void commit() {
        if (!held) {
            port.commit();
        }
    }

    private State pop() {
        request = fifo.poll();
        return switch (request) {
            case null -> State.IDLE;
            case Request.Atomic next -> {
                atomic = next;
                yield State.ATOMIC_READ;
            }
            case Request.Lookup next -> {
                lookup = next;
                map = descriptors.get(next.map());
                yield State.HASH;
            }
            case Request.Divide _ -> throw new IllegalStateException("a division came to the map unit");
        };
    }

    private State captured(State next) {
        port.capture();
        return next;
    }

    private State hash() {
        hash = KeyHash.step(0, lookup.low(), lookup.high());
        pair = 1;
        if (lookup.op() == MapOp.UPDATE && lookup.flags() == UNKNOWN_FLAGS) { return respond(Errno.EINVAL.result()); }
        return map.keyPairs() == 1 ? State.BUCKET_READ : State.HASH_READ;
    }

    private State hashRead() {
        readArguments(pair);
        return State.HASH_DATA;
    }

    private State hashStep() {
        hash = KeyHash.step(hash, port.argumentLow(), port.argumentHigh());
        pair++;
        return pair < map.keyPairs() ? State.HASH_READ : State.BUCKET_READ;
    }

    private State bucketRead() {
        bucket = map.buckets() + 8 * (hash & map.bucketMask());
        link = bucket;
        return read(bucket, State.BUCKET_DATA);
    }

    private State bucket() {
        entry = (int) port.word(bucket);
        first = entry;
        pair = 0;
        return read(entry, entry == 0 ? State.MISS : State.KEY_READ);
    }

    private State keyRead() {
        if (pair == 0) {
            metaWord = port.arriving();
        } else {
            readArguments(pair);
        }
        return read(entry + 16 + 16 * pair, State.KEY_DATA);
    }

    private State compare() {
        boolean same = port.lineLow() == (pair == 0 ? lookup.low() : port.argumentLow())
                && port.lineHigh() == (pair == 0 ? lookup.high() : port.argumentHigh());
        int follower = (int) metaWord;
        port.read(follower);
        if (!same) {
            if (follower == 0) { return State.MISS; }
            link = entry;
            entry = follower;
            pair = 0;
            return State.KEY_READ;
        }
        if (pair + 1 < map.keyPairs()) {
            pair++;
            return State.KEY_READ;
        }
        return lookup.op() == MapOp.LOOKUP ? respond(metaWord >>> 32) : State.HIT;
    }

    private State hit() {
        answer = 0;
        if (lookup.op() == MapOp.DELETE) { return State.FREE_READ; }
        if (lookup.flags() == UpdateFlags.NOEXIST) { return respond(Errno.EEXIST.result()); }
        inPlace = map.perCpu() == 1;
        freshValue = (int) (metaWord >>> 32);
        valuePair = 0;
        return inPlace ? State.VALUE_READ : State.EXTRA_READ;
    }

    private State miss() {
        return switch (lookup.op()) {
            case LOOKUP -> respond(0);
            case DELETE -> respond(Errno.ENOENT.result());
            case UPDATE -> {
                answer = 0;
                yield lookup.flags() == UpdateFlags.EXIST ? respond(Errno.ENOENT.result()) : State.STATE_READ;
            }
        };
    }

    private State freeData() {
        return writeLowHalf(link, (int) metaWord, captured(State.FREE_LINK));
    }

    private State extra() {
        fresh = (int) port.word(extraWord());
        freshValue = fresh + 16 + 16 * map.keyPairs();
        next = (int) metaWord;
        return State.EXTRA_WRITE;
    }

    private State allocate() {
        next = first;
        link = bucket;
        inPlace = false;
        int free = (int) port.lineHigh();
        int neverUsed = (int) port.lineLow();
        if (free != 0) {
            fresh = free;
            return State.POP_READ;
        }
        if (neverUsed == map.entryLimit()) { return respond(Errno.E2BIG.result()); }
        fresh = neverUsed;
        freshValue = (int) (port.lineLow() >>> 32);
        return State.BUMP;
    }

    private State popWrite() {
        freshValue = (int) (port.lineLow() >>> 32);
        return writeLowHalf(map.state() + 8, (int) port.lineLow(), State.NEW_META);
    }

    private State bump() {
        port.writeWord(map.state(), fresh + map.entryStride(), freshValue + map.valueStride());
        return State.NEW_META;
    }

    private State newMeta() {
        valuePair = 0;
        port.writeWord(fresh, next, freshValue);
        return State.NEW_KEY;
    }

    private State newKey() {
        pair = 1;
        port.writeLine(fresh + 16, lookup.low(), lookup.high());
        return map.keyPairs() > 1 ? State.NEW_KEY_READ : State.VALUE_READ;
    }

    private State newKeyRead() {
        readArguments(pair);
        return State.NEW_KEY_DATA;
    }

    private State newKeyWrite() {
        port.writeLine(fresh + 16 + 16 * pair, port.argumentLow(), port.argumentHigh());
        pair++;
        return pair < map.keyPairs() ? State.NEW_KEY_READ : State.VALUE_READ;
    }

    private State valueRead() {
        readArguments(map.keyPairs() + valuePair);
        return State.VALUE_DATA;
    }

    private State valueWrite() {
        port.writeLine(physical(freshValue, request.context()) + 16 * valuePair, port.argumentLow(),
                port.argumentHigh());
        valuePair++;
        State then = valuePair < map.valuePairs() ? State.VALUE_READ : inPlace ? State.RESPOND
                : map.perCpu() == 1 ? State.ZERO : State.LINK;
        if (then == State.ZERO) {
            cpu = 0;
            valuePair = 0;
        }
        return then;
    }

    private State zero() {
        if (cpu != request.context().number) {
            port.writeLine(physical(freshValue, contexts[cpu]) + 16 * valuePair, 0, 0);
        }
        valuePair++;
        if (valuePair == map.valuePairs()) {
            valuePair = 0;
            cpu++;
        }
        return cpu == contexts.length ? State.LINK : State.ZERO;
    }

    private State atomicRead() {
        readArguments(0);
        return read(atomic.address(), State.ATOMIC_DATA);
    }

    private State atomicCompute() {
        boolean wide = atomic.width() == Width.W64;
        long word = port.word(atomic.address());
        long old = wide ? word : word >>> (atomic.address() & 4) * 8 & 0xffff_ffffL;
        long value = atomic.value();
        boolean equal = wide ? old == port.argumentLow() : (int) old == (int) port.argumentLow();
        atomicResult = switch (atomic.op()) {
            case ADD -> old + value;
            case OR -> old | value;
            case AND -> old & value;
            case XOR -> old ^ value;
            case EXCHANGE -> value;
            case COMPARE_EXCHANGE -> equal ? value : old;
        };
        answer = old;
        return State.ATOMIC_WRITE;
    }

    private State atomicWrite() {
        if (atomic.width() == Width.W64) {
            port.writeWord(atomic.address(), atomicResult);
        } else {
            port.writeBytes4(atomic.address(), atomicResult);
        }
        return State.RESPOND;
    }

    private State respond(long value) {
        answer = value;
        return State.RESPOND;
    }

    private int extraWord() {
        return map.extras() + 8 * request.context().number;
    }

    private State read(int address, State then) {
        port.read(address);
        return then;
    }

    private void readArguments(int pair) {
        port.readArguments(request.context(), pair);
    }

    private static int physical(int address, ContextState context) {
        return address < 0 ? context.perCpuBase + (address & 0x7fff_ffff) : address;
    }

    private State writeLowHalf(int address, int value, State then) {
        port.writeLowHalf(address, value);
        return then;
    }
}
