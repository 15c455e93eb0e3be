package xdp2rtl.boards.stream;

import java.util.ArrayList;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Reg;

@Doc("Takes the XDP metadata off the front of a packet and moves the rest to byte 0.")
public final class MetadataStripper extends Component {
    private final int bytes;
    private final int sideBits;
    private final int beatBits;

    public final Sink from = Sink.of(this, bytes, sideBits);
    @Doc("bytes to take off, a multiple of 4, fewer than the packet has: the same in all its beats")
    public final In skip = in(8);
    public final Source to = Source.of(this, bytes, sideBits);
    @Doc("whole beats of this packet taken off")
    final Reg passed = reg(8 - beatBits);
    @Doc("held has the beat before this one, of which the upper bytes are still to leave")
    final Reg holding = reg(1);
    @Doc("held has the end of a packet")
    final Reg flushing = reg(1);
    final Reg heldData = reg(8 * bytes).noReset();
    final Reg heldKeep = reg(bytes).noReset();
    final Reg heldSide = reg(sideBits).noReset();
    final Reg heldWords = reg(beatBits - 2).noReset();

    /// For beats of `bytes` bytes: 32 or 64.
    public MetadataStripper(int bytes, int sideBits) {
        this.bytes = bytes;
        this.sideBits = sideBits;
        this.beatBits = bitsFor(bytes - 1);
        super("metadata_stripper_" + bytes + "_s" + sideBits);
    }

    @Override protected void logic() {
        var words = let("words", flushing.then(heldWords, skip.bits(beatBits - 1, 2)),
                "bytes / 4 to shift by");
        unused(skip.low(2));
        var skipping = let("skipping", passed.isNot(skip.high(8 - beatBits)), "the whole beat is metadata");
        var whole = let("whole", words.is(0).or(from.last()), "with no beat held, this beat needs no other");
        var old = let("old", holding.or(flushing));
        var oldData = let("low_data", old.then(heldData, from.data()));
        var oldKeep = let("low_keep", old.then(heldKeep, from.keep()));
        var newKeep = let("high_keep", holding.repeat(bytes).and(from.keep()));
        var data = new ArrayList<Bits>();
        var keep = new ArrayList<Bits>();
        var rest = new ArrayList<Bits>();
        for (int i = 0; i < bytes / 4; i++) {
            data.add(i == 0 ? oldData
                    : Bits.concat(from.data().low(32 * i), oldData.high(8 * bytes - 32 * i)));
            keep.add(i == 0 ? oldKeep : Bits.concat(newKeep.low(4 * i), oldKeep.high(bytes - 4 * i)));
            rest.add(from.keep().bit(4 * i));
        }
        unused(newKeep.high(4));
        var more = let("more", select(words, rest), "bytes of this beat do not fit into the one that leaves");
        var flush = let("flush", holding.and(from.last()).and(more));

        to.data().assign(select(words, data));
        to.keep().assign(select(words, keep));
        to.side().assign(flushing.then(heldSide, from.side()));
        to.last().assign(flushing.or(from.last().and(flush.not())));
        var gives = let("gives", skipping.not().and(holding.or(whole)),
                "a beat leaves with the one that comes");
        to.valid().assign(flushing.or(from.valid().and(gives)));
        from.ready().assign(flushing.not().and(to.ready().or(gives.not())));
        when(from.valid().and(from.ready()), () -> {
            heldData.next(from.data());
            heldKeep.next(from.keep());
            heldSide.next(from.side());
            heldWords.next(words);
            passed.next(from.last().then(constant(passed.width(), 0), skipping.then(passed.plus(1), passed)));
            holding.next(skipping.not().and(holding.or(whole.not())).and(from.last().not()));
            flushing.next(flush);
        }).elseWhen(to.ready(), () -> flushing.next(0));
    }
}
