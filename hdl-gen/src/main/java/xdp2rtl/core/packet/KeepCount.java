package xdp2rtl.core.packet;

import java.util.ArrayList;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;

@Doc("How many of the bits are set, from bit 0 on without a gap: bit k of the number is set from an odd multiple of "
        + "2^k up to the next even one.")
final class KeepCount extends Component {
    private final int width;

    final In keep = in(width);
    final Out count = out(bitsFor(width));

    KeepCount(int width) {
        this.width = width;
        super("keep_count_" + width);
    }

    @Override protected void logic() {
        var bits = new ArrayList<Bits>();
        for (int size = 1; size < width; size *= 2) {
            Bits set = Bits.of(1, 0);
            for (int odd = size; odd < width; odd += 2 * size) {
                var inside = keep.bit(odd - 1).and(keep.bit(odd + size - 1).not());
                set = odd == size ? inside : set.or(inside);
            }
            bits.add(set);
        }
        bits.add(keep.bit(width - 1));
        count.assign(Bits.pack(bits));
    }
}
