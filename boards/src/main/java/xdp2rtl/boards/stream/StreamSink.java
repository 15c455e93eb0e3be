package xdp2rtl.boards.stream;

import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;

/// The ports of a component that takes a stream.
public record StreamSink(In valid, Out ready, In data, In keep, In last, In side) {

    /// For beats of `bytes` bytes with `side` bits beside them.
    public static StreamSink of(Component owner, int bytes, int side) {
        return new StreamSink(owner.in(1), owner.out(1), owner.in(8 * bytes), owner.in(bytes), owner.in(1),
                owner.in(side));
    }

    /// What comes in, to be given on to a child.
    public StreamFlow flow() {
        return new StreamFlow(valid, data, keep, last, side, ready::assign);
    }
}
