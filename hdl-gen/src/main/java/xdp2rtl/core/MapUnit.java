package xdp2rtl.core;

import static xdp2rtl.core.MapState.*;

import java.util.List;
import java.util.stream.Stream;
import xdp2rtl.core.Descriptors.Word;
import xdp2rtl.core.MapState.Use;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.hdl.Wire;
import xdp2rtl.isa.AtomicOp;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.MapOp;

@Doc("Looks hash maps up, changes them, and makes atomic operations: one request at a time, a state in each cycle.")
final class MapUnit extends Component {
    private static final int EINVAL = 22;
    private static final int EEXIST = 17;
    private static final int E2BIG = 7;
    private static final int ENOENT = 2;

    private final Shape shape;
    private final MapRequestFormat format;

    @Doc("the oldest request")
    final In valid = in(1);
    final In request;
    final Out pop = out(1);
    final Out respond = out(1);
    final Out respondContext;
    final Out answer = out(64);

    @Doc("the unit's port of the map memory")
    final Out uses = out(1);
    final Out line;
    final Out data = out(128);
    final Out bytes = out(16);
    final In lineRead = in(128);

    @Doc("pushed pairs")
    final Out pairContext;
    final Out pairIndex = out(Shape.PAIR);
    final In pairRead = in(128);

    @Doc("where each context's own maps begin")
    final Out cpuContext;
    final In cpuBase = in(32);

    @Doc("the host's writes")
    final In describe = in(1);
    final In describeMap = in(MapRequestFormat.MAP);
    final In describeWord = in(4);
    final In describeData = in(32);

    final Choice<MapState> state = reg(MapState.class, IDLE);
    final Reg thisContext;
    final Reg code = reg(MapRequestFormat.CODE).noReset();
    final Reg wide = reg(1).noReset();
    final Reg flags = reg(2).noReset();
    final Reg map = reg(MapRequestFormat.MAP).noReset();
    final Reg low = reg(64).noReset();
    final Reg high = reg(64).noReset();
    @Doc("what was read from the map memory and from the pushed pairs two cycles ago")
    final Reg memory = reg(128).noReset();
    final Reg pair = reg(128).noReset();
    @Doc("the last access was to an odd word")
    final Reg odd = reg(1).noReset();
    final Reg hash = reg(32).noReset();
    @Doc("pair of the key, of the value, and context whose copy is zeroed")
    final Reg i = reg(Shape.PAIR).noReset();
    final Reg j = reg(Shape.PAIR).noReset();
    final Reg k;
    final Reg bucket;
    final Reg link;
    final Reg first = reg(32).noReset();
    final Reg entry = reg(32).noReset();
    final Reg metaNext = reg(32).noReset();
    final Reg metaValue = reg(32).noReset();
    final Reg fresh = reg(32).noReset();
    final Reg freshValue = reg(32).noReset();
    final Reg freshNext = reg(32).noReset();
    @Doc("the value is written over the old one")
    final Reg inPlace = reg(1).noReset();
    final Reg bumped = reg(64).noReset();
    @Doc("where the next line of the value goes")
    final Reg valueLine;
    final Reg answered = reg(64).noReset();
    final Reg written = reg(64).noReset();

    @Doc("low half of the word that was read")
    final Wire found = wire(32);

    final Descriptors descriptors;
    final KeyHashStep step = use(new KeyHashStep());
    final AtomicUnit atomic = use(new AtomicUnit());

    MapUnit(Shape shape) {
        this.shape = shape;
        this.format = new MapRequestFormat(shape);
        super("map_unit");
        request = in(format.width());
        respondContext = out(shape.context());
        line = out(shape.line());
        pairContext = out(shape.context());
        cpuContext = out(shape.context());
        thisContext = reg(shape.context()).noReset();
        k = reg(shape.context()).noReset();
        bucket = reg(shape.map()).noReset();
        link = reg(shape.map()).noReset();
        valueLine = reg(shape.map()).noReset();
        descriptors = use(new Descriptors(shape));
    }

