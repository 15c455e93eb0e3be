package xdp2rtl.core;

import static xdp2rtl.core.MapState.*;

import xdp2rtl.core.Descriptors.Word;
import xdp2rtl.core.MapState.Read;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.hdl.Wire;
import xdp2rtl.isa.AtomicOp;
import xdp2rtl.isa.MapOp;
import xdp2rtl.linux.Errno;

@Doc("Looks hash maps up, changes them, and makes atomic operations: one request at a time, a state in "
    + "each cycle.")
final class MapUnit extends Component {
    private static final int EINVAL = Errno.EINVAL.number();
    private static final int EEXIST = Errno.EEXIST.number();
    private static final int E2BIG = Errno.E2BIG.number();
    private static final int ENOENT = Errno.ENOENT.number();

    private final Shape shape;
    private final MapRequestFormat format;

    @Doc("the oldest request")
    final In valid = in(1);
    final In request = in(format.width());
    final Out pop = out(1);
    final Out respond = out(1);
    final Out respondContext = out(shape.context());
    final Out answer = out(64);

    @Doc("the unit's port of the map memory, for one of both")
    final Requests.Read read = new Requests.Read(out(1), out(shape.line()));
    final Requests.Line written = new Requests.Line(out(1), out(shape.line()), out(128), out(16));
    final In lineRead = in(128);
    @Doc("a cycle later")
    final In memory = in(128);

    @Doc("pushed pairs")
    final Out pairContext = out(shape.context());
    final Out pairIndex = out(Shape.PAIR);
    final In pairRead = in(128);

    @Doc("where each context's own maps begin")
    final Out cpuContext = out(shape.context());
    final In cpuBase = in(32);

    @Doc("the host's writes")
    final In describe = in(1);
    final In describeMap = in(MapRequestFormat.MAP);
    final In describeWord = in(4);
    final In describeData = in(32);

    final Choice<MapState> state = reg(MapState.class, IDLE);
    final Reg thisContext = reg(shape.context()).noReset();
    final Reg code = reg(MapRequestFormat.CODE).noReset();
    final Reg wide = reg(1).noReset();
    final Reg flags = reg(2).noReset();
    final Reg map = reg(MapRequestFormat.MAP).noReset();
    final Reg low = reg(64).noReset();
    final Reg high = reg(64).noReset();
    @Doc("what was read from the pushed pairs two cycles ago")
    final Reg pair = reg(128).noReset();
    @Doc("the last access was to an odd word")
    final Reg odd = reg(1).noReset();
    final Reg hash = reg(32).noReset();
    @Doc("pair of the key")
    final Reg i = reg(Shape.PAIR).noReset();
    final Reg bucket = reg(shape.map()).noReset();
    final Reg link = reg(shape.map()).noReset();
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
    final Reg answered = reg(64).noReset();

    @Doc("low half of the word that was read")
    final Wire found = wire(32);
    @Doc("line of the key's next pair")
    final Reg keyLine = reg(shape.line()).noReset();
    @Doc("where the context's spare entry is named")
    final Reg extraAt = reg(shape.map()).noReset();
    final MapWrite writer = use(new MapWrite(shape));
    final ValueWalk values = use(new ValueWalk(shape));
    final Descriptors descriptors = use(new Descriptors(shape));
    final KeyHashStep step = use(new KeyHashStep());
    final AtomicUnit atomic = use(new AtomicUnit());

    MapUnit(Shape shape) {
        this.shape = shape;
        this.format = new MapRequestFormat(shape);
        super("map_unit");
    }

