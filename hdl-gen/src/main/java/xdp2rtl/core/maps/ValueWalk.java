package xdp2rtl.core.maps;

import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.CoreConfig;

@Doc("Goes through the lines of a value, and then through those of the other contexts' copies. Bases are asked for a "
        + "cycle ahead.")
final class ValueWalk extends Component {
    private final Shape shape;

    @Doc("all stands still")
    final In held = in(1);
    final Choice<MapState> state = in(MapState.class);
    @Doc("the context that asks")
    final In owner = in(shape.context());
    @Doc("a value address, bit 31 set if per CPU")
    final In value = in(32);
    final In pairs = in(Shape.PAIR);
    final Out cpuContext = out(shape.context());
    @Doc("where the maps of cpuContext begin")
    final In cpuBase = in(32);
    @Doc("number of the pair, where it goes, and whether it is the last one")
    final Out pair = out(Shape.PAIR);
    final Out address = out(shape.map());
    final Out last = out(1);
    @Doc("ZERO has come to the copy of the context that asks; to the last copy")
    final Out ownCopy = out(1);
    final Out lastCopy = out(1);

    final Reg j = reg(Shape.PAIR).noReset();
    @Doc("j + 1")
    final Reg behind = reg(Shape.PAIR).noReset();
    final Reg k = reg(shape.context()).noReset();
    final Reg base = reg(shape.map()).noReset();
    final Reg at = reg(shape.map()).noReset();

    ValueWalk(Shape shape) {
        this.shape = shape;
        super("value_walk");
    }

    @Override protected void logic() {
        keepWhile(held);
        int bits = shape.map();
        pair.assign(j);
        address.assign(at);
        last.assign(behind.is(pairs));
        ownCopy.assign(k.is(owner));
        lastCopy.assign(k.is(Bits.named("LAST_CONTEXT", Bits.of(k.width(), shape.contexts() - 1L))));

        section("the base that is needed in the next cycle");
        var writing = let("writing", state.is(MapState.VALUE_WRITE));
        var zeroing = let("zeroing", state.is(MapState.ZERO));
        cpuContext.assign(state.is(MapState.VALUE_DATA).then(Bits.of(shape.context(), 0),
                writing.then(Bits.of(shape.context(), 1),
                        zeroing.then(last.then(k.plus(2 % shape.places()), k.plus(1)), owner))));
        base.next(cpuBase.low(bits));
        unused(cpuBase);
        var perCpu = value.bit(CoreConfig.PER_CPU_BIT).repeat(bits);
        var translated = let("translated", value.low(bits).plus(perCpu.and(base)));
        unused(value);

        section("steps");
        when(state.isOneOf(MapState.HIT, MapState.NEW_META), () -> {
            j.next(0);
            behind.next(1);
        });
        when(state.is(MapState.VALUE_READ).and(j.is(0)), () -> at.next(translated));
        when(writing.or(zeroing), () -> {
            j.next(last.then(Bits.of(Shape.PAIR, 0), behind));
            behind.next(last.then(Bits.of(Shape.PAIR, 1), behind.plus(1)));
            at.next(last.then(translated, at.plus(16)));
            when(last, () -> k.next(zeroing.then(k.plus(1), Bits.of(shape.context(), 0))));
        });
    }
}