    @Override protected void logic() {
        descriptors.write.assign(describe);
        descriptors.writeMap.assign(describeMap);
        descriptors.writeWord.assign(describeWord);
        descriptors.writeData.assign(describeData);
        descriptors.map.assign(map);
        access();
        arguments();
        take();
        var update = let("update", code.is(MapOp.UPDATE.ordinal()));
        var lookup = let("lookup", code.is(MapOp.LOOKUP.ordinal()));
        var delete = let("delete", code.is(MapOp.DELETE.ordinal()));
        lookup(update, lookup);
        change(update, lookup, delete);
        writeValue();
        atomics();
        respond.assign(state.is(RESPOND));
        respondContext.assign(thisContext);
        answer.assign(answered);
    }

    private Bits word(Word word) {
        return descriptors.word(word);
    }

    /// The word of the last access, of the line that was read.
    private Bits word64() {
        return odd.then(memory.high(64), memory.low(64));
    }

    private void access() {
        section("the access of this state");
        int bits = shape.map();
        var zero = Bits.of(bits, 0);
        var hashed = let("hashed", Bits.concat(hash.low(bits - 3).and(word(Word.BUCKET_MASK)), Bits.of(3, 0)));
        var entryLow = entry.low(bits);
        var freshLow = fresh.low(bits);
        found.assign(odd.then(memory.bits(95, 64), memory.low(32)));
        var asked = high.low(bits);
        var base = let("base", select(state, s -> switch (s) {
            case BUCKET_READ -> word(Word.BUCKETS);
            case BUCKET -> found.low(bits);
            case KEY_READ, FREE_LINK -> entryLow;
            case COMPARE -> metaNext.low(bits);
            case UNLINK, LINK -> link;
            case FREE_READ, STATE_READ, FREE_HEAD, POP_WRITE, BUMP -> word(Word.STATE);
            case EXTRA_READ, EXTRA_WRITE -> word(Word.EXTRAS);
            case POP_READ, NEW_META, NEW_KEY, NEW_KEY_WRITE -> freshLow;
            case VALUE_WRITE, ZERO -> valueLine;
            case ATOMIC_READ, ATOMIC_WRITE -> asked;
            case IDLE, HASH, HASH_READ, HASH_DATA, HASH_STEP, BUCKET_DATA, KEY_DATA, HIT, MISS, FREE_DATA, EXTRA_DATA, EXTRA,
                 STATE_DATA, ALLOCATE, POP_DATA, NEW_KEY_READ, NEW_KEY_DATA, VALUE_READ, VALUE_DATA, ATOMIC_DATA, ATOMIC_COMPUTE,
                 RESPOND -> zero;
        }));
        var pairPlace = let("pair_place", Bits.concat(i.zext(Shape.PAIR + 1).plus(1), Bits.of(4, 0)).zext(bits));
        var contextPlace = Bits.concat(thisContext, Bits.of(3, 0)).zext(bits);
        var eight = Bits.of(bits, 8);
        var sixteen = Bits.of(bits, 16);
        var offset = let("offset", select(state, s -> switch (s) {
            case BUCKET_READ -> hashed;
            case KEY_READ, NEW_KEY_WRITE -> pairPlace;
            case FREE_HEAD, POP_WRITE -> eight;
            case EXTRA_READ, EXTRA_WRITE -> contextPlace;
            case NEW_KEY -> sixteen;
            case IDLE, HASH, HASH_READ, HASH_DATA, HASH_STEP, BUCKET_DATA, BUCKET, KEY_DATA, COMPARE, HIT, MISS, UNLINK, FREE_READ,
                 FREE_DATA, FREE_LINK, EXTRA_DATA, EXTRA, STATE_READ, STATE_DATA, ALLOCATE, POP_READ, POP_DATA, BUMP, NEW_META,
                 NEW_KEY_READ, NEW_KEY_DATA, VALUE_READ, VALUE_DATA, VALUE_WRITE, ZERO, LINK, ATOMIC_READ, ATOMIC_DATA,
                 ATOMIC_COMPUTE, ATOMIC_WRITE, RESPOND -> zero;
        }));
        var address = let("address", base.plus(offset));
        line.assign(address.high(shape.line()));
        var otherCopy = let("other_copy", k.isNot(thisContext));
        var yes = Bits.of(1, 1);
        var no = Bits.of(1, 0);
        var accesses = let("accesses", select(state, s -> s == ZERO ? otherCopy : s.use() == Use.NONE ? no : yes));
        uses.assign(accesses);
        when(accesses, () -> odd.next(address.bit(3)));
        when(state.is(BUCKET_READ), () -> bucket.next(address));

        section("what is written");
        var freeHead = memory.bits(95, 64);
        var half = let("half", select(state, s -> switch (s) {
            case UNLINK -> metaNext;
            case FREE_LINK -> freeHead;
            case POP_WRITE -> memory.low(32);
            case LINK -> fresh;
            default -> entry;
        }));
        var key = Bits.concat(high, low);
        var freshMeta = Bits.concat(freshValue, freshNext);
        data.assign(select(state, s -> switch (s) {
            case BUMP -> bumped.repeat(2);
            case NEW_META -> freshMeta.repeat(2);
            case NEW_KEY -> key;
            case NEW_KEY_WRITE, VALUE_WRITE -> pair;
            case ZERO -> Bits.of(128, 0);
            case ATOMIC_WRITE -> wide.then(written.repeat(2), written.low(32).repeat(4));
            default -> half.zext(64).repeat(2);
        }));
        var here = address.bit(3);
        var halfBytes = let("half_bytes", Bits.concat(Bits.of(4, 0), here.repeat(4), Bits.of(4, 0), here.not().repeat(4)));
        var wordBytes = Bits.concat(here.repeat(8), here.not().repeat(8));
        var upper = address.bit(2);
        var atomicBytes = let("atomic_bytes", wordBytes.and(wide.repeat(16).or(
            Bits.concat(upper.repeat(4), upper.not().repeat(4)).repeat(2))));
        var lineBytes = otherCopy.or(state.isNot(ZERO)).repeat(16);
        var none = Bits.of(16, 0);
        bytes.assign(select(state, s -> switch (s.use()) {
            case NONE, READ -> none;
            case WRITE_LOW_HALF -> halfBytes;
            case WRITE_WORD -> wordBytes;
            case WRITE_LINE -> lineBytes;
            case WRITE_ATOMIC -> atomicBytes;
        }));
        unused(address.low(2));
        memory.next(lineRead);
    }