    @Override protected void logic() {
        descriptors.write.assign(describe);
        descriptors.writeMap.assign(describeMap);
        descriptors.writeWord.assign(describeWord);
        descriptors.writeData.assign(describeData);
        descriptors.map.assign(map);
        reads();
        writes();
        arguments();
        take();
        var update = code.is(MapOp.UPDATE.ordinal());
        var lookup = code.is(MapOp.LOOKUP.ordinal());
        var delete = code.is(MapOp.DELETE.ordinal());
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

    /// The line of an address.
    private Bits line(Bits address) {
        return address.bits(shape.map() - 1, 4);
    }

    private void reads() {
        section("what this state reads");
        int bits = shape.map();
        var bucketAt = let("bucket_at", word(Word.BUCKETS).plus(
            Bits.concat(hash.low(bits - 3).and(word(Word.BUCKET_MASK)), Bits.of(3, 0))));
        found.assign(odd.then(memory.bits(95, 64), memory.low(32)));
        extraAt.next(word(Word.EXTRAS).plus(Bits.concat(thisContext, Bits.of(3, 0)).zext(bits)));
        var followerLine = line(metaNext);
        var foundLine = line(found);
        var freshLine = line(fresh);
        var askedLine = line(high);
        var bucketLine = line(bucketAt);
        var extraLine = line(extraAt);
        var stateLine = line(word(Word.STATE));
        read.line().assign(select(state, s -> switch (s.read()) {
            case BUCKET -> bucketLine;
            case FOUND -> foundLine;
            case KEY -> keyLine;
            case FOLLOWER -> followerLine;
            case STATE -> stateLine;
            case EXTRA -> extraLine;
            case FRESH, NONE -> freshLine;
            case ASKED -> askedLine;
        }));
        var yes = Bits.of(1, 1);
        var no = Bits.of(1, 0);
        read.valid().assign(select(state, s -> s.read() == Read.NONE ? no : yes));
        when(state.is(BUCKET_READ), () -> {
            bucket.next(bucketAt);
            odd.next(bucketAt.bit(3));
        });
        when(state.is(EXTRA_READ), () -> odd.next(extraAt.bit(3)));
        when(state.is(ATOMIC_READ), () -> odd.next(high.bit(3)));
        check("never_reads_beside_a_write", read.valid().and(writer.made.valid()).not());
    }

    private void writes() {
        section("what the last state has written");
        Ports.join(written, writer.made);
        writer.state.assign(state);
        writer.ownCopy.assign(values.ownCopy);
        writer.link.assign(link);
        writer.allocation.assign(word(Word.STATE));
        writer.extra.assign(extraAt);
        writer.keyLine.assign(keyLine);
        writer.value.assign(values.address);
        writer.low.assign(low);
        writer.high.assign(high);
        writer.follower.assign(metaNext);
        writer.entry.assign(entry);
        writer.fresh.assign(fresh);
        writer.freshMeta.assign(Bits.concat(freshValue, freshNext));
        writer.bumped.assign(bumped);
        writer.memory.assign(memory);
        writer.pair.assign(pair);
        writer.operand.assign(atomic.result);
        writer.wide.assign(wide);
    }

    private void arguments() {
        section("pushed pairs; pair 0 of a key was not pushed");
        pairContext.assign(thisContext);
        var ofValue = let("of_value", word(Word.KEY_PAIRS).plus(values.pair));
        pairIndex.assign(state.is(VALUE_READ).then(ofValue, state.isOneOf(ATOMIC_READ, ATOMIC_DATA)
            .then(Bits.of(Shape.PAIR, 0), i)));
        pair.next(state.is(KEY_DATA).and(i.is(0)).then(Bits.concat(high, low), pairRead));
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
            keyLine.next(line(found).plus(1));
            i.next(0);
            state.next(choice(MapState.class, found.any().then(code(KEY_READ), code(MISS))));
        });
        when(state.is(KEY_READ).and(i.is(0)), () -> {
            metaNext.next(lineRead.low(32));
            metaValue.next(lineRead.bits(63, 32));
        });
        unused(lineRead.high(64));
        follow(KEY_READ, KEY_DATA, COMPARE);
        var same = let("same", memory.is(pair));
        when(state.is(COMPARE), () -> {
            when(same, () -> {
                when(keyEnds.not(), () -> {
                    i.next(more);
                    keyLine.next(keyLine.plus(1));
                    state.next(KEY_READ);
                }).elseWhen(lookup, () -> answer(metaValue.zext(64)))
                    .otherwise(() -> state.next(HIT));
            }).elseWhen(metaNext.any(), () -> {
                link.next(entry.low(shape.map()));
                entry.next(metaNext);
                keyLine.next(line(metaNext).plus(1));
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
            when(delete, () -> state.next(FREE_READ))
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
        follow(FREE_READ, FREE_DATA, FREE_LINK, FREE_HEAD, RESPOND);
        section("replace: the context's spare entry takes the place of the old one");
        follow(EXTRA_READ, EXTRA_DATA, EXTRA, EXTRA_WRITE, NEW_META);
        var entryHeader = let("entry_header", Bits.concat(word(Word.KEY_PAIRS).zext(Shape.PAIR + 1).plus(1),
            Bits.of(4, 0)).zext(32));
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
            bumped.next(Bits.concat(memory.bits(63, 32).plus(word(Word.VALUE_STRIDE)),
                unusedEntry.plus(word(Word.ENTRY_STRIDE))));
            when(freeHead.any(), () -> state.next(POP_READ))
                .elseWhen(unusedEntry.is(word(Word.ENTRY_LIMIT)), () -> fail(E2BIG))
                .otherwise(() -> state.next(BUMP));
        });
        follow(POP_READ, POP_DATA, POP_WRITE, NEW_META);
        when(state.is(POP_WRITE), () -> freshValue.next(memory.bits(63, 32)));
        follow(BUMP, NEW_META);
        section("write the key");
        when(state.is(NEW_META), () -> {
            i.next(0);
            inPlace.next(0);
            keyLine.next(line(fresh).plus(1));
            state.next(NEW_KEY);
        });
        var onePair = let("one_pair", word(Word.KEY_PAIRS).is(1));
        when(state.is(NEW_KEY), () -> {
            i.next(1);
            keyLine.next(keyLine.plus(1));
            state.next(choice(MapState.class, onePair.then(code(VALUE_READ), code(NEW_KEY_READ))));
        });
        follow(NEW_KEY_READ, NEW_KEY_DATA, NEW_KEY_WRITE);
        var more = let("key_pair_behind", i.plus(1));
        when(state.is(NEW_KEY_WRITE), () -> {
            i.next(more);
            keyLine.next(keyLine.plus(1));
            state.next(choice(MapState.class, more.is(word(Word.KEY_PAIRS))
                .then(code(VALUE_READ), code(NEW_KEY_READ))));
        });
        follow(LINK, RESPOND);
    }

    private void writeValue() {
        section("write the value");
        values.state.assign(state);
        values.owner.assign(thisContext);
        values.value.assign(freshValue);
        values.pairs.assign(word(Word.VALUE_PAIRS));
        values.cpuBase.assign(cpuBase);
        cpuContext.assign(values.cpuContext);
        follow(VALUE_READ, VALUE_DATA, VALUE_WRITE);
        when(state.is(VALUE_WRITE), () -> {
            when(values.last.not(), () -> state.next(VALUE_READ))
                .elseWhen(inPlace, () -> state.next(RESPOND))
                .elseWhen(word(Word.PER_CPU), () -> state.next(ZERO))
                .otherwise(() -> state.next(LINK));
        });
        when(state.is(ZERO).and(values.last).and(values.lastCopy), () -> state.next(LINK));
    }

    private void atomics() {
        section("atomics");
        follow(ATOMIC_READ, ATOMIC_DATA, ATOMIC_COMPUTE, ATOMIC_WRITE, RESPOND);
        var word = let("word", odd.then(memory.high(64), memory.low(64)));
        var narrow = let("narrow", high.bit(2).then(word.high(32), word.low(32)));
        var old = let("old", wide.then(word, narrow.zext(64)));
        atomic.op.assign(choice(AtomicOp.class, code));
        atomic.wide.assign(wide);
        atomic.old.assign(answered);
        atomic.value.assign(low);
        atomic.expected.assign(pair.low(64));
        when(state.is(ATOMIC_COMPUTE), () -> answered.next(old));
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
