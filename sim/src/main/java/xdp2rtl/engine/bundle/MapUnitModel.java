package xdp2rtl.engine.bundle;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.KeyHash;
import xdp2rtl.isa.MapOp;
import xdp2rtl.isa.Width;
import xdp2rtl.maps.HashDescriptor;

/// The map unit, one state a cycle, after the table of `docs/machine.md`, section 6.
final class MapUnitModel {
    private static final int NO_EXIST = 1;
    private static final int EXIST = 2;
    private static final int UNKNOWN_FLAGS = 3;
    private static final long ENOENT = -2;
    private static final long E2BIG = -7;
    private static final long EEXIST = -17;
    private static final long EINVAL = -22;

    private enum State {
        IDLE, HASH, HASH_READ, HASH_DATA, HASH_STEP, BUCKET_READ, BUCKET_DATA, BUCKET, KEY_READ, KEY_DATA, COMPARE, HIT, MISS,
        UNLINK, FREE_READ, FREE_DATA, FREE_LINK, FREE_HEAD, EXTRA_READ, EXTRA_DATA, EXTRA, EXTRA_WRITE,
        STATE_READ, STATE_DATA, ALLOCATE, POP_READ, POP_DATA, POP_WRITE, BUMP,
        NEW_META, NEW_KEY, NEW_KEY_READ, NEW_KEY_DATA, NEW_KEY_WRITE, VALUE_READ, VALUE_DATA, VALUE_WRITE, ZERO, LINK,
        ATOMIC_READ, ATOMIC_DATA, ATOMIC_COMPUTE, ATOMIC_WRITE, RESPOND
    }

    /// A write of this cycle, done at its end.
    private enum Write { NONE, LOW_HALF, WORD, LINE, BYTES_4 }

    private final MapStore memory;
    private final List<HashDescriptor> descriptors;
    private final ContextState[] contexts;
    private final Queue<Request> fifo = new ArrayDeque<>();

    private State state = State.IDLE;
    private Request request;
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
    /// What the memory and the arguments put out in the cycle after a read, and the registers that capture it.
    private long readLow;
    private long readHigh;
    private long argLow;
    private long argHigh;
    private long lineLow;
    private long lineHigh;

    private Write write = Write.NONE;
    private int writeAddress;
    private long writeLow;
    private long writeHigh;

