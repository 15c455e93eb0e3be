package xdp2rtl.core.maps;

import static xdp2rtl.core.maps.WalkStep.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.hdl.Wire;
import xdp2rtl.isa.AtomicOp;

/// Where the map memory answers late there are more places on the way, and as many more requests that walk.
@Doc("Walks up to three requests through the map memory, each of which reads a line in every third cycle.")
final class MapWalk extends Component {
    /// A request at one of the three places. `meta`: an entry that is found is looked at; `odd`: the word's bank.
    record Walker(Reg valid, Choice<WalkStep> step, Reg context, Reg change, Reg meta, Reg pairs, Reg i, Reg odd,
            Reg entry, Reg line) {}

    /// The request that waits.
    record Waiting(In valid, In context, In atomic, In change, In code, In wide, In value, In at) {}

    /// What a walk has come to, at DECIDE: which step, what it found, and whether it ends so.
    record Seen(Out valid, Out step, Out entry, Out word, Out ends, Out found) {}

    private final Shape shape;

    final Waiting waiting = new Waiting(in(1), in(shape.context()), in(1), in(1), in(MapRequestFormat.CODE), in(1),
            in(64), in(shape.map()));
    @Doc("of its map")
    final In perCpu = in(1);
    final In keyPairs = in(Shape.PAIR);
    @Doc("all stands still; it did in the last cycle")
    final In held = in(1);
    final In wasHeld = in(1);
    @Doc("no change is made, and nobody else needs the port")
    final In open = in(1);
    final Out entered = out(1);

    @Doc("the port of the map memory")
    final Requests.Read read = new Requests.Read(out(1), out(shape.line()));
    final Requests.Line written = new Requests.Line(out(1), out(shape.line()), out(128), out(16));
    @Doc("what was read in the last cycle")
    final In lineRead = in(128);
    @Doc("what was read for whom DECIDE is")
    final In memory = in(128);
    @Doc("pushed pairs; the next cycle brings them")
    final Out pairContext = out(shape.context());
    final Out pairIndex = out(Shape.PAIR);
    final In pairRead = in(128);
    @Doc("what stands at READ is a request")
    final Out reads = out(1);
    @Doc("somebody who walks reads a pair, where that is later than the line")
    final Optional<Out> readsPair;
    @Doc("the pair that was read two cycles ago")
    final Out pair = out(128);
    @Doc("of a change")
    final Seen seen = new Seen(out(1), out(WalkStep.WIDTH), out(shape.line()), out(32), out(1), out(1));
    final Out respond = out(1);
    final Out respondContext = out(shape.context());
    final Out answer = out(64);

    final Walker reading = walker();
    @Doc("on whose way the map memory has not yet answered")
    final List<Walker> coming = Stream.generate(this::walker).limit(shape.late()).toList();
    final Walker arriving = walker();
    final Walker deciding = walker();
    final Reg pairNow = reg(128).noReset();
    @Doc("the atomic operation that walks, and what it writes")
    final Choice<AtomicOp> operator = reg(AtomicOp.class, AtomicOp.ADD).noReset();
    final Reg operandWide = reg(1).noReset();
    final Reg given = reg(64).noReset();
    final Reg operandPlace = reg(2).noReset();
    final Reg operand = reg(64).noReset();
    final ReplacedWord replaced = use(new ReplacedWord());
    final AtomicUnit atomic = use(new AtomicUnit());
    @Doc("low half of the word that was read")
    final Wire found = wire(32);
    @Doc("the pair of the key is the last one")
    final Wire isLast = wire(1);
    @Doc("pair i of the entry's key and of the request's")
    final Wire same = wire(1);
    final Wire nextLine = wire(shape.line());

    MapWalk(Shape shape) {
        this.shape = shape;
        super("map_walk");
        readsPair = shape.late() == 0 ? Optional.empty() : Optional.of(out(1));
    }

