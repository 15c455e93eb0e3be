package xdp2rtl.core;

import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;

@Doc("A 64-bit number or its negative, in two halves that do not wait for each other.")
final class Negate extends Component {
    final In of = in(64);
    final In negate = in(1);
    final Out result = out(64);

    Negate() {
        super("negate");
    }

    @Override protected void logic() {
        var low = let("low", Bits.of(32, 0).minus(of.low(32)));
        var high = let("high", of.low(32).any().then(of.high(32).not(), Bits.of(32, 0).minus(of.high(32))));
        result.assign(negate.then(Bits.concat(high, low), of));
    }
}
