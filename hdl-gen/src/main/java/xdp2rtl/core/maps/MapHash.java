package xdp2rtl.core.maps;

import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.EnumEncoding;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.MapOp;

@Doc("Takes requests from the queue, hashes their keys, a pair in each cycle, and holds the one that walks next.")
final class MapHash extends Component {
    /// The request that waits for its walk; `at` is the address of its bucket or of an atomic operation's word.
    record Waiting(Out valid, Out context, Out atomic, Out change, Out code, Out wide, Out flags, Out map, Out value,
            Out at) {}

    private final Shape shape;
    private final MapRequestFormat format;

    @Doc("the oldest request, and the pairs of its map's keys")
    final In valid = in(1);
    final In request = in(format.width());
    final In keyPairs = in(Shape.PAIR);
    final Out pop = out(1);
    @Doc("pushed pairs; the next cycle brings them")
    final Out pairContext = out(shape.context());
    final Out pairIndex = out(Shape.PAIR);
    final In pairRead = in(128);
    @Doc("the request that is hashed goes on to wait; its map")
    final Out leaves = out(1);
    final Out map = out(MapRequestFormat.MAP);
    @Doc("of the map of the request that waits")
    final In buckets = in(shape.map());
    final In bucketMask = in(shape.map() - 3);
    final Waiting waiting = new Waiting(out(1), out(shape.context()), out(1), out(1), out(MapRequestFormat.CODE),
            out(1), out(2), out(MapRequestFormat.MAP), out(64), out(shape.map()));
    @Doc("it walks from the next cycle on")
    final In entered = in(1);

    final Reg busy = reg(1);
    @Doc("what is hashed: the request, with the pair of its key whose turn it is")
    final Reg held = reg(format.width()).noReset();
    final Reg hash = reg(32).noReset();
    @Doc("pairs that are not in the hash yet")
    final Reg left = reg(Shape.PAIR).noReset();
    @Doc("index of the pair that is read")
    final Reg ahead = reg(Shape.PAIR).noReset();
    final Reg waits = reg(1);
    final Reg next = reg(format.width()).noReset();
    final Reg nextHash = reg(shape.map() - 3).noReset();
    final Reg nextChanges = reg(1).noReset();
    final KeyHashStep step = use(new KeyHashStep());

    MapHash(Shape shape) {
        this.shape = shape;
        this.format = new MapRequestFormat(shape);
        super("map_hash");
    }

    @Override protected void logic() {
        section("hashing");
        var last = let("last", format.atomic(held).or(left.is(1)));
        var leave = let("leave", busy.and(last).and(waits.not()));
        var free = let("free", busy.not().or(leave));
        pop.assign(valid.and(free));
        leaves.assign(leave);
        map.assign(format.map(held));
        pairContext.assign(free.then(format.context(request), format.context(held)));
        pairIndex.assign(free.then(Bits.of(Shape.PAIR, 1), ahead));
        step.hash.assign(hash);
        step.low.assign(format.low(held));
        step.high.assign(format.high(held));
        when(free, () -> {
            busy.next(valid);
            held.next(request);
            hash.next(0);
            left.next(keyPairs);
            ahead.next(2);
        }).elseWhen(last.not(), () -> {
            held.next(format.with(held, pairRead));
            hash.next(step.next);
            left.next(left.minus(1));
            ahead.next(ahead.plus(1));
        });

        section("waiting");
        when(leave, () -> {
            waits.next(1);
            next.next(held);
            nextHash.next(step.next.low(shape.map() - 3));
            nextChanges.next(format.atomic(held).or(op(held).is(MapOp.LOOKUP)).not());
        }).elseWhen(entered, () -> waits.next(0));
        waiting.valid().assign(waits);
        waiting.context().assign(format.context(next));
        waiting.atomic().assign(format.atomic(next));
        waiting.change().assign(nextChanges);
        waiting.code().assign(format.code(next));
        waiting.wide().assign(format.wide(next));
        waiting.flags().assign(format.flags(next));
        waiting.map().assign(format.map(next));
        waiting.value().assign(format.low(next));
        var bucket = let("bucket", buckets.plus(Bits.concat(nextHash.and(bucketMask), Bits.of(3, 0))));
        waiting.at().assign(format.atomic(next).then(format.high(next).low(shape.map()), bucket));
        unused(format.high(next).high(64 - shape.map()));
    }

    private Choice<MapOp> op(Bits request) {
        return choice(new EnumEncoding<>(MapOp.class, MapRequestFormat.CODE, MapOp::ordinal), format.code(request));
    }
}