    MapUnitModel(MapStore memory, List<HashDescriptor> descriptors, ContextState[] contexts) {
        this.memory = memory;
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
    Optional<ContextState> step() {
        write = Write.NONE;
        Optional<ContextState> completed = Optional.empty();
        switch (state) {
            case IDLE -> pop();
            case RESPOND -> {
                request.context().result = answer;
                completed = Optional.of(request.context());
                pop();
            }
            case ATOMIC_READ, ATOMIC_DATA, ATOMIC_COMPUTE, ATOMIC_WRITE -> atomic((Request.Atomic) request);
            case HASH, HASH_READ, HASH_DATA, HASH_STEP, BUCKET_READ, BUCKET_DATA, BUCKET, KEY_READ, KEY_DATA, COMPARE, HIT, MISS ->
                search((Request.Lookup) request);
            case UNLINK, FREE_READ, FREE_DATA, FREE_LINK, FREE_HEAD, EXTRA_READ, EXTRA_DATA, EXTRA, EXTRA_WRITE, STATE_READ,
                 STATE_DATA, ALLOCATE, POP_READ, POP_DATA, POP_WRITE, BUMP -> allocate();
            case NEW_META, NEW_KEY, NEW_KEY_READ, NEW_KEY_DATA, NEW_KEY_WRITE, VALUE_READ, VALUE_DATA, VALUE_WRITE, ZERO, LINK ->
                fill((Request.Lookup) request);
        }
        return completed;
    }

    /// Does the write of this cycle.
    void commit() {
        switch (write) {
            case NONE -> { }
            case LOW_HALF -> memory.lowHalf(writeAddress, (int) writeLow);
            case WORD -> memory.word(writeAddress, writeLow);
            case BYTES_4 -> memory.store(writeAddress, 4, writeLow);
            case LINE -> {
                memory.word(writeAddress & ~15, writeLow);
                memory.word(writeAddress & ~15 | 8, writeHigh);
            }
        }
    }

    private void pop() {
        request = fifo.poll();
        state = switch (request) {
            case null -> State.IDLE;
            case Request.Atomic _ -> State.ATOMIC_READ;
            case Request.Lookup lookup -> {
                map = descriptors.get(lookup.map());
                yield State.HASH;
            }
            case Request.Divide _ -> throw new IllegalStateException("a division came to the map unit");
        };
    }

    private void search(Request.Lookup lookup) {
        switch (state) {
            case HASH -> {
                hash = KeyHash.step(0, lookup.low(), lookup.high());
                pair = 1;
                if (lookup.op() == MapOp.UPDATE && lookup.flags() == UNKNOWN_FLAGS) {
                    respond(EINVAL);
                } else {
                    state = map.keyPairs() == 1 ? State.BUCKET_READ : State.HASH_READ;
                }
            }
            case HASH_READ -> {
                readArguments(pair);
                state = State.HASH_DATA;
            }
            case HASH_DATA -> state = State.HASH_STEP;
            case HASH_STEP -> {
                hash = KeyHash.step(hash, argLow, argHigh);
                pair++;
                state = pair < map.keyPairs() ? State.HASH_READ : State.BUCKET_READ;
            }
            case BUCKET_READ -> {
                bucket = map.buckets() + 8 * (hash & map.bucketMask());
                link = bucket;
                readLine(bucket);
                state = State.BUCKET_DATA;
            }
            case BUCKET_DATA -> {
                capture();
                state = State.BUCKET;
            }
            case BUCKET -> {
                entry = (int) wordOf(bucket);
                first = entry;
                readLine(entry);
                pair = 0;
                state = entry == 0 ? State.MISS : State.KEY_READ;
            }
            case KEY_READ -> {
                if (pair == 0) {
                    metaWord = readLow;
                } else {
                    readArguments(pair);
                }
                readLine(entry + 16 + 16 * pair);
                state = State.KEY_DATA;
            }
            case KEY_DATA -> {
                capture();
                state = State.COMPARE;
            }
            case COMPARE -> compare(lookup);
            case HIT -> hit(lookup);
            case MISS -> {
                switch (lookup.op()) {
                    case LOOKUP -> respond(0);
                    case DELETE -> respond(ENOENT);
                    case UPDATE -> {
                        if (lookup.flags() == EXIST) {
                            respond(ENOENT);
                        } else {
                            answer = 0;
                            state = State.STATE_READ;
                        }
                    }
                }
            }
            default -> throw new IllegalStateException("not a search state: " + state);
        }
    }

    private void compare(Request.Lookup lookup) {
        long low = pair == 0 ? lookup.low() : argLow;
        long high = pair == 0 ? lookup.high() : argHigh;
        boolean same = lineLow == low && lineHigh == high;
        int follower = (int) metaWord;
        readLine(follower);
        if (!same) {
            if (follower == 0) {
                state = State.MISS;
            } else {
                link = entry;
                entry = follower;
                pair = 0;
                state = State.KEY_READ;
            }
        } else if (pair + 1 < map.keyPairs()) {
            pair++;
            state = State.KEY_READ;
        } else if (lookup.op() == MapOp.LOOKUP) {
            respond(metaWord >>> 32);
        } else {
            state = State.HIT;
        }
    }

    private void hit(Request.Lookup lookup) {
        answer = 0;
        if (lookup.op() == MapOp.DELETE) {
            state = State.UNLINK;
        } else if (lookup.flags() == NO_EXIST) {
            respond(EEXIST);
        } else if (map.perCpu() == 1) {
            freshValue = (int) (metaWord >>> 32);
            valuePair = 0;
            inPlace = true;
            state = State.VALUE_READ;
        } else {
            inPlace = false;
            state = State.EXTRA_READ;
        }
    }

    private void allocate() {
        switch (state) {
            case UNLINK -> {
                writeLowHalf(link, (int) metaWord);
                state = State.FREE_READ;
            }
            case FREE_READ -> {
                readLine(map.state());
                state = State.FREE_DATA;
            }
            case FREE_DATA -> {
                capture();
                state = State.FREE_LINK;
            }
            case FREE_LINK -> {
                writeLowHalf(entry, (int) lineHigh);
                state = State.FREE_HEAD;
            }
            case FREE_HEAD -> {
                writeLowHalf(map.state() + 8, entry);
                state = State.RESPOND;
            }
            case EXTRA_READ -> {
                readLine(extra());
                state = State.EXTRA_DATA;
            }
            case EXTRA_DATA -> {
                capture();
                state = State.EXTRA;
            }
            case EXTRA -> {
                fresh = (int) wordOf(extra());
                freshValue = fresh + 16 + 16 * map.keyPairs();
                next = (int) metaWord;
                state = State.EXTRA_WRITE;
            }
            case EXTRA_WRITE -> {
                writeLowHalf(extra(), entry);
                state = State.NEW_META;
            }
            case STATE_READ -> {
                readLine(map.state());
                state = State.STATE_DATA;
            }
            case STATE_DATA -> {
                capture();
                state = State.ALLOCATE;
            }
            case ALLOCATE -> {
                next = first;
                link = bucket;
                inPlace = false;
                int free = (int) lineHigh;
                int neverUsed = (int) lineLow;
                if (free != 0) {
                    fresh = free;
                    state = State.POP_READ;
                } else if (neverUsed == map.entryLimit()) {
                    respond(E2BIG);
                } else {
                    fresh = neverUsed;
                    freshValue = (int) (lineLow >>> 32);
                    state = State.BUMP;
                }
            }
            case POP_READ -> {
                readLine(fresh);
                state = State.POP_DATA;
            }
            case POP_DATA -> {
                capture();
                state = State.POP_WRITE;
            }
            case POP_WRITE -> {
                freshValue = (int) (lineLow >>> 32);
                writeLowHalf(map.state() + 8, (int) lineLow);
                state = State.NEW_META;
            }
            case BUMP -> {
                write(Write.WORD, map.state(), word(fresh + map.entryStride(), freshValue + map.valueStride()), 0);
                state = State.NEW_META;
            }
            default -> throw new IllegalStateException("not an allocation state: " + state);
        }
    }

    private void fill(Request.Lookup lookup) {
        switch (state) {
            case NEW_META -> {
                write(Write.WORD, fresh, word(next, freshValue), 0);
                valuePair = 0;
                state = State.NEW_KEY;
            }
            case NEW_KEY -> {
                write(Write.LINE, fresh + 16, lookup.low(), lookup.high());
                pair = 1;
                state = map.keyPairs() > 1 ? State.NEW_KEY_READ : State.VALUE_READ;
            }
            case NEW_KEY_READ -> {
                readArguments(pair);
                state = State.NEW_KEY_DATA;
            }
            case NEW_KEY_DATA -> state = State.NEW_KEY_WRITE;
            case NEW_KEY_WRITE -> {
                write(Write.LINE, fresh + 16 + 16 * pair, argLow, argHigh);
                pair++;
                state = pair < map.keyPairs() ? State.NEW_KEY_READ : State.VALUE_READ;
            }
            case VALUE_READ -> {
                readArguments(map.keyPairs() + valuePair);
                state = State.VALUE_DATA;
            }
            case VALUE_DATA -> state = State.VALUE_WRITE;
            case VALUE_WRITE -> {
                write(Write.LINE, physical(freshValue, request.context()) + 16 * valuePair, argLow, argHigh);
                valuePair++;
                if (valuePair < map.valuePairs()) {
                    state = State.VALUE_READ;
                } else if (inPlace) {
                    state = State.RESPOND;
                } else if (map.perCpu() == 1) {
                    cpu = 0;
                    valuePair = 0;
                    state = State.ZERO;
                } else {
                    state = State.LINK;
                }
            }
            case ZERO -> {
                if (cpu != request.context().number) {
                    write(Write.LINE, physical(freshValue, contexts[cpu]) + 16 * valuePair, 0, 0);
                }
                valuePair++;
                if (valuePair == map.valuePairs()) {
                    valuePair = 0;
                    cpu++;
                }
                state = cpu == contexts.length ? State.LINK : State.ZERO;
            }
            case LINK -> {
                writeLowHalf(link, fresh);
                state = State.RESPOND;
            }
            default -> throw new IllegalStateException("not a filling state: " + state);
        }
    }

    private void atomic(Request.Atomic atomic) {
        boolean wide = atomic.width() == Width.W64;
        switch (state) {
            case ATOMIC_READ -> {
                readLine(atomic.address());
                readArguments(0);
                state = State.ATOMIC_DATA;
            }
            case ATOMIC_DATA -> {
                capture();
                state = State.ATOMIC_COMPUTE;
            }
            case ATOMIC_COMPUTE -> {
                long word = wordOf(atomic.address());
                long old = wide ? word : word >>> (atomic.address() & 4) * 8 & 0xffff_ffffL;
                long value = atomic.value();
                boolean equal = wide ? old == argLow : (int) old == (int) argLow;
                atomicResult = switch (atomic.op()) {
                    case ADD -> old + value;
                    case OR -> old | value;
                    case AND -> old & value;
                    case XOR -> old ^ value;
                    case EXCHANGE -> value;
                    case COMPARE_EXCHANGE -> equal ? value : old;
                };
                answer = old;
                state = State.ATOMIC_WRITE;
            }
            case ATOMIC_WRITE -> {
                write(wide ? Write.WORD : Write.BYTES_4, atomic.address(), atomicResult, 0);
                state = State.RESPOND;
            }
            default -> throw new IllegalStateException("not an atomic state: " + state);
        }
    }

    private void respond(long value) {
        answer = value;
        state = State.RESPOND;
    }

    private int extra() {
        return map.extras() + 8 * request.context().number;
    }

    private void readLine(int address) {
        readLow = memory.word(address & ~15);
        readHigh = memory.word(address & ~15 | 8);
    }

    private void readArguments(int index) {
        argLow = request.context().argumentLow[index % CoreConfig.ARGUMENT_PAIRS];
        argHigh = request.context().argumentHigh[index % CoreConfig.ARGUMENT_PAIRS];
    }

    private void capture() {
        lineLow = readLow;
        lineHigh = readHigh;
    }

    private long wordOf(int address) {
        return (address & 8) == 0 ? lineLow : lineHigh;
    }

    private static long word(int low, int high) {
        return Integer.toUnsignedLong(low) | (long) high << 32;
    }

    private static int physical(int address, ContextState context) {
        return address < 0 ? context.perCpuBase + (address & 0x7fff_ffff) : address;
    }

    private void writeLowHalf(int address, int value) {
        write(Write.LOW_HALF, address, value, 0);
    }

    private void write(Write kind, int address, long low, long high) {
        write = kind;
        writeAddress = address;
        writeLow = low;
        writeHigh = high;
    }
}
