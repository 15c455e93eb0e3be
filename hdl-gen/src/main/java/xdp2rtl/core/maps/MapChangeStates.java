package xdp2rtl.core.maps;

import static xdp2rtl.core.maps.MapState.*;
import static xdp2rtl.isa.MapOp.*;

import xdp2rtl.core.part.ErrorAnswer;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.On;
import xdp2rtl.linux.Errno;

/// The states of a change, and where they go: the table of `docs/machine.md`, section 6, row by row.
abstract class MapChangeStates extends MapChangeParts {
    MapChangeStates(Shape shape) {
        super(shape);
    }

    final void states() {
        section("a state a row, as in docs/machine.md");
        cases(state,
                on(IDLE, () -> when(seen.ends(),
                        () -> state.next(choice(MapState.class, seen.found().then(code(HIT), code(MISS)))))),
                on(HIT, this::hit),
                on(MISS, this::miss),
                on(COUNT, this::count),
                go(FREE_READ, FREE_DATA),
                data(FREE_DATA, FREE_LINK),
                go(FREE_LINK, FREE_HEAD),
                go(FREE_HEAD, IDLE),
                go(EXTRA_READ, EXTRA_DATA, () -> odd.next(extraAt.bit(3))),
                data(EXTRA_DATA, EXTRA),
                go(EXTRA, EXTRA_WRITE, () -> {
                    fresh.next(found);
                    freshValue.next(found.plus(entryHeader));
                    freshNext.next(metaNext);
                }),
                go(EXTRA_WRITE, NEW_META),
                go(STATE_READ, STATE_DATA),
                data(STATE_DATA, ALLOCATE),
                on(ALLOCATE, this::allocate),
                go(POP_READ, POP_DATA),
                data(POP_DATA, POP_WRITE),
                go(POP_WRITE, NEW_META, () -> freshValue.next(memory.bits(63, 32))),
                go(BUMP, NEW_META),
                go(NEW_META, NEW_KEY_READ, () -> {
                    i.next(0);
                    inPlace.next(0);
                    keyLine.next(line(fresh).plus(1));
                }),
                go(NEW_KEY_READ, NEW_KEY_DATA),
                go(NEW_KEY_DATA, NEW_KEY_WRITE),
                on(NEW_KEY_WRITE, this::nextKeyPair),
                go(VALUE_READ, VALUE_DATA),
                go(VALUE_DATA, VALUE_WRITE),
                on(VALUE_WRITE, this::valueWrite),
                on(ZERO, () -> when(values.last.and(values.lastCopy), () -> state.next(LINK))),
                go(LINK, IDLE));
        responds.assign(answers());
    }

    /// A line that was read comes; where that is late, the state lasts until then.
    private On<MapState> data(MapState from, MapState to) {
        return missing.isEmpty() ? go(from, to) : on(from, () -> when(missing.get().any().not(), () -> state.next(to)));
    }

    /// Counts the cycles that a line which is read in this one takes longer than one cycle.
    final void await() {
        missing.ifPresent(it -> when(read.valid(), () -> it.next(shape.late()))
                .elseWhen(it.any(), () -> it.next(it.minus(1))));
    }

    /// What a walk leaves: no other request walks beside a change, so what others leave here is not looked at.
    final void follow() {
        section("the change that walks, and what it has come to");
        when(entered, () -> {
            thisContext.next(asked.context());
            op.next(choice(OPS, asked.code()));
            flags.next(choice(Flags.class, asked.flags()));
            thisMap.next(asked.map());
            perCpu.next(askedPerCpu);
            keyPairs.next(askedPairs);
            bucket.next(asked.at());
        });
        when(seen.valid().and(seen.step().is(WalkStep.BUCKET)), () -> {
            first.next(seen.word());
            link.next(bucket);
        }).elseWhen(seen.valid().and(seen.step().is(WalkStep.NEXT)),
                () -> link.next(Bits.concat(seen.entry(), Bits.of(4, 0))));
        when(seen.valid().and(seen.step().is(WalkStep.META)), () -> {
            entry.next(seen.entry());
            metaNext.next(memory.low(32));
            metaValue.next(memory.bits(63, 32));
        });
    }

    private void hit() {
        freshValue.next(metaValue);
        inPlace.next(1);
        when(op.is(DELETE), () -> counts(FREE_READ))
                .elseWhen(flags.isOneOf(Flags.NO_EXIST, Flags.BOTH), () -> state.next(IDLE))
                .elseWhen(perCpu, () -> state.next(VALUE_READ))
                .otherwise(() -> state.next(EXTRA_READ));
    }

