package xdp2rtl.core.maps;

import static xdp2rtl.core.maps.MapState.*;

import xdp2rtl.core.maps.Descriptors.Word;
import xdp2rtl.core.maps.MapState.Read;
import xdp2rtl.core.part.Ports;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Doc;
import xdp2rtl.isa.AtomicOp;

@Doc("Looks hash maps up, changes them, and makes atomic operations: one request at a time, a state in "
        + "each cycle.")
final class MapUnit extends MapUnitStates {
    MapUnit(Shape shape) {
        super(shape);
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
        var goesOn = let("goes_on", held.not());
        pop.assign(goesOn.and(valid).and(state.isOneOf(IDLE, RESPOND)));
        respond.assign(goesOn.and(state.is(RESPOND)));
        respondContext.assign(thisContext);
        answer.assign(answered);
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
        held.assign(taken.and(read.valid().or(writer.made.valid())));
        wasHeld.next(held);
        when(held.not(), () -> memory.next(lineRead));
    }

    private void writes() {
        section("what the last state has written");
        Ports.join(written, writer.made);
        writer.held.assign(held);
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
        when(held.not(),
                () -> pair.next(state.is(KEY_DATA).and(i.is(0)).then(Bits.concat(high, low), pairRead)));
    }

    private void key() {
        section("the key, pair by pair");
        nextPair.assign(i.plus(1));
        keyEnds.assign(nextPair.is(word(Word.KEY_PAIRS)));
        onePair.assign(word(Word.KEY_PAIRS).is(1));
        same.assign(memory.is(pair));
        var start = let("start", state.is(HASH));
        step.hash.assign(hash);
        step.low.assign(start.then(low, pair.low(64)));
        step.high.assign(start.then(high, pair.high(64)));
    }

    private void value() {
        section("an entry, and its value");
        entryHeader.assign(Bits.concat(word(Word.KEY_PAIRS).zext(Shape.PAIR + 1).plus(1), Bits.of(4, 0)).zext(32));
        values.held.assign(held);
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
}
