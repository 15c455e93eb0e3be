package xdp2rtl.core.lane;

import static xdp2rtl.core.part.Stage.EFFECT;
import static xdp2rtl.core.part.Stage.WRITE_BACK;

import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.isa.Size;

@Doc("A store as the retirement port shows it, two cycles after EFFECT: all zero where none is made.")
public final class StoreTrace extends Component {
    @Doc("EFFECT: a store is made")
    public final In made = in(1);
    public final In address = in(32);
    public final Choice<Size> size = in(Size.class);
    public final In swapped = in(1);
    public final In operand = in(64);
    @Doc("WRITE_BACK")
    public final Out store = out(1);
    public final Out where = out(32);
    public final Out bytes = out(4);
    public final Out value = out(64);

    /// For one memory.
    public StoreTrace() {
        super("store_trace");
    }

    @Override protected void logic() {
        var straight =
                let("straight", select(size, s -> operand.low(8 * s.bytes()).zext(64)));
        var turned = let("turned", select(size, s -> operand.low(8 * s.bytes()).swapBytes().zext(64)));
        store.assign(delayReset(made, EFFECT.until(WRITE_BACK, "made")));
        where.assign(delay(made.repeat(32).and(address), EFFECT.until(WRITE_BACK, "address")));
        bytes.assign(delay(let("count", select(size, s -> made.then(Bits.of(4, s.bytes()), 0))),
                EFFECT.until(WRITE_BACK, "bytes")));
        value.assign(delay(made.repeat(64).and(swapped.then(turned, straight)), EFFECT.until(WRITE_BACK, "value")));
    }
}
