package xdp2rtl.core.control;

import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Mem;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("Chooses in each cycle the first ready context after the last one chosen, and knows where each context's "
        + "program goes on.")
public final class Issue extends Component {
    private final Shape shape;

    @Doc("the context becomes ready at the end of the cycle: a packet arrived, its bundle goes on, or its request "
            + "completed")
    public final In arrive = in(1);
    public final In arriveContext = in(shape.context());
    public final In resume = in(1);
    public final In wake = in(1);
    public final In wakeContext = in(shape.context());
    @Doc("a bundle in EFFECT: where its context goes on, 0 where it ends")
    public final In effect = in(1);
    public final In effectContext = in(shape.context());
    public final In effectNext = in(Shape.ADDRESS);

    @Doc("the row of the program memory that address 0 stands for")
    public final In base = in(Shape.ADDRESS);
    @Doc("the row that is read while no context is ready")
    public final In idleRow = in(Shape.ADDRESS);

    @Doc("a bundle issues")
    public final Out valid = out(1);
    public final Out thisContext = out(shape.context());
    public final Out address = out(Shape.ADDRESS);
    @Doc("where that is in the program memory")
    public final Out row = out(Shape.ADDRESS);

    final Reg ready = reg(shape.places());
    @Doc("the contexts after the last one chosen")
    final Reg after = reg(shape.places());
    @Doc("which of those are ready")
    final Reg readyAfter = reg(shape.places());
    @Doc("addresses of the contexts up to this one have been set to 0 since reset")
    final Reg cleared = reg(shape.context() + 1);
    final Mem next = mem(Shape.ADDRESS, shape.places());

    final LowestSet behind = use(new LowestSet(shape.places()));
    final LowestSet all = use(new LowestSet(shape.places()));

    /// For a core of this shape.
    public Issue(Shape shape) {
        this.shape = shape;
        super("issue");
    }

    /// Who goes on waits for the results that come with those of the map memory.
    private Bits late(Bits context, String name) {
        return delay(shape.late(), context, name);
    }

    @Override protected void logic() {
        section("choice");
        behind.of.assign(readyAfter);
        all.of.assign(ready);
        valid.assign(all.any);
        thisContext.assign(behind.any.then(behind.index, all.index));
        address.assign(behind.any.then(next.at(behind.index), next.at(all.index)));
        row.assign(valid.then(address.or(base), idleRow));
        var chosen = let("chosen", shape.mask(thisContext, valid));
        var afterNext = let("after_next", valid.then(thisContext.maskAbove(shape.places()), after));
        after.next(afterNext);

        section("ready contexts");
        var readyNext = let("ready_next", ready.and(chosen.not()).or(shape.mask(arriveContext, arrive))
                .or(shape.mask(late(effectContext, "effect_context"), delayReset(shape.late(), resume, "resume")))
                .or(shape.mask(late(wakeContext, "wake_context"), delayReset(shape.late(), wake, "wake"))));
        ready.next(readyNext);
        readyAfter.next(readyNext.and(afterNext));

        section("addresses; every program starts at 0, and a context whose program ends is set there again");
        var clearing = let("clearing", cleared.high(1).not());
        when(clearing, () -> cleared.next(cleared.plus(1)));
        when(clearing.or(effect), () -> next.write(clearing.then(cleared.low(shape.context()), effectContext),
                clearing.then(Bits.of(Shape.ADDRESS, 0), effectNext)));
    }
}
