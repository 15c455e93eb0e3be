package xdp2rtl.core.control;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Mem;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("Sums of 64 bits that grow in every cycle. Their low 16 bits are registers; what these carry is added, one after "
        + "the other, to the rest, which lies in a memory.")
public final class Totals extends Component {
    /// What is summed up, in the order of its bits 3..2 in the addresses of its registers.
    enum Total {
        /// Packets inside, beats that have to wait, packets that have come in.
        OCCUPANCY, STALLS, PACKETS
    }

    private static final int FAST = 16;
    private static final int SLOW = 48;
    private static final int PLACES = 4;

    /// A packet has come in; so many frames have been emptied; a beat had to wait.
    public final In arrived = in(1);
    public final In freed = in(2);
    public final In stalled = in(1);
    /// Which sum is read.
    public final In index = in(2);
    @Doc("its parts belong together, if it was the index in the cycle before")
    public final Out settled = out(1);
    public final Out sum = out(64);
    @Doc("packets inside, and the most since reset")
    public final Out occupants = out(16);
    public final Out most = out(16);

    final Reg now;
    final Reg mostYet;
    final List<Reg> fast = IntStream.range(0, Total.values().length).mapToObj(_ -> reg(FAST)).toList();
    @Doc("the memory is set to 0, up to this place")
    final Reg cleared = reg(3);
    @Doc("sums whose low bits have carried")
    final Reg carried = reg(Total.values().length);
    @Doc("what was read is written, plus 1")
    final Reg adds = reg(1);
    final Reg whose = reg(2).noReset();
    final Reg settledNow = reg(1);
    final Reg seen = reg(SLOW).noReset();
    final Mem slow = mem(SLOW, PLACES);

    /// For a core of this shape.
    public Totals(Shape shape) {
        super("totals");
        int bits = Math.max(freed.width(), bitsFor(shape.config().contexts()));
        now = reg(bits);
        mostYet = reg(bits);
    }

    @Override protected void logic() {
        section("packets inside");
        int bits = now.width();
        var came = delayReset(1, arrived, "arrived").zext(bits);
        var gone = delayReset(1, freed, "freed").zext(bits);
        now.next(now.plus(came).minus(gone));
        when(now.above(mostYet), () -> mostYet.next(now));
        occupants.assign(now.zext(16));
        most.assign(mostYet.zext(16));

        section("low bits");
        var carries = List.of(
                grow(Total.OCCUPANCY, now), grow(Total.STALLS, delayReset(1, stalled, "stalled")),
                grow(Total.PACKETS, came.low(1)));

        section("the rest: read in one cycle, written in the next");
        var clearing = let("clearing", cleared.bit(2).not());
        when(clearing, () -> cleared.next(cleared.plus(1)));
        var asks = let("asks", carried.any().and(adds.not()));
        var first = let("first", Bits.concat(carried.low(2).any().not(), carried.bit(1).and(carried.bit(0).not())));
        adds.next(asks);
        whose.next(first);
        seen.next(slow.at(carried.any().then(first, index)));
        when(clearing.or(adds), () -> slow.write(clearing.then(cleared.low(2), whose),
                clearing.not().repeat(SLOW).and(seen.plus(1))));
        var done = let("done", Bits.pack(IntStream.range(0, carried.width())
                .mapToObj(i -> adds.and(whose.is(i))).toList()));
        carried.next(carried.and(done.not()).or(Bits.pack(carries)));

        section("what the host reads");
        var quiet = let("quiet", carried.any().or(adds).or(clearing).not());
        settledNow.next(quiet);
        settled.assign(settledNow.and(quiet));
        var low = let("low", select(index, List.of(fast.get(0), fast.get(1), fast.get(2), fast.get(2))));
        sum.assign(Bits.concat(seen, low));
    }

    /// Adds to the low bits; whether they carry.
    private Bits grow(Total total, Bits amount) {
        var low = fast.get(total.ordinal());
        var grown = let(total.name().toLowerCase(Locale.ROOT) + "_grown",
                low.zext(FAST + 1).plus(amount.zext(FAST + 1)));
        low.next(grown.low(FAST));
        return grown.bit(FAST);
    }
}
