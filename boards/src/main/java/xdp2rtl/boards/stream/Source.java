package xdp2rtl.boards.stream;

import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;

/// The ports of a component that gives a stream.
public record Source(Out valid, In ready, Out data, Out keep, Out last, Out side) {

    /// For beats of `bytes` bytes with `side` bits beside them.
    public static Source of(Component owner, int bytes, int side) {
        return new Source(owner.out(1), owner.in(1), owner.out(8 * bytes), owner.out(bytes), owner.out(1),
                owner.out(side));
    }

    /// What a child gives, to be given on.
    public Flow flow() {
        return new Flow(valid, data, keep, last, side, ready::assign);
    }
}