    private Walker walker() {
        return new Walker(reg(1), reg(WalkStep.class, BUCKET).noReset(), reg(shape.context()).noReset(),
                reg(1).noReset(), reg(1).noReset(), reg(Shape.PAIR).noReset(), reg(Shape.PAIR).noReset(),
                reg(1).noReset(), reg(shape.line()).noReset(), reg(shape.line()).noReset());
    }

    @Override protected void logic() {
        keepWhile(held);
        var writes = let("writes", reading.valid.and(reading.step.is(ATOMIC_WRITE)));
        port(writes);
        decide();
        enter();
        var from = reading;
        var stays = reading.valid.and(writes.not());
        for (var to : coming) {
            move(from, to, stays);
            from = to;
            stays = to.valid;
        }
        move(from, arriving, stays);
        move(arriving, deciding, arriving.valid);
        atomics();
    }

    private void port(Bits writes) {
        section("at READ");
        reads.assign(reading.valid);
        read.valid().assign(reading.valid.and(writes.not()));
        read.line().assign(reading.line);
        written.valid().assign(writes);
        written.line().assign(reading.line);
        written.data().assign(operandWide.then(operand.repeat(2), operand.low(32).repeat(4)));
        var odd = operandPlace.bit(1);
        var upper = operandPlace.bit(0);
        written.bytes().assign(Bits.concat(odd.repeat(8), odd.not().repeat(8))
                .and(operandWide.repeat(16).or(Bits.concat(upper.repeat(4), upper.not().repeat(4)).repeat(2))));
        var next = coming.isEmpty() ? reading : coming.getLast();
        readsPair.ifPresent(it -> it.assign(held.then(arriving.valid, next.valid)));
        pairContext.assign(held.then(arriving.context, next.context));
        pairIndex.assign(held.then(arriving.i, next.i));
        pairNow.next(pairRead);
        pair.assign(pairNow);
    }

    /// Whether keys are equal, and whether there is an entry, is known late: it chooses among what is there already.
    private void decide() {
        section("at DECIDE");
        var it = deciding;
        found.assign(it.odd.then(memory.bits(95, 64), memory.low(32)));
        var exists = let("exists", found.any());
        same.assign(memory.is(pairNow));
        isLast.assign(it.i.plus(1).is(it.pairs));
        var key = let("is_key", it.step.is(KEY));
        var keyEnds = let("key_ends", isLast.and(it.meta.not()));
        var yes = Bits.of(1, 1);
        var no = Bits.of(1, 0);
        var goesOn = let("goes_on", select(it.step, step -> switch (step) {
            case BUCKET, NEXT -> exists;
            case KEY -> same.and(keyEnds).not();
            case META -> no;
            case ATOMIC_READ, ATOMIC_WRITE -> yes;
        }));
        var going = let("going", it.valid.and(goesOn));
        var allowed = allowed();
        var enters = let("enters", allowed.and(going.not()));
        entered.assign(enters.and(held.not()));

        var ownLine = let("own_line", waiting.at().high(shape.line()));
        var foundLine = let("found_line", found.bits(shape.map() - 1, 4));
        var behind = let("behind", it.line.plus(1));
        var ifSame = let("if_same", isLast.then(it.meta.then(it.entry, ownLine), behind));
        var ifKey = let("if_key", same.then(ifSame, it.entry));
        var ifFound = let("if_found", exists.then(foundLine.plus(1), ownLine));
        var byStep = let("by_step", select(it.step, step -> switch (step) {
            case BUCKET, NEXT -> ifFound;
            case KEY -> ifKey;
            case ATOMIC_READ, ATOMIC_WRITE -> it.entry;
            case META -> ownLine;
        }));
        nextLine.assign(it.valid.then(byStep, ownLine));

        section("what comes of it");
        seen.valid().assign(it.valid);
        seen.step().assign(it.step.bits());
        seen.entry().assign(it.entry);
        seen.word().assign(found);
        seen.ends().assign(it.valid.and(it.change).and(goesOn.not()));
        seen.found().assign(it.step.is(META));
        respond.assign(it.valid.and(it.change.not()).and(it.step.is(ATOMIC_READ).or(goesOn.not())));
        respondContext.assign(it.context);
        var value = Bits.concat(behind, Bits.of(4, 0)).zext(64);
        var zero = Bits.of(64, 0);
        answer.assign(select(it.step, step -> switch (step) {
            case BUCKET, NEXT -> zero;
            case KEY -> value;
            case META -> memory.bits(63, 32).zext(64);
            case ATOMIC_READ, ATOMIC_WRITE -> replaced.word;
        }));
        reading.valid.next(going.or(allowed));
        reading.line.next(nextLine);
        reading.i.next(key.repeat(Shape.PAIR).and(it.i.plus(1)));
        var follows = let("follows", it.step.isOneOf(BUCKET, NEXT));
        var ofKey = let("of_key", same.then(isLast.then(code(META), code(KEY)), code(NEXT)));
        var own = waiting.atomic().then(code(ATOMIC_READ), code(BUCKET));
        reading.step
                .next(choice(WalkStep.class, going.then(key.then(ofKey, follows.then(code(KEY), code(ATOMIC_WRITE))),
                        own)));
        reading.entry.next(going.then(follows.then(foundLine, it.entry), ownLine));
        reading.odd.next(going.not().and(waiting.at().bit(3)));
        reading.context.next(going.then(it.context, waiting.context()));
        reading.change.next(going.then(it.change, waiting.change()));
        reading.meta.next(going.then(it.meta, perCpu.or(waiting.change())));
        reading.pairs.next(going.then(it.pairs, keyPairs));
    }

