package xdp2rtl.core.part;

import java.util.stream.IntStream;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;

@Doc("A 64-bit number or its negative, in segments that do not wait for each other: above the lowest one that is not "
        + "0, bits are inverted.")
final class Negate extends Component {
    private static final int SEGMENT = 16;

    final In of = in(64);
    final In negate = in(1);
    final Out result = out(64);

    Negate() {
        super("negate");
    }

    @Override protected void logic() {
        var negative = IntStream.range(0, 64 / SEGMENT).mapToObj(i -> {
            var segment = of.bits(SEGMENT * i + SEGMENT - 1, SEGMENT * i);
            var alone = let("negative_" + i, Bits.of(SEGMENT, 0).minus(segment));
            return i == 0 ? alone : let("any_below_" + i, of.low(SEGMENT * i).any()).then(segment.not(), alone);
        }).toList();
        result.assign(negate.then(Bits.pack(negative), of));
    }
}