    private void arguments() {
        section("pushed pairs");
        pairContext.assign(thisContext);
        var ofValue = let("of_value", word(Word.KEY_PAIRS).plus(j));
        pairIndex.assign(select(state, s -> switch (s) {
            case VALUE_READ -> ofValue;
            case ATOMIC_READ -> Bits.of(Shape.PAIR, 0);
            default -> i;
        }));
        pair.next(pairRead);
    }

    private void take() {
        section("take a request, hash its key");
        pop.assign(valid.and(state.isOneOf(IDLE, RESPOND)));
        when(state.is(RESPOND), () -> state.next(IDLE));
        when(pop, () -> {
            state.next(choice(MapState.class, format.atomic(request).then(code(ATOMIC_READ), code(HASH))));
            thisContext.next(format.context(request));
            code.next(format.code(request));
            wide.next(format.wide(request));
            flags.next(format.flags(request));
            map.next(format.map(request));
            low.next(format.low(request));
            high.next(format.high(request));
            hash.next(0);
            i.next(1);
        });
        var start = let("start", state.is(HASH));
        step.hash.assign(hash);
        step.low.assign(start.then(low, pair.low(64)));
        step.high.assign(start.then(high, pair.high(64)));
        when(start.or(state.is(HASH_STEP)), () -> hash.next(step.next));
    }

