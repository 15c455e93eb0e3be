package xdp2rtl.boards.stream;

import java.util.ArrayList;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Reg;

@Doc("Takes the XDP metadata off the front of a packet and moves the rest to byte 0.")
public final class MetadataStripper extends Component {
    /// Bytes of a word; metadata is whole words.
    private static final int WORD = 4;

    private final int bytes;
    private final int sideBits;
    private final int beatBits;

    public final StreamSink from = StreamSink.of(this, bytes, sideBits);
    @Doc("bytes to take off, a multiple of 4, fewer than the packet has: the same in all its beats")
    public final In skip = in(8);
    public final StreamSource to = StreamSource.of(this, bytes, sideBits);
    @Doc("whole beats of this packet taken off")
    final Reg passed = reg(8 - beatBits);
    @Doc("held has the beat before this one, turned, of which the low words are still to leave")
    final Reg holding = reg(1);
    @Doc("held has the end of a packet")
    final Reg flushing = reg(1);
    final Reg heldData = reg(8 * bytes).noReset();
    final Reg heldKeep = reg(bytes).noReset();
    final Reg heldSide = reg(sideBits).noReset();
    final Reg heldShift = reg(beatBits - 2).noReset();

    /// For beats of `bytes` bytes: 32 or 64.
    public MetadataStripper(int bytes, int sideBits) {
        this.bytes = bytes;
        this.sideBits = sideBits;
        this.beatBits = bitsFor(bytes - 1);
        super("metadata_stripper_" + bytes + "_s" + sideBits);
    }

    @Override protected void logic() {
        int words = bytes / WORD;
        var shift = let("shift", skip.bits(beatBits - 1, 2), "words that a beat moves down by");
        unused(skip.low(2));
        var turned = turned("data", from.data(), shift, 8 * WORD);
        var turnedKeep = turned("keep", from.keep(), shift, WORD);
        var skipping = let("skipping", passed.isNot(skip.high(8 - beatBits)), "the whole beat is metadata");
        var whole = let("whole", shift.is(0).or(from.last()), "with no beat held, this beat needs no other");
        var old = let("old", holding.or(flushing));
        var place = let("place", flushing.then(heldShift, shift));
        var data = new ArrayList<Bits>();
        var keep = new ArrayList<Bits>();
        for (int i = 0; i < words; i++) {
            var low = let("low_" + i, place.atMost(words - 1 - i), "this word is from the lower of two beats");
            var held = let("held_" + i, flushing.or(holding.and(low)));
            data.add(held.then(heldData.chunks(8 * WORD).get(i), turned.chunks(8 * WORD).get(i)));
            var here = low.then(old.not(), holding).repeat(WORD).and(turnedKeep.chunks(WORD).get(i));
            keep.add(low.and(old).repeat(WORD).and(heldKeep.chunks(WORD).get(i)).or(here));
        }
        var flush = let("flush", holding.and(from.last()).and(turnedKeep.bit(0)),
                "bytes of this beat do not fit into the one that leaves");

        to.data().assign(Bits.pack(data));
        to.keep().assign(Bits.pack(keep));
        to.side().assign(flushing.then(heldSide, from.side()));
        to.last().assign(flushing.or(from.last().and(flush.not())));
        var gives = let("gives", skipping.not().and(holding.or(whole)), "a beat leaves with the one that comes");
        to.valid().assign(flushing.or(from.valid().and(gives)));
        from.ready().assign(flushing.not().and(to.ready().or(gives.not())));
        when(from.valid().and(from.ready()), () -> {
            heldData.next(turned);
            heldKeep.next(turnedKeep);
            heldSide.next(from.side());
            heldShift.next(shift);
            passed.next(from.last().then(constant(passed.width(), 0), skipping.then(passed.plus(1), passed)));
            holding.next(skipping.not().and(holding.or(whole.not())).and(from.last().not()));
            flushing.next(flush);
        }).elseWhen(to.ready(), () -> flushing.next(0));
    }

    /// Turned down by `shift` units of `unit` bits: what leaves below comes in above.
    private Bits turned(String name, Bits value, Bits shift, int unit) {
        var turned = value;
        for (int i = 0; i < shift.width(); i++) {
            int bits = unit << i;
            turned = let("turned_" + name + "_" + i,
                    shift.bit(i).then(Bits.concat(turned.low(bits), turned.high(value.width() - bits)), turned));
        }
        return turned;
    }
}
