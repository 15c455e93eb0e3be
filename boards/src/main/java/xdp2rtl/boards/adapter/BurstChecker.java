package xdp2rtl.boards.adapter;

import static xdp2rtl.boards.adapter.BurstPort.ID;
import static xdp2rtl.boards.adapter.BurstPort.LINE;
import static xdp2rtl.boards.adapter.BurstPort.LINE_BYTES;
import static xdp2rtl.boards.adapter.BurstPort.PAGE;

import java.util.List;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Reg;

@Doc("Looks at an AXI4 port whose slave takes one write burst and one read burst at a time, and asserts its "
        + "rules. What the master must keep is a condition on the surroundings. Nothing but assertions: with the "
        + "macro ASSERTIONS.")
public final class BurstChecker extends Component {
    private static final int FIXED = 0;
    private static final int INCREMENTING = 1;
    private static final int WRAPPING = 2;
    private static final int LONGEST_FIXED = 16;

    /// A channel of addresses.
    record Address(In id, In addr, In len, In size, In burst, In valid, In ready) {
        void watch(BurstPort.Address channel) {
            id.assign(channel.id());
            addr.assign(channel.addr());
            len.assign(channel.len());
            size.assign(channel.size());
            burst.assign(channel.burst());
            valid.assign(channel.valid());
            ready.assign(channel.ready());
        }

        Bits payload() {
            return Bits.concat(List.of(id, addr, len, size, burst));
        }
    }

    record WriteData(In data, In strb, In last, In valid, In ready) {}

    record WriteResponse(In id, In resp, In valid, In ready) {}

    record ReadData(In id, In data, In resp, In last, In valid, In ready) {}

    private final int addressBits;

    final Address aw = new Address(in(ID), in(addressBits), in(8), in(3), in(2), in(1), in(1));
    final WriteData w = new WriteData(in(8 * LINE_BYTES), in(LINE_BYTES), in(1), in(1), in(1));
    final WriteResponse b = new WriteResponse(in(ID), in(2), in(1), in(1));
    final Address ar = new Address(in(ID), in(addressBits), in(8), in(3), in(2), in(1), in(1));
    final ReadData r = new ReadData(in(ID), in(8 * LINE_BYTES), in(2), in(1), in(1), in(1));

    @Doc("beats of the write burst are to come, so many after the next")
    final Reg writing = reg(1);
    final Reg writesLeft = reg(8);
    @Doc("the write burst has not been answered")
    final Reg owesWrite = reg(1);
    final Reg writeId = reg(ID);
    @Doc("beats of the read burst are to come, so many after the next")
    final Reg reading = reg(1);
    final Reg readsLeft = reg(8);
    final Reg readId = reg(ID);

    public BurstChecker(int addressBits) {
        this.addressBits = addressBits;
        super("burst_checker_" + addressBits);
    }

    /// Watches a port, from the `logic()` of the component that has it.
    void watch(BurstPort port) {
        aw.watch(port.aw());
        w.data.assign(port.w().data());
        w.strb.assign(port.w().strb());
        w.last.assign(port.w().last());
        w.valid.assign(port.w().valid());
        w.ready.assign(port.w().ready());
        b.id.assign(port.b().id());
        b.resp.assign(port.b().resp());
        b.valid.assign(port.b().valid());
        b.ready.assign(port.b().ready());
        ar.watch(port.ar());
        r.id.assign(port.r().id());
        r.data.assign(port.r().data());
        r.resp.assign(port.r().resp());
        r.last.assign(port.r().last());
        r.valid.assign(port.r().valid());
        r.ready.assign(port.r().ready());
    }