    private void lookup(Bits update, Bits lookup) {
        section("walk the bucket");
        var bad = let("bad_flags", update.and(flags.is(3)));
        when(state.is(HASH), () -> {
            when(bad, () -> fail(EINVAL)).elseWhen(descriptors.onePair, () -> state.next(BUCKET_READ))
                .otherwise(() -> state.next(HASH_READ));
        });
        follow(HASH_READ, HASH_DATA, HASH_STEP);
        var more = let("next_pair", i.plus(1));
        var keyEnds = let("key_ends", more.is(word(Word.KEY_PAIRS)));
        when(state.is(HASH_STEP), () -> {
            i.next(more);
            state.next(choice(MapState.class, keyEnds.then(code(BUCKET_READ), code(HASH_READ))));
        });
        follow(BUCKET_READ, BUCKET_DATA, BUCKET);
        when(state.is(BUCKET), () -> {
            link.next(bucket);
            first.next(found);
            entry.next(found);
            i.next(0);
            state.next(choice(MapState.class, found.any().then(code(KEY_READ), code(MISS))));
        });
        when(state.is(KEY_READ).and(i.is(0)), () -> {
            metaNext.next(lineRead.low(32));
            metaValue.next(lineRead.bits(63, 32));
        });
        follow(KEY_READ, KEY_DATA, COMPARE);
        var same = let("same", memory.is(i.is(0).then(Bits.concat(high, low), pair)));
        when(state.is(COMPARE), () -> {
            when(same, () -> {
                when(keyEnds.not(), () -> {
                    i.next(more);
                    state.next(KEY_READ);
                }).elseWhen(lookup, () -> answer(metaValue.zext(64)))
                    .otherwise(() -> state.next(HIT));
            }).elseWhen(metaNext.any(), () -> {
                link.next(entry.low(shape.map()));
                entry.next(metaNext);
                i.next(0);
                state.next(KEY_READ);
            }).otherwise(() -> state.next(MISS));
        });
    }

    private void change(Bits update, Bits lookup, Bits delete) {
        section("what is to be done");
        when(state.is(HIT), () -> {
            answered.next(0);
            freshValue.next(metaValue);
            inPlace.next(1);
            j.next(0);
            when(delete, () -> state.next(UNLINK))
                .elseWhen(flags.is(1), () -> fail(EEXIST))
                .elseWhen(word(Word.PER_CPU), () -> state.next(VALUE_READ))
                .otherwise(() -> state.next(EXTRA_READ));
        });
        when(state.is(MISS), () -> {
            when(lookup, () -> answer(Bits.of(64, 0)))
                .elseWhen(delete.or(update.and(flags.is(2))), () -> fail(ENOENT))
                .otherwise(() -> {
                    answered.next(0);
                    state.next(STATE_READ);
                });
        });
        section("delete");
        follow(UNLINK, FREE_READ, FREE_DATA, FREE_LINK, FREE_HEAD, RESPOND);
        section("replace: the context's spare entry takes the place of the old one");
        follow(EXTRA_READ, EXTRA_DATA, EXTRA, EXTRA_WRITE, NEW_META);
        var entryHeader = let("entry_header", Bits.concat(word(Word.KEY_PAIRS).zext(Shape.PAIR + 1).plus(1), Bits.of(4, 0)).zext(32));
        when(state.is(EXTRA), () -> {
            fresh.next(found);
            freshValue.next(found.plus(entryHeader));
            freshNext.next(metaNext);
        });
        section("allocate");
        follow(STATE_READ, STATE_DATA, ALLOCATE);
        var freeHead = memory.bits(95, 64);
        var unusedEntry = memory.low(32);
        when(state.is(ALLOCATE), () -> {
            freshNext.next(first);
            link.next(bucket);
            fresh.next(let("from_free", freeHead.any()).then(freeHead, unusedEntry));
            freshValue.next(memory.bits(63, 32));
            bumped.next(Bits.concat(memory.bits(63, 32).plus(word(Word.VALUE_STRIDE)), unusedEntry.plus(word(Word.ENTRY_STRIDE))));
            when(freeHead.any(), () -> state.next(POP_READ))
                .elseWhen(unusedEntry.is(word(Word.ENTRY_LIMIT)), () -> fail(E2BIG))
                .otherwise(() -> state.next(BUMP));
        });
        follow(POP_READ, POP_DATA, POP_WRITE, NEW_META);
        when(state.is(POP_WRITE), () -> freshValue.next(memory.bits(63, 32)));
        follow(BUMP, NEW_META);
        section("write the key");
        when(state.is(NEW_META), () -> {
            j.next(0);
            i.next(0);
            inPlace.next(0);
            state.next(NEW_KEY);
        });
        var onePair = let("one_pair", word(Word.KEY_PAIRS).is(1));
        when(state.is(NEW_KEY), () -> {
            i.next(1);
            state.next(choice(MapState.class, onePair.then(code(VALUE_READ), code(NEW_KEY_READ))));
        });
        follow(NEW_KEY_READ, NEW_KEY_DATA, NEW_KEY_WRITE);
        var more = let("key_pair_behind", i.plus(1));
        when(state.is(NEW_KEY_WRITE), () -> {
            i.next(more);
            state.next(choice(MapState.class, more.is(word(Word.KEY_PAIRS)).then(code(VALUE_READ), code(NEW_KEY_READ))));
        });
        follow(LINK, RESPOND);
    }

