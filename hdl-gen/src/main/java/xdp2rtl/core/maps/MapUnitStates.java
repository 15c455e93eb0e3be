package xdp2rtl.core.maps;

import static xdp2rtl.core.maps.MapState.*;
import static xdp2rtl.isa.MapOp.*;

import java.util.List;
import xdp2rtl.core.maps.Descriptors.Word;
import xdp2rtl.core.part.ErrorAnswer;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.linux.Errno;

/// The states of the map unit, and where they go: the table of `docs/machine.md`, section 6, row by row.
abstract class MapUnitStates extends MapUnitParts {
    MapUnitStates(Shape shape) {
        super(shape);
    }

    final void states() {
        section("what was read comes once, whether the state waits or not");
        when(state.is(KEY_READ).and(i.is(0)).and(wasHeld.not()), this::meta);
        section("a state a row, as in docs/machine.md");
        when(held.not(), this::rows);
    }

    private void rows() {
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
                go(KEY_READ, KEY_DATA),
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
        first.next(found);
        isFirst.next(1);
        keyLine.next(line(found).plus(1));
        i.next(0);
        state.next(choice(MapState.class, found.any().then(code(KEY_READ), code(MISS))));
    }

    private void meta() {
        isFirst.next(0);
        link.next(isFirst.then(bucket, entry.low(shape.map())));
        entry.next(isFirst.then(first, metaNext));
        metaNext.next(lineRead.low(32));
        metaValue.next(lineRead.bits(63, 32));
    }

    /// Whether the keys are equal is known late: it decides on the next state, and on as little else as can be. What is
    /// said of the other registers besides counts in no other state than that they are for.
    private void compare() {
        answered.next(metaValue.zext(64));
        i.next(same.repeat(Shape.PAIR).and(nextPair));
        keyLine.next(same.then(keyLine.plus(1), line(metaNext).plus(1)));
        when(same, () -> when(keyEnds.not(), () -> state.next(KEY_READ))
                .elseWhen(op.is(LOOKUP), () -> state.next(RESPOND))
                .otherwise(() -> state.next(HIT)))
                .elseWhen(metaNext.any(), () -> state.next(KEY_READ))
                .otherwise(() -> state.next(MISS));
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
                .elseWhen(op.is(DELETE).or(op.is(UPDATE).and(flags.is(Flags.EXIST))),
                        () -> answer(ErrorAnswer.of(Errno.ENOENT)))
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