    @Override protected void logic() {
        given("write_address_stays", stays("write_address", aw.valid, aw.ready, aw.payload()));
        given("write_data_stays", stays("write_data", w.valid, w.ready, Bits.concat(w.data, w.strb, w.last)));
        given("read_address_stays", stays("read_address", ar.valid, ar.ready, ar.payload()));
        given("a_write_burst_is_one", aw.valid.not().or(isBurst("write", aw)));
        given("a_read_burst_is_one", ar.valid.not().or(isBurst("read", ar)));
        check("write_response_stays", stays("write_response", b.valid, b.ready, Bits.concat(b.id, b.resp)));
        check("read_data_stays", stays("read_data", r.valid, r.ready, Bits.concat(r.id, r.data, r.resp, r.last)));
        writes();
        reads();
    }

    private void writes() {
        var begins = let("write_begins", aw.valid.and(aw.ready));
        var beat = let("write_beat", w.valid.and(w.ready));
        var answered = let("write_answered", b.valid.and(b.ready));
        var ends = let("write_ends", writesLeft.any().not());
        when(begins, () -> {
            writing.next(1);
            owesWrite.next(1);
            writesLeft.next(aw.len);
            writeId.next(aw.id);
        }).elseWhen(beat, () -> {
            writing.next(ends.not());
            writesLeft.next(writesLeft.minus(1));
        });
        when(answered, () -> owesWrite.next(0));
        given("the_last_beat_says_so", writing.and(w.valid).not().or(w.last.is(ends)));
        check("one_write_burst_at_a_time", begins.and(owesWrite).not());
        check("a_beat_belongs_to_a_write_burst", beat.not().or(writing));
        check("a_write_response_has_its_burst", b.valid.not().or(owesWrite.and(writing.not())));
        check("a_write_response_has_its_id", b.valid.not().or(b.id.is(writeId)));
        check("a_write_is_okay", b.valid.and(b.resp.any()).not());
    }

    private void reads() {
        var begins = let("read_begins", ar.valid.and(ar.ready));
        var beat = let("read_beat", r.valid.and(r.ready));
        var ends = let("read_ends", readsLeft.any().not());
        when(begins, () -> {
            reading.next(1);
            readsLeft.next(ar.len);
            readId.next(ar.id);
        }).elseWhen(beat, () -> {
            reading.next(ends.not());
            readsLeft.next(readsLeft.minus(1));
        });
        check("one_read_burst_at_a_time", begins.and(reading).not());
        check("read_data_has_its_burst", r.valid.not().or(reading));
        check("read_data_has_its_id", r.valid.not().or(r.id.is(readId)));
        check("the_last_of_read_data_says_so", r.valid.not().or(r.last.is(ends)));
        check("a_read_is_okay", r.valid.and(r.resp.any()).not());
    }

    private Bits stays(String channel, Bits valid, Bits ready, Bits payload) {
        var waits = delayReset(1, let(channel + "_waits", valid.and(ready.not())), channel + "_waits");
        var old = delay(1, payload, channel + "_payload");
        return waits.not().or(valid.and(old.is(payload)));
    }

    /// Whether a burst is one that AXI4 has, with beats of 16 bytes at most.
    private Bits isBurst(String way, Address channel) {
        var fits = channel.size.atMost(LINE);
        var beats = Bits.of(PAGE + 1, 1).shl(channel.size);
        var inPage = let(way + "_offset", channel.addr.low(PAGE).zext(PAGE + 1).and(beats.minus(1).not()));
        var end = let(way + "_end", inPage.plus(channel.len.zext(PAGE + 1).plus(1).shl(channel.size)));
        var incrementing = channel.burst.is(INCREMENTING).and(end.atMost(1 << PAGE));
        var fixed = channel.burst.is(FIXED).and(channel.len.below(LONGEST_FIXED));
        var powers = channel.len.is(1).or(channel.len.is(3)).or(channel.len.is(7)).or(channel.len.is(15));
        var wrapping = channel.burst.is(WRAPPING).and(powers).and(channel.addr.low(PAGE).zext(PAGE + 1).is(inPage));
        return fits.and(incrementing.or(fixed).or(wrapping));
    }
}