    private void writeValue() {
        section("write the value");
        int bits = shape.map();
        var perCpu = freshValue.bit(CoreConfig.PER_CPU_BIT);
        var nextCopy = let("next_copy", shape.after(k));
        cpuContext.assign(select(state, s -> switch (s) {
            case VALUE_READ -> thisContext;
            case ZERO -> nextCopy;
            default -> Bits.of(shape.context(), 0);
        }));
        var translated = let("translated", freshValue.low(bits).plus(perCpu.repeat(bits).and(cpuBase.low(bits))));
        unused(cpuBase);
        var lineAfter = let("line_after", valueLine.plus(16));
        var behind = let("value_pair_behind", j.plus(1));
        var last = let("value_ends", behind.is(word(Word.VALUE_PAIRS)));
        follow(VALUE_READ, VALUE_DATA, VALUE_WRITE);
        when(state.is(VALUE_READ).and(j.is(0)), () -> valueLine.next(translated));
        when(state.is(VALUE_WRITE), () -> {
            valueLine.next(lineAfter);
            j.next(behind);
            state.next(VALUE_READ);
            when(last, () -> {
                j.next(0);
                k.next(0);
                valueLine.next(translated);
                state.next(LINK);
                when(inPlace, () -> state.next(RESPOND)).elseWhen(word(Word.PER_CPU), () -> state.next(ZERO));
            });
        });
        when(state.is(ZERO), () -> {
            valueLine.next(lineAfter);
            j.next(behind);
            when(last, () -> {
                j.next(0);
                k.next(nextCopy);
                valueLine.next(translated);
                when(k.is(shape.contexts() - 1L), () -> state.next(LINK));
            });
        });
    }

    private void atomics() {
        section("atomics");
        follow(ATOMIC_READ, ATOMIC_DATA, ATOMIC_COMPUTE, ATOMIC_WRITE, RESPOND);
        var word = let("word", word64());
        var narrow = let("narrow", high.bit(2).then(word.high(32), word.low(32)));
        var old = let("old", wide.then(word, narrow.zext(64)));
        atomic.op.assign(choice(AtomicOp.class, code));
        atomic.wide.assign(wide);
        atomic.old.assign(old);
        atomic.value.assign(low);
        atomic.expected.assign(pair.low(64));
        when(state.is(ATOMIC_COMPUTE), () -> {
            written.next(atomic.result);
            answered.next(old);
        });
    }

    /// Each state is followed by the one behind it.
    private void follow(MapState... states) {
        for (int s = 0; s + 1 < states.length; s++) {
            var to = states[s + 1];
            when(state.is(states[s]), () -> state.next(to));
        }
    }

    private void answer(Bits value) {
        answered.next(value);
        state.next(RESPOND);
    }

    private void fail(int error) {
        answer(Bits.of(64, java.math.BigInteger.ONE.shiftLeft(64).subtract(java.math.BigInteger.valueOf(error))));
    }

    private Bits code(MapState state) {
        return this.state.encoding().of(state);
    }
}
