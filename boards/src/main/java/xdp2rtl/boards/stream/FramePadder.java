package xdp2rtl.boards.stream;

import java.math.BigInteger;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Reg;

@Doc("Makes packets at least as long as the shortest frame, with zeros.")
public final class FramePadder extends Component {
    /// Bytes of the shortest Ethernet frame without its check sequence.
    public static final int MINIMUM = 60;

    private final int bytes;
    private final int sideBits;
    private final int minimum;
    private final int beats;

    public final StreamSink from = StreamSink.of(this, bytes, sideBits);
    @Doc("whether this packet is padded: the same in all its beats")
    public final In enable = in(1);
    public final StreamSource to = StreamSource.of(this, bytes, sideBits);
    @Doc("number of this beat in its packet, at most one more than that of the last byte of the shortest frame")
    final Reg beat = reg(bitsFor(beats));
    @Doc("the packet has ended, beats of zeros follow")
    final Reg padding = reg(1);
    final Reg side = reg(sideBits).noReset();

    /// For beats of `bytes` bytes, up to 128.
    public FramePadder(int bytes, int sideBits) {
        this(bytes, sideBits, MINIMUM);
    }

    /// For frames of `minimum` bytes or more.
    public FramePadder(int bytes, int sideBits, int minimum) {
        this.bytes = bytes;
        this.sideBits = sideBits;
        this.minimum = minimum;
        this.beats = (minimum + bytes - 1) / bytes;
        super("frame_padder_" + bytes + "_s" + sideBits + (minimum == MINIMUM ? "" : "_m" + minimum));
    }

    @Override protected void logic() {
        int rest = minimum - (beats - 1) * bytes;
        var minimum = Bits.of(bytes, BigInteger.ONE.shiftLeft(rest).subtract(BigInteger.ONE));
        var decides = let("decides", beat.is(beats - 1), "this beat has the last byte of the shortest frame");
        var early = let("early", beat.below(beats - 1).and(enable).and(from.last()),
                "the packet ends before that");
        var filled = let("filled", decides.then(minimum, early.or(padding).repeat(bytes)),
                "bytes that this beat has at least");
        to.valid().assign(from.valid().or(padding));
        from.ready().assign(to.ready().and(padding.not()));
        var fills = let("fills", padding.or(from.last().and(enable)));
        to.keep().assign(filled.and(fills.repeat(bytes)).or(from.keep().and(padding.not().repeat(bytes))));
        var present = let("present", from.keep().and(padding.not().repeat(bytes)));
        to.data().assign(each(bytes, i -> i.of(present).repeat(8).and(i.of(from.data()))));
        to.last().assign(padding.then(decides, from.last().and(early.not())));
        to.side().assign(padding.then(side, from.side()));
        when(to.valid().and(to.ready()), () -> {
            beat.next(to.last().then(constant(beat.width(), 0), beat.is(beats).then(beat, beat.plus(1))));
            padding.next(to.last().not().and(padding.or(early)));
            side.next(to.side());
        });
    }
}