    private void miss() {
        when(isAbsent(), () -> state.next(IDLE)).otherwise(() -> counts(STATE_READ));
    }

    /// Counts what comes next, if that is done.
    private void counts(MapState next) {
        if (room.isEmpty()) {
            state.next(next);
        } else {
            when(counted, () -> state.next(COUNT)).otherwise(() -> state.next(next));
        }
    }

    private void count() {
        room.ifPresentOrElse(from -> when(from.answered(), () -> when(op.is(DELETE), () -> state.next(FREE_READ))
                .elseWhen(from.granted(), () -> state.next(STATE_READ)).otherwise(() -> state.next(IDLE))),
                () -> state.next(IDLE));
    }

    /// What MISS has an answer for at once.
    final Bits isAbsent() { return op.is(DELETE).or(flags.isOneOf(Flags.EXIST, Flags.BOTH)); }

    private void allocate() {
        freshNext.next(first);
        link.next(bucket);
        fresh.next(freeHead.any().then(freeHead, unusedEntry));
        freshValue.next(memory.bits(63, 32));
        bumped.next(Bits.concat(memory.bits(63, 32).plus(valueStride),
                unusedEntry.plus(entryStride)));
        when(freeHead.any(), () -> state.next(POP_READ))
                .elseWhen(isFull(), () -> state.next(IDLE))
                .otherwise(() -> state.next(BUMP));
    }

    private void nextKeyPair() {
        i.next(nextPair);
        keyLine.next(keyLine.plus(1));
        state.next(choice(MapState.class, keyEnds.then(code(VALUE_READ), code(NEW_KEY_READ))));
    }

    private void valueWrite() {
        when(values.last.not(), () -> state.next(VALUE_READ))
                .elseWhen(inPlace, () -> state.next(IDLE))
                .elseWhen(perCpu, () -> state.next(ZERO))
                .otherwise(() -> state.next(LINK));
    }

    private Bits isFull() { return unusedEntry.is(entryLimit); }

    /// Whether this state is the last one of its change; its answer.
    private Bits answers() {
        var update = op.is(UPDATE);
        var both = flags.is(Flags.BOTH);
        var zero = Bits.of(64, 0);
        var invalid = ErrorAnswer.of(Errno.EINVAL);
        var exists = both.then(invalid, ErrorAnswer.of(Errno.EEXIST));
        var absent = update.and(both).then(invalid, ErrorAnswer.of(Errno.ENOENT));
        answer.assign(select(state, s -> switch (s) {
            case HIT -> exists;
            case MISS -> absent;
            case ALLOCATE, COUNT -> ErrorAnswer.of(Errno.E2BIG);
            case IDLE, FREE_READ, FREE_DATA, FREE_LINK, FREE_HEAD, EXTRA_READ, EXTRA_DATA, EXTRA, EXTRA_WRITE,
                    STATE_READ,
                    STATE_DATA, POP_READ, POP_DATA, POP_WRITE, BUMP, NEW_META, NEW_KEY_READ, NEW_KEY_DATA,
                    NEW_KEY_WRITE, VALUE_READ, VALUE_DATA, VALUE_WRITE, ZERO, LINK ->
                zero;
        }));
        var no = Bits.of(1, 0);
        var yes = Bits.of(1, 1);
        var refused = update.and(flags.isOneOf(Flags.NO_EXIST, Flags.BOTH));
        var missed = isAbsent();
        var full = freeHead.any().or(isFull().not()).not();
        var uncounted = room.map(from -> from.answered().and(op.isNot(DELETE)).and(from.granted().not())).orElse(no);
        var replaced = values.last.and(inPlace);
        return select(state, s -> switch (s) {
            case HIT -> refused;
            case MISS -> missed;
            case COUNT -> uncounted;
            case ALLOCATE -> full;
            case VALUE_WRITE -> replaced;
            case FREE_HEAD, LINK -> yes;
            case IDLE, FREE_READ, FREE_DATA, FREE_LINK, EXTRA_READ, EXTRA_DATA, EXTRA, EXTRA_WRITE, STATE_READ,
                    STATE_DATA, POP_READ, POP_DATA, POP_WRITE, BUMP, NEW_META, NEW_KEY_READ, NEW_KEY_DATA,
                    NEW_KEY_WRITE, VALUE_READ, VALUE_DATA, ZERO ->
                no;
        });
    }

    private Bits code(MapState state) {
        return this.state.encoding().of(state);
    }
}
