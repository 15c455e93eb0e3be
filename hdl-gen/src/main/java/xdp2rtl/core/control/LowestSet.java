package xdp2rtl.core.control;

import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;

@Doc("The number of the lowest bit that is set, by halves.")
final class LowestSet extends Component {
    private final int width;

    final In of = in(width);
    final Out any = out(1);
    @Doc("0 if none is set")
    final Out index = out(bitsFor(width - 1L));

    LowestSet(int width) {
        this.width = width;
        super("lowest_set_" + width);
    }

    @Override protected void logic() {
        any.assign(of.any());
        index.assign(width == 1 ? Bits.of(1, 0) : lowest(0, Integer.highestOneBit(width - 1) * 2));
    }

    /// The number of the lowest set bit among `size` bits (a power of two) from `base`, in as many bits as number them.
    private Bits lowest(int base, int size) {
        int half = size / 2;
        if (base + half >= width) { return half == 1 ? Bits.of(1, 0) : Bits.concat(Bits.of(1, 0), lowest(base, half)); }
        var low = let("any_" + base + "_" + (base + half - 1), of.bits(base + half - 1, base).any());
        boolean upper = base + half < width;
        if (half == 1) return low.not().and(upper ? of.bit(base + 1) : Bits.of(1, 0));
        var within = low.then(lowest(base, half), lowest(base + half, half));
        return Bits.concat(low.not().and(range(base + half, base + size).any()), within);
    }

    private Bits range(int from, int to) {
        return of.bits(Math.min(to, width) - 1, from);
    }
}
