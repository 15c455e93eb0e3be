package xdp2rtl.boards.stream;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.Reg;

@Doc("Gathers narrow beats into wide ones. A wide beat leaves with the narrow beat that completes it or "
        + "ends the packet.")
public final class Widener extends Component {
    private final int narrow;
    private final int wide;
    private final int sideBits;

    public final StreamSink from = StreamSink.of(this, narrow, sideBits);
    public final StreamSource to = StreamSource.of(this, wide, sideBits);
    @Doc("narrow beats gathered")
    final Reg part = reg(bitsFor(wide / narrow - 1));
    final List<Reg> gathered = regs(wide / narrow - 1, 8 * narrow).stream().map(Reg::noReset).toList();

    /// From beats of `narrow` bytes to beats of `wide`, a greater multiple by a power of two.
    public Widener(int narrow, int wide, int sideBits) {
        this.narrow = narrow;
        this.wide = wide;
        this.sideBits = sideBits;
        super("widener_" + narrow + "_to_" + wide + "_s" + sideBits);
    }

    @Override protected void logic() {
        int parts = wide / narrow;
        var complete = let("complete", from.last().or(part.is(parts - 1)));
        to.valid().assign(from.valid().and(complete));
        from.ready().assign(to.ready().or(complete.not()));
        when(from.valid().and(from.ready()), () -> part.next(complete.then(constant(part.width(), 0), part.plus(1))));
        var data = new ArrayList<Bits>();
        var keep = new ArrayList<Bits>();
        for (int i = 0; i < parts; i++) {
            if (i < parts - 1) {
                int place = i;
                when(from.valid().and(part.is(place)), () -> gathered.get(place).next(from.data()));
                data.add(let("data_" + i, part.above(i).then(gathered.get(i), from.data())));
                keep.add(let("keep_" + i, part.above(i).repeat(narrow)
                        .or(part.is(i).repeat(narrow).and(from.keep()))));
            } else {
                data.add(from.data());
                keep.add(let("keep_" + i, part.is(i).repeat(narrow).and(from.keep())));
            }
        }
        to.data().assign(Bits.pack(data));
        to.keep().assign(Bits.pack(keep));
        to.last().assign(from.last());
        to.side().assign(from.side());
    }
}
