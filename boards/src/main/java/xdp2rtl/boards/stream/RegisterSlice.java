package xdp2rtl.boards.stream;

import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.Reg;

@Doc("Registers in both directions of a stream: no path from from_* to to_* within a cycle, nor from "
        + "to_ready to from_ready.")
public final class RegisterSlice extends Component {
    private final int bytes;
    private final int sideBits;

    public final StreamSink from = StreamSink.of(this, bytes, sideBits);
    public final StreamSource to = StreamSource.of(this, bytes, sideBits);
    final Reg valid = reg(1);
    final Reg beat = reg(9 * bytes + 1 + sideBits).noReset();
    @Doc("a second beat waits, because to_ready came too late")
    final Reg spareValid = reg(1);
    final Reg spare = reg(9 * bytes + 1 + sideBits).noReset();

    public RegisterSlice(int bytes, int sideBits) {
        this.bytes = bytes;
        this.sideBits = sideBits;
        super("register_slice_" + bytes + "_s" + sideBits);
    }

    @Override protected void logic() {
        var offered = let("offered", Bits.concat(from.side(), from.last(), from.keep(), from.data()));
        from.ready().assign(spareValid.not());
        when(valid.not().or(to.ready()), () -> {
            valid.next(spareValid.or(from.valid()));
            beat.next(spareValid.then(spare, offered));
            spareValid.next(0);
        }).elseWhen(from.valid().and(spareValid.not()), () -> {
            spare.next(offered);
            spareValid.next(1);
        });
        to.valid().assign(valid);
        to.data().assign(beat.low(8 * bytes));
        to.keep().assign(beat.bits(9 * bytes - 1, 8 * bytes));
        to.last().assign(beat.bit(9 * bytes));
        to.side().assign(beat.high(sideBits));
    }
}
