package xdp2rtl.boards.adapter;

import static xdp2rtl.boards.adapter.BurstPort.LINE;
import static xdp2rtl.boards.adapter.BurstPort.LINE_BYTES;
import static xdp2rtl.boards.adapter.BurstPort.PAGE;

import java.util.ArrayList;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("The beats of an AXI4 burst, one after the other. Within a burst only the bits of the address under the "
        + "mask change: none of a burst that is fixed, those below its size of one that wraps, those of a page "
        + "of the others.")
final class BurstAddress extends Component {
    private static final int FIXED = 0;
    private static final int WRAP = 2;

    private final int addressBits;

    @Doc("the burst that begins")
    final In start = in(1);
    final In addr = in(addressBits);
    final In len = in(8);
    final In size = in(3);
    final In burst = in(2);
    @Doc("the beat has passed")
    final In step = in(1);
    @Doc("line of the beat")
    final Out line = out(addressBits - LINE);
    @Doc("the beat is the last")
    final Out last = out(1);

    final Reg address = reg(addressBits).noReset();
    final Reg mask = reg(PAGE).noReset();
    @Doc("bytes of a beat")
    final Reg bytes = reg(LINE + 1).noReset();
    @Doc("beats after this one")
    final Reg left = reg(8).noReset();

    /// `addressBits`: more than 12.
    BurstAddress(int addressBits) {
        this.addressBits = addressBits;
        super("burst_address_" + addressBits);
    }

    @Override protected void logic() {
        var wrapping = new ArrayList<Bits>();
        var inside = new ArrayList<Bits>();
        for (int i = 0; i < 8; i++) {
            int shift = Math.min(i, LINE);
            var belowBeat = Bits.of(PAGE, (1 << shift) - 1);
            wrapping.add(len.zext(PAGE).shl(shift).or(belowBeat));
            inside.add(belowBeat.low(LINE));
        }
        var wraps = let("wraps", select(size, wrapping), "bits of the address below the size of the burst");
        var offset = let("offset", select(size, inside), "bits of the address below the size of a beat");
        var page = address.low(PAGE);
        var next = let("next", page.plus(bytes.zext(PAGE)));
        when(start, () -> {
            address.next(Bits.concat(addr.high(addressBits - LINE), addr.low(LINE).and(offset.not())));
            mask.next(burst.is(FIXED).then(constant(PAGE, 0), burst.is(WRAP).then(wraps, Bits.ones(PAGE))));
            bytes.next(offset.zext(LINE + 1).plus(1));
            left.next(len);
        }).elseWhen(step, () -> {
            address.next(Bits.concat(address.high(addressBits - PAGE), page.and(mask.not()).or(next.and(mask))));
            left.next(left.minus(1));
        });
        line.assign(address.high(addressBits - LINE));
        last.assign(left.any().not());
    }
}