    /// Whether the request that waits can walk, once there is a place.
    private Bits allowed() {
        var undecided = new ArrayList<>(List.of(reading));
        undecided.addAll(coming);
        undecided.add(arriving);
        var places = new ArrayList<>(undecided);
        places.add(deciding);
        var changes = places.stream().map(it -> it.valid.and(it.change)).reduce(Bits::or).orElseThrow();
        var nobody = places.stream().map(it -> (Bits) it.valid).reduce(Bits::or).orElseThrow().not();
        var atomics = undecided.stream().map(it -> it.valid.and(it.step.is(ATOMIC_READ))).reduce(Bits::or)
                .orElseThrow();
        return let("allowed", waiting.valid().and(open).and(changes.not())
                .and(waiting.change().not().or(nobody)).and(waiting.atomic().not().or(atomics.not())));
    }

    private void enter() {
        section("the atomic operation that walks");
        when(entered.and(waiting.atomic()), () -> {
            operator.next(choice(AtomicOp.class, waiting.code()));
            operandWide.next(waiting.wide());
            given.next(waiting.value());
            operandPlace.next(waiting.at().bits(3, 2));
        });
        unused(waiting.at().low(2));
    }

    private void atomics() {
        replaced.comes.assign(arriving.valid.and(arriving.step.is(ATOMIC_READ)).and(wasHeld.not()));
        replaced.lineRead.assign(lineRead);
        replaced.wide.assign(operandWide);
        replaced.place.assign(operandPlace);
        atomic.op.assign(operator);
        atomic.wide.assign(operandWide);
        atomic.old.assign(replaced.word);
        atomic.value.assign(given);
        atomic.expected.assign(pairNow.low(64));
        operand.next(atomic.result);
    }

    private static void move(Walker from, Walker to, Bits valid) {
        to.valid.next(valid);
        to.step.next(from.step);
        to.context.next(from.context);
        to.change.next(from.change);
        to.meta.next(from.meta);
        to.pairs.next(from.pairs);
        to.i.next(from.i);
        to.odd.next(from.odd);
        to.entry.next(from.entry);
        to.line.next(from.line);
    }

    private Bits code(WalkStep step) {
        return reading.step.encoding().of(step);
    }
}
