package xdp2rtl.core.control;

import static xdp2rtl.core.part.Stage.FETCH;
import static xdp2rtl.core.part.Stage.OPERANDS;

import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Mem;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("Counts the bundles of each packet.")
public final class Slots extends Component {
    private final Shape shape;

    @Doc("a packet arrived: its count is 0")
    public final In arrive = in(1);
    public final In arriveContext = in(shape.context());
    @Doc("the cycle after issue")
    public final In valid = in(1);
    public final In thisContext = in(shape.context());
    public final In limit = in(32);
    @Doc("four cycles after issue: the limit is reached")
    public final Out reached = out(1);
    public final In readContext = in(shape.context());
    @Doc("the count of that context, in the same cycle")
    public final Out count = out(32);

    final Mem counts = mem(32, shape.places());
    @Doc("no bundle of this context's packet has issued")
    final Reg none = reg(shape.places());
    final Reg decodeBefore = reg(32).noReset();
    final Reg operandsCount = reg(32).noReset();
    final Reg executeReached = reg(1).noReset();

    /// For a core of this shape.
    public Slots(Shape shape) {
        this.shape = shape;
        super("slots");
    }

    @Override protected void logic() {
        decodeBefore.next(none.bit(thisContext).then(constant(32, 0), counts.at(thisContext)));
        operandsCount.next(decodeBefore.plus(1));
        var operandsValid = delayReset(valid, FETCH.until(OPERANDS, "valid"));
        var operandsContext = delay(thisContext, FETCH.until(OPERANDS, "context"));
        when(operandsValid, () -> counts.write(operandsContext, operandsCount));
        executeReached.next(operandsCount.atLeast(limit));
        reached.assign(executeReached);
        none.next(none.and(let("counted", shape.mask(operandsContext, operandsValid)).not())
                .or(shape.mask(arriveContext, arrive)));
        count.assign(none.bit(readContext).then(constant(32, 0), counts.at(readContext)));
    }
}
