package xdp2rtl.boards.stream;

import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.In;

/// Looks at an AXI4-Stream and has rules for it: assertions, or conditions on the surroundings ([Component#given]).
@SuppressWarnings("this-escape") // Ports register themselves with the component whose fields they are.
public abstract class StreamWatcher extends Component {
    protected final int bytes;
    protected final boolean given;

    protected final In valid = in(1);
    protected final In ready = in(1);
    protected final In data = in(8 * bytes);
    protected final In keep = in(bytes);
    protected final In last = in(1);
    protected final In side;

    /// A stream of `bytes` bytes, with `sideBits` bits beside every beat; whether the rules are `given`.
    protected StreamWatcher(String name, int bytes, int sideBits, boolean given) {
        this.bytes = bytes;
        this.given = given;
        super(name);
        this.side = in(sideBits);
    }

    protected final void rule(String name, Bits holds) {
        if (given) given(name, holds);
        else check(name, holds);
    }

    /// Watches a stream, from the `logic()` of the component that has both; a beat is gone when it is `taken`.
    public void watch(StreamFlow flow, Bits taken) {
        valid.assign(flow.valid());
        ready.assign(taken);
        data.assign(flow.data());
        keep.assign(flow.keep());
        last.assign(flow.last());
        side.assign(flow.side());
    }
}
