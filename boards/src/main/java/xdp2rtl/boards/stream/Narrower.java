package xdp2rtl.boards.stream;

import java.util.ArrayList;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.Reg;

@Doc("Cuts wide beats into narrow ones; parts without bytes do not leave.")
public final class Narrower extends Component {
    private final int wide;
    private final int narrow;
    private final int sideBits;

    public final StreamSink from = StreamSink.of(this, wide, sideBits);
    public final StreamSource to = StreamSource.of(this, narrow, sideBits);
    @Doc("the part that leaves next")
    final Reg part = reg(bitsFor(wide / narrow - 1));

    /// From beats of `wide` bytes to beats of `narrow`, of which `wide` is a greater multiple by a power of
    /// two.
    public Narrower(int wide, int narrow, int sideBits) {
        this.wide = wide;
        this.narrow = narrow;
        this.sideBits = sideBits;
        super("narrower_" + wide + "_to_" + narrow + "_s" + sideBits);
    }

    @Override protected void logic() {
        int parts = wide / narrow;
        var more = new ArrayList<Bits>();
        for (int i = 0; i < parts - 1; i++) more.add(from.keep().bit((i + 1) * narrow));
        more.add(constant(1, 0));
        var moreBytes = let("more_bytes", select(part, more), "the next part has bytes too");
        to.valid().assign(from.valid());
        to.data().assign(select(part, from.data().chunks(8 * narrow)));
        to.keep().assign(select(part, from.keep().chunks(narrow)));
        to.last().assign(from.last().and(moreBytes.not()));
        to.side().assign(from.side());
        from.ready().assign(to.ready().and(moreBytes.not()));
        when(to.valid().and(to.ready()), () -> part.next(moreBytes.then(part.plus(1), 0)));
    }
}
