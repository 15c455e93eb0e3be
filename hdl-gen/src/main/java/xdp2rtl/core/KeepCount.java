package xdp2rtl.core;

import java.util.ArrayList;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;

@Doc("How many of the bits are set, from bit 0 on without a gap: the half that has the end, then its half, and so on.")
final class KeepCount extends Component {
    private final int width;

    final In keep = in(width);
    final Out count = out(bitsFor(width));

    KeepCount(int width) {
        this.width = width;
        super("keep_count_" + width);
    }

    @Override protected void logic() {
        var digits = new ArrayList<Bits>();
        Bits rest = keep;
        for (int size = width / 2; size >= 1; size /= 2) {
            var full = rest.bit(size - 1);
            digits.add(full);
            rest = let("rest_" + size, full.then(rest.high(size), rest.low(size)));
        }
        count.assign(Bits.concat(digits).zext(count.width()).plus(rest.zext(count.width())));
    }
}
