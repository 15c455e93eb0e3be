package xdp2rtl.boards.stream;

import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;

/// The ports of a component that gives a stream.
public record StreamSource(Out valid, In ready, Out data, Out keep, Out last, Out side) {

    /// For beats of `bytes` bytes with `side` bits beside them.
    public static StreamSource of(Component owner, int bytes, int side) {
        return new StreamSource(owner.out(1), owner.in(1), owner.out(8 * bytes), owner.out(bytes), owner.out(1),
                owner.out(side));
    }

    /// What a child gives, to be given on.
    public StreamFlow flow() {
        return new StreamFlow(valid, data, keep, last, side, ready::assign);
    }
}
