package xdp2rtl.engine.model;

import java.util.Optional;
import xdp2rtl.isa.MapOp;
import xdp2rtl.linux.Errno;
import xdp2rtl.linux.UpdateFlags;
import xdp2rtl.maps.HashDescriptor;

/// A change of a hash map, one state a cycle, after the table of `docs/machine.md`, section 6.
final class MapChangeModel {
    private static final int UNKNOWN_FLAGS = 3;

    private enum State {
        IDLE, HIT, MISS, COUNT,
        FREE_READ, FREE_DATA, FREE_LINK, FREE_HEAD, EXTRA_READ, EXTRA_DATA, EXTRA, EXTRA_WRITE,
        STATE_READ, STATE_DATA, ALLOCATE, POP_READ, POP_DATA, POP_WRITE, BUMP,
        NEW_META, NEW_KEY_READ, NEW_KEY_DATA, NEW_KEY_WRITE, VALUE_READ, VALUE_DATA, VALUE_WRITE, ZERO, LINK
    }

    private final MapPort port;
    private final int latency;
    private final ContextState[] contexts;
    private final Optional<MapRoom.Port> room;
    private State state = State.IDLE;
    private Request.Lookup request;
    private HashDescriptor map;
    private Optional<Answer> answer = Optional.empty();
    /// Cycles until the line that was read comes, this one not counted.
    private int missing;
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

    /// @param latency of the map memory
    /// @param room    of the maps, where there are several cores
    MapChangeModel(MapPort port, int latency, ContextState[] contexts, Optional<MapRoom.Port> room) {
        this.port = port;
        this.latency = latency;
        this.contexts = contexts;
        this.room = room;
    }

    boolean busy() {
        return state != State.IDLE;
    }

    /// Whether the state reads the map memory.
    boolean reads() {
        return switch (state) {
            case FREE_READ, EXTRA_READ, STATE_READ, POP_READ -> true;
            case IDLE, HIT, MISS, COUNT, FREE_DATA, FREE_LINK, FREE_HEAD, EXTRA_DATA, EXTRA, EXTRA_WRITE, STATE_DATA,
                    ALLOCATE,
                    POP_DATA, POP_WRITE, BUMP, NEW_META, NEW_KEY_READ, NEW_KEY_DATA, NEW_KEY_WRITE, VALUE_READ,
                    VALUE_DATA,
                    VALUE_WRITE, ZERO, LINK ->
                false;
        };
    }

    /// The answer that was given in this cycle.
    Optional<Answer> answer() {
        return answer;
    }

    /// One cycle.
    ///
    /// @param ended the change that has ended its walk in this cycle
    void step(Optional<MapWalkModel.Ended> ended) {
        answer = Optional.empty();
        state = switch (state) {
            case IDLE -> ended.map(this::begin).orElse(State.IDLE);
            case HIT -> hit();
            case MISS -> miss();
            case COUNT -> room.orElseThrow().answer().map(this::counted).orElse(State.COUNT);
            case FREE_READ -> read(map.state(), State.FREE_DATA);
            case FREE_DATA -> freeData();
            case FREE_LINK -> writeLowHalf(entry, (int) port.lineHigh(), State.FREE_HEAD);
            case FREE_HEAD -> writeLowHalf(map.state() + 8, entry, answer(0));
            case EXTRA_READ -> read(extraWord(), State.EXTRA_DATA);
            case EXTRA_DATA -> captured(State.EXTRA_DATA, State.EXTRA);
            case EXTRA -> extra();
            case EXTRA_WRITE -> writeLowHalf(extraWord(), entry, State.NEW_META);
            case STATE_READ -> read(map.state(), State.STATE_DATA);
            case STATE_DATA -> captured(State.STATE_DATA, State.ALLOCATE);
            case ALLOCATE -> allocate();
            case POP_READ -> read(fresh, State.POP_DATA);
            case POP_DATA -> captured(State.POP_DATA, State.POP_WRITE);
            case POP_WRITE -> popWrite();
            case BUMP -> bump();
            case NEW_META -> newMeta();
            case NEW_KEY_READ -> newKeyRead();
            case NEW_KEY_DATA -> State.NEW_KEY_WRITE;
            case NEW_KEY_WRITE -> newKeyWrite();
            case VALUE_READ -> valueRead();
            case VALUE_DATA -> State.VALUE_WRITE;
            case VALUE_WRITE -> valueWrite();
            case ZERO -> zero();
            case LINK -> writeLowHalf(link, fresh, answer(0));
        };
    }

    private State begin(MapWalkModel.Ended ended) {
        request = ended.request();
        map = ended.map();
        bucket = ended.bucket();
        link = ended.link();
        first = ended.first();
        entry = ended.entry();
        metaWord = ended.meta();
        return ended.found() ? State.HIT : State.MISS;
    }

    /// The state after one that lasts until its line has come.
    private State captured(State here, State next) {
        if (missing > 0) {
            missing--;
            return here;
        }
        port.capture();
        return next;
    }

    private State hit() {
        if (request.op() == MapOp.DELETE) { return count(false, State.FREE_READ); }
        if (request.flags() == UNKNOWN_FLAGS) { return answer(Errno.EINVAL.result()); }
        if (request.flags() == UpdateFlags.NOEXIST) { return answer(Errno.EEXIST.result()); }
        inPlace = map.perCpu() == 1;
        freshValue = (int) (metaWord >>> 32);
        valuePair = 0;
        return inPlace ? State.VALUE_READ : State.EXTRA_READ;
    }

    private State miss() {
        boolean update = request.op() == MapOp.UPDATE;
        if (update && request.flags() == UNKNOWN_FLAGS) { return answer(Errno.EINVAL.result()); }
        if (!update || request.flags() == UpdateFlags.EXIST) { return answer(Errno.ENOENT.result()); }
        return count(true, State.STATE_READ);
    }

    /// Asks whether a key can be added, or says that one is deleted, where that is counted.
    private State count(boolean adds, State otherwise) {
        if (room.isEmpty() || map.counted() == 0) { return otherwise; }
        room.get().ask(request.map(), adds);
        return State.COUNT;
    }

    private State counted(boolean granted) {
        if (request.op() == MapOp.DELETE) { return State.FREE_READ; }
        return granted ? State.STATE_READ : answer(Errno.E2BIG.result());
    }

    private State freeData() {
        return writeLowHalf(link, (int) metaWord, captured(State.FREE_DATA, State.FREE_LINK));
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
        if (neverUsed == map.entryLimit()) { return answer(Errno.E2BIG.result()); }
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
        pair = 0;
        valuePair = 0;
        port.writeWord(fresh, next, freshValue);
        return State.NEW_KEY_READ;
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
        State then = valuePair < map.valuePairs() ? State.VALUE_READ : inPlace ? answer(0)
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

    private State answer(long value) {
        answer = Optional.of(new Answer(request.context(), value));
        return State.IDLE;
    }

    private int extraWord() {
        return map.extras() + 8 * request.context().number;
    }

    private State read(int address, State then) {
        port.read(address);
        missing = latency - 1;
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
