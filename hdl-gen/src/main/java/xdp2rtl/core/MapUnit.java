package xdp2rtl.core;

import static xdp2rtl.core.MapState.*;
import static xdp2rtl.isa.MapOp.*;

import java.util.List;
import xdp2rtl.core.Descriptors.Word;
import xdp2rtl.core.MapState.Read;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.EnumEncoding;
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
    /// What an UPDATE demands of its key: the flags of bpf_map_update_elem.
    enum Flags { ANY, NO_EXIST, EXIST, BOTH }

    private final Shape shape;
    private final MapRequestFormat format;
    private final Choice<MapOp> op;
    private final Bits freeHead;
    private final Bits unusedEntry;

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
    final Choice<Flags> flags = reg(Flags.class, Flags.ANY).noReset();
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
    @Doc("the word of the key's bucket")
    final Wire bucketAt = wire(shape.map());
    final Wire nextPair = wire(Shape.PAIR);
    final Wire keyEnds = wire(1);
    final Wire onePair = wire(1);
    @Doc("bytes of an entry in front of its value")
    final Wire entryHeader = wire(32);
    @Doc("what an atomic operation replaces")
    final Wire old = wire(64);
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
        op = choice(new EnumEncoding<>(MapOp.class, MapRequestFormat.CODE, MapOp::ordinal), code);
        freeHead = memory.bits(95, 64);
        unusedEntry = memory.low(32);
    }

    @Override protected void logic() {
        descriptors.write.assign(describe);
        descriptors.writeMap.assign(describeMap);
        descriptors.writeWord.assign(describeWord);
        descriptors.writeData.assign(describeData);
        descriptors.map.assign(map);
        descriptors.asked.assign(format.map(request));
        reads();
        writes();
        arguments();
        key();
        value();
        atomic();
        states();
        section("to the core");
        pop.assign(valid.and(state.isOneOf(IDLE, RESPOND)));
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
        bucketAt.assign(word(Word.BUCKETS).plus(
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

    private void key() {
        section("the key, pair by pair");
        unused(lineRead.high(64));
        nextPair.assign(i.plus(1));
        keyEnds.assign(nextPair.is(word(Word.KEY_PAIRS)));
        onePair.assign(word(Word.KEY_PAIRS).is(1));
        var start = let("start", state.is(HASH));
        step.hash.assign(hash);
        step.low.assign(start.then(low, pair.low(64)));
        step.high.assign(start.then(high, pair.high(64)));
    }

    private void value() {
        section("an entry, and its value");
        entryHeader.assign(Bits.concat(word(Word.KEY_PAIRS).zext(Shape.PAIR + 1).plus(1), Bits.of(4, 0)).zext(32));
        values.state.assign(state);
        values.owner.assign(thisContext);
        values.value.assign(freshValue);
        values.pairs.assign(word(Word.VALUE_PAIRS));
        values.cpuBase.assign(cpuBase);
        cpuContext.assign(values.cpuContext);
    }

    private void atomic() {
        section("atomics");
        var word = let("word", odd.then(memory.high(64), memory.low(64)));
        var narrow = let("narrow", high.bit(2).then(word.high(32), word.low(32)));
        old.assign(wide.then(word, narrow.zext(64)));
        atomic.op.assign(choice(AtomicOp.class, code));
        atomic.wide.assign(wide);
        atomic.old.assign(answered);
        atomic.value.assign(low);
        atomic.expected.assign(pair.low(64));
    }

    /// The table of docs/machine.md, section 6, row by row.
    private void states() {
        section("a state a row, as in docs/machine.md");
        cases(state,
            on(List.of(IDLE, RESPOND), () -> when(valid, this::take).otherwise(() -> state.next(IDLE))),
            on(HASH, this::hash),
            go(HASH_READ, HASH_DATA),
            go(HASH_DATA, HASH_STEP),
            on(HASH_STEP, this::hashStep),
            go(BUCKET_READ, BUCKET_DATA, () -> {
                bucket.next(bucketAt);
                odd.next(bucketAt.bit(3));
            }),
            go(BUCKET_DATA, BUCKET),
            on(BUCKET, this::bucket),
            go(KEY_READ, KEY_DATA, () -> when(i.is(0), () -> {
                metaNext.next(lineRead.low(32));
                metaValue.next(lineRead.bits(63, 32));
            })),
            go(KEY_DATA, COMPARE),
            on(COMPARE, this::compare),
            on(HIT, this::hit),
            on(MISS, this::miss),
            go(FREE_READ, FREE_DATA),
            go(FREE_DATA, FREE_LINK),
            go(FREE_LINK, FREE_HEAD),
            go(FREE_HEAD, RESPOND),
            go(EXTRA_READ, EXTRA_DATA, () -> odd.next(extraAt.bit(3))),
            go(EXTRA_DATA, EXTRA),
            go(EXTRA, EXTRA_WRITE, () -> {
                fresh.next(found);
                freshValue.next(found.plus(entryHeader));
                freshNext.next(metaNext);
            }),
            go(EXTRA_WRITE, NEW_META),
            go(STATE_READ, STATE_DATA),
            go(STATE_DATA, ALLOCATE),
            on(ALLOCATE, this::allocate),
            go(POP_READ, POP_DATA),
            go(POP_DATA, POP_WRITE),
            go(POP_WRITE, NEW_META, () -> freshValue.next(memory.bits(63, 32))),
            go(BUMP, NEW_META),
            go(NEW_META, NEW_KEY, () -> {
                i.next(0);
                inPlace.next(0);
                keyLine.next(line(fresh).plus(1));
            }),
            on(NEW_KEY, () -> nextKeyPair(Bits.of(Shape.PAIR, 1), onePair)),
            go(NEW_KEY_READ, NEW_KEY_DATA),
            go(NEW_KEY_DATA, NEW_KEY_WRITE),
            on(NEW_KEY_WRITE, () -> nextKeyPair(nextPair, keyEnds)),
            go(VALUE_READ, VALUE_DATA),
            go(VALUE_DATA, VALUE_WRITE),
            on(VALUE_WRITE, this::valueWrite),
            on(ZERO, () -> when(values.last.and(values.lastCopy), () -> state.next(LINK))),
            go(LINK, RESPOND),
            go(ATOMIC_READ, ATOMIC_DATA, () -> odd.next(high.bit(3))),
            go(ATOMIC_DATA, ATOMIC_COMPUTE),
            go(ATOMIC_COMPUTE, ATOMIC_WRITE, () -> answered.next(old)),
            go(ATOMIC_WRITE, RESPOND));
    }

    private void take() {
        state.next(choice(MapState.class, format.atomic(request).then(code(ATOMIC_READ), code(HASH))));
        thisContext.next(format.context(request));
        code.next(format.code(request));
        wide.next(format.wide(request));
        flags.next(choice(Flags.class, format.flags(request)));
        map.next(format.map(request));
        low.next(format.low(request));
        high.next(format.high(request));
        hash.next(0);
        i.next(1);
    }

    private void hash() {
        hash.next(step.next);
        when(op.is(UPDATE).and(flags.is(Flags.BOTH)), () -> answer(ErrorAnswer.of(Errno.EINVAL)))
            .elseWhen(descriptors.onePair, () -> state.next(BUCKET_READ))
            .otherwise(() -> state.next(HASH_READ));
    }

    private void hashStep() {
        hash.next(step.next);
        i.next(nextPair);
        state.next(choice(MapState.class, keyEnds.then(code(BUCKET_READ), code(HASH_READ))));
    }

    private void bucket() {
        link.next(bucket);
        first.next(found);
        entry.next(found);
        keyLine.next(line(found).plus(1));
        i.next(0);
        state.next(choice(MapState.class, found.any().then(code(KEY_READ), code(MISS))));
    }

    private void compare() {
        when(memory.is(pair), () -> {
            when(keyEnds.not(), () -> {
                i.next(nextPair);
                keyLine.next(keyLine.plus(1));
                state.next(KEY_READ);
            }).elseWhen(op.is(LOOKUP), () -> answer(metaValue.zext(64)))
                .otherwise(() -> state.next(HIT));
        }).elseWhen(metaNext.any(), () -> {
            link.next(entry.low(shape.map()));
            entry.next(metaNext);
            keyLine.next(line(metaNext).plus(1));
            i.next(0);
            state.next(KEY_READ);
        }).otherwise(() -> state.next(MISS));
    }

    private void hit() {
        answered.next(0);
        freshValue.next(metaValue);
        inPlace.next(1);
        when(op.is(DELETE), () -> state.next(FREE_READ))
            .elseWhen(flags.is(Flags.NO_EXIST), () -> answer(ErrorAnswer.of(Errno.EEXIST)))
            .elseWhen(word(Word.PER_CPU), () -> state.next(VALUE_READ))
            .otherwise(() -> state.next(EXTRA_READ));
    }

    private void miss() {
        when(op.is(LOOKUP), () -> answer(Bits.of(64, 0)))
            .elseWhen(op.is(DELETE).or(op.is(UPDATE).and(flags.is(Flags.EXIST))), () -> answer(ErrorAnswer.of(Errno.ENOENT)))
            .otherwise(() -> {
                answered.next(0);
                state.next(STATE_READ);
            });
    }

    private void allocate() {
        freshNext.next(first);
        link.next(bucket);
        fresh.next(freeHead.any().then(freeHead, unusedEntry));
        freshValue.next(memory.bits(63, 32));
        bumped.next(Bits.concat(memory.bits(63, 32).plus(word(Word.VALUE_STRIDE)),
            unusedEntry.plus(word(Word.ENTRY_STRIDE))));
        when(freeHead.any(), () -> state.next(POP_READ))
            .elseWhen(unusedEntry.is(word(Word.ENTRY_LIMIT)), () -> answer(ErrorAnswer.of(Errno.E2BIG)))
            .otherwise(() -> state.next(BUMP));
    }

    private void nextKeyPair(Bits pair, Bits ends) {
        i.next(pair);
        keyLine.next(keyLine.plus(1));
        state.next(choice(MapState.class, ends.then(code(VALUE_READ), code(NEW_KEY_READ))));
    }

    private void valueWrite() {
        when(values.last.not(), () -> state.next(VALUE_READ))
            .elseWhen(inPlace, () -> state.next(RESPOND))
            .elseWhen(word(Word.PER_CPU), () -> state.next(ZERO))
            .otherwise(() -> state.next(LINK));
    }

    private void answer(Bits value) {
        answered.next(value);
        state.next(RESPOND);
    }

    private Bits code(MapState state) {
        return this.state.encoding().of(state);
    }
}
