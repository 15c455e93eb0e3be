package xdp2rtl.core.lane;

import java.util.stream.IntStream;
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
                let("straight", select(size, s -> made.repeat(8 * s.bytes()).and(operand.low(8 * s.bytes())).zext(64)));
        var turned = let("turned", select(size, s -> Bits.concat(IntStream.range(0, s.bytes())
                .mapToObj(i -> made.repeat(8).and(operand.bits(8 * i + 7, 8 * i))).toList()).zext(64)));
        store.assign(delayReset(2, made, "made"));
        where.assign(delay(2, made.repeat(32).and(address), "address"));
        bytes.assign(delay(2, let("count", select(size, s -> made.then(Bits.of(4, s.bytes()), 0))), "bytes"));
        value.assign(delay(2, swapped.then(turned, straight), "value"));
    }
}
