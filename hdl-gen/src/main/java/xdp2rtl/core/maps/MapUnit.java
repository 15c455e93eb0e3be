package xdp2rtl.core.maps;

import java.util.Optional;
import xdp2rtl.core.maps.Descriptors.Word;
import xdp2rtl.core.part.Ports;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.hdl.Wire;

@Doc("Looks hash maps up, changes them, and makes atomic operations, in the order in which they are asked for. "
        + "Up to three requests walk through the map memory side by side; a change of a map does so alone.")
final class MapUnit extends Component {
    private final Shape shape;
    private final MapRequestFormat format;

    @Doc("the oldest request")
    final In valid = in(1);
    final In request = in(format.width());
    final Out pop = out(1);
    final Out respond = out(1);
    final Out respondContext = out(shape.context());
    final Out answer = out(64);

    @Doc("the unit's port of the map memory, for one of both; others had to wait for it in the last cycle")
    final Requests.Read read = new Requests.Read(out(1), out(shape.line()));
    final Requests.Line written = new Requests.Line(out(1), out(shape.line()), out(128), out(16));
    @Doc("what was read in the last cycle")
    final In lineRead = in(128);
    final In othersWait = in(1);
    @Doc("an addition takes the port: what would use it stands still")
    final In taken = in(1);

    @Doc("pushed pairs: of keys to be hashed, and for what walks or changes")
    final Out hashContext = out(shape.context());
    final Out hashIndex = out(Shape.PAIR);
    final In hashRead = in(128);
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

    @Doc("keys that several cores can add together")
    final Optional<Requests.Room> room;

    @Doc("what walks and what changes stand still; they did in the last cycle")
    final Wire held = wire(1);
    final Optional<Reg> wasHeld = shape.late() == 0 ? Optional.of(reg(1)) : Optional.empty();
    @Doc("a line that came while all stood still")
    final Optional<Reg> kept = wasHeld.map(_ -> reg(128).noReset());
    @Doc("a line that was read, a cycle after it came")
    final Reg memory = reg(128).noReset();
    final Reg responds = reg(1);
    final Reg answersContext = reg(shape.context()).noReset();
    final Reg answered = reg(64).noReset();
    final Descriptors descriptors = use(new Descriptors(shape));
    final MapHash hashing = use(new MapHash(shape));
    final Optional<LateLines> lines = wasHeld.isPresent() ? Optional.empty() : Optional.of(use(new LateLines(shape)));
    final MapWalk walk = use(new MapWalk(shape));
    final MapChange change = use(new MapChange(shape));

    MapUnit(Shape shape) {
        this.shape = shape;
        this.format = new MapRequestFormat(shape);
        super("map_unit");
        room = Requests.room(this, shape);
    }

    @Override protected void logic() {
        describe();
        section("hashing, and what waits");
        hashing.valid.assign(valid);
        hashing.request.assign(request);
        pop.assign(hashing.pop);
        hashing.keyPairs.assign(descriptors.askedPairs);
        hashContext.assign(hashing.pairContext);
        hashIndex.assign(hashing.pairIndex);
        hashing.pairRead.assign(hashRead);
        hashing.buckets.assign(descriptors.word(Word.BUCKETS));
        hashing.bucketMask.assign(descriptors.word(Word.BUCKET_MASK));
        hashing.entered.assign(walk.entered);

        section("lines that come while an addition takes the port");
        held.assign(taken.and(read.valid().or(written.valid())));
        wasHeld.ifPresent(was -> {
            was.next(held);
            var line = let("line", was.then(kept.orElseThrow(), lineRead));
            when(was.not(), () -> kept.orElseThrow().next(lineRead));
            when(held.not(), () -> memory.next(line));
        });
        lines.ifPresent(it -> {
            it.held.assign(held);
            it.came.assign(lineRead);
            when(held.not(), () -> memory.next(it.line));
        });

        section("the walk");
        Ports.join(hashing.waiting, walk.waiting);
        walk.perCpu.assign(descriptors.word(Word.PER_CPU));
        walk.keyPairs.assign(descriptors.word(Word.KEY_PAIRS));
        walk.open.assign(change.idle.and(othersWait.not()));
        walk.held.assign(held);
        walk.wasHeld.assign(wasHeld.<Bits>map(it -> it).orElse(held));
        walk.lineRead.assign(lines.<Bits>map(it -> it.line).orElse(lineRead));
        walk.memory.assign(memory);
        walk.pairRead.assign(pairRead);

        change();
        section("the port, and pushed pairs");
        var walks = walk.reads;
        read.valid().assign(walk.read.valid().or(change.read.valid()));
        read.line().assign(walks.then(walk.read.line(), change.read.line()));
        written.valid().assign(walk.written.valid().or(change.written.valid()));
        written.line().assign(walks.then(walk.written.line(), change.written.line()));
        written.data().assign(walks.then(walk.written.data(), change.written.data()));
        written.bytes().assign(walks.then(walk.written.bytes(), change.written.bytes()));
        check("one_access", read.valid().and(written.valid()).not());
        check("nobody_walks_beside_a_change", walks.not().or(change.idle.and(change.written.valid().not())));
        Bits readsPair = walk.readsPair.isEmpty() ? walks : walk.readsPair.get();
        pairContext.assign(readsPair.then(walk.pairContext, change.owner));
        pairIndex.assign(readsPair.then(walk.pairIndex, change.pairIndex));

        section("answers, one cycle later");
        responds.next(walk.respond.or(change.responds).and(held.not()));
        answersContext.next(change.responds.then(change.owner, walk.respondContext));
        answered.next(change.responds.then(change.answer, walk.answer));
        respond.assign(responds);
        respondContext.assign(answersContext);
        answer.assign(answered);
    }

    private void describe() {
        descriptors.write.assign(describe);
        descriptors.writeMap.assign(describeMap);
        descriptors.writeWord.assign(describeWord);
        descriptors.writeData.assign(describeData);
        descriptors.asked.assign(format.map(request));
        descriptors.hashed.assign(hashing.map);
        descriptors.leaves.assign(hashing.leaves);
        descriptors.changed.assign(change.map);
    }

    private void change() {
        section("changes");
        change.held.assign(held);
        change.entered.assign(walk.entered);
        Ports.join(hashing.waiting, change.asked);
        change.askedPerCpu.assign(descriptors.word(Word.PER_CPU));
        change.askedPairs.assign(descriptors.word(Word.KEY_PAIRS));
        Ports.join(walk.seen, change.seen);
        change.memory.assign(memory);
        change.pair.assign(walk.pair);
        change.cpuBase.assign(cpuBase);
        cpuContext.assign(change.cpuContext);
        change.valuePairs.assign(descriptors.word(Word.VALUE_PAIRS));
        change.allocation.assign(descriptors.word(Word.STATE));
        change.entryLimit.assign(descriptors.word(Word.ENTRY_LIMIT));
        change.entryStride.assign(descriptors.word(Word.ENTRY_STRIDE));
        change.valueStride.assign(descriptors.word(Word.VALUE_STRIDE));
        change.extras.assign(descriptors.word(Word.EXTRAS));
        change.counted.assign(descriptors.word(Word.COUNTED));
        room.ifPresent(to -> Ports.join(to, change.room.orElseThrow()));
    }
}
