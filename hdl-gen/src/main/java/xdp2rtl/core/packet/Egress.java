package xdp2rtl.core.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Mem;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.Cause;

@Doc("Reports packets in the order of their arrival and sends those that leave. A row is read, turned so "
        + "that the packet's first byte is byte 0, and joined with the next one.")
public final class Egress extends Component {
    /// Headers that are kept: of the seven rows on their way, from stage to output, each may be of another packet.
    private static final int SLOTS = 8;

    private final Shape shape;

    /// The stream of packets out.
    public record Stream(Out tdata, Out tkeep, Out tvalid, In tready, Out tlast,
            @Doc("ifindex in 135..104, meta length in 103..96, redirect in 95..32, action in 31..0") Out tuser) {}

    /// The outcome of a packet.
    public record Report(@Doc("a packet's program has ended") Out valid, Out context,
            @Doc("the action in 31..0") Out r0,
            Choice<Cause> cause, @Doc("bundles that it took") Out slots, @Doc("in bytes") Out length,
            @Doc("bytes of metadata") Out meta, Out redirect) {}

    /// What is known of the packet of `context`.
    public record Packet(Out context, In head, In length, In meta, In redirect, In ifindex, In r0, In sends,
            Choice<Cause> cause, In slots) {}

    /// Reads of the packet memory; data two steps after the row.
    public record Drain(Out step, Out context, Out row, In data) {}

    /// A row in the pipeline.
    record Stage(Reg valid, Reg last, Reg flush, Reg slot, Reg shift) {}

    /// The row that waits for the next one.
    record Hold(Reg valid, Reg last, Reg slot, Reg shift, Reg data) {}

    /// What leaves the core, and what it is told about it.
    public final Stream axis = new Stream(out(shape.beatBits()), out(shape.beat()), out(1), in(1), out(1), out(136));
    public final Report report = new Report(out(1), out(6), out(64), out(Cause.class), out(32), out(16), out(8),
            out(64));
    /// Contexts whose program has ended.
    public final In finished = in(shape.places());
    /// Modes of CONTROL.
    public final In sequential = in(1);
    public final In emitAll = in(1);
    /// The oldest packet, and its rows.
    public final Packet packet = new Packet(out(shape.context()), in(shape.frame()), in(16), in(Shape.META), in(64),
            in(32), in(64),
            in(1), in(Cause.class), in(32));
    public final Drain drain = new Drain(out(1), out(shape.context()), out(shape.row()), in(shape.beatBits()));
    @Doc("frames that are empty at the end of this cycle: one that is left, one whose packet goes nowhere")
    public final Out frees = out(shape.places());
    @Doc("how many they are")
    public final Out freed = out(2);
    public final Out idle = out(1);

    @Doc("whose packet is reported next")
    final Reg turn = reg(shape.context());
    @Doc("a packet is read, and whose")
    final Reg reading = reg(1);
    final Reg leaver = reg(shape.context()).noReset();
    final Reg row = reg(shape.row()).noReset();
    @Doc("where the packet's end is: the row and the byte behind its last byte")
    final Reg endRow = reg(shape.row()).noReset();
    final Reg endByte = reg(Shape.log2(shape.beat())).noReset();
    final Reg shift = reg(Shape.log2(shape.beat())).noReset();
    @Doc("number of the packet's header")
    final Reg slot = reg(Shape.log2(SLOTS));
    @Doc("of the packets on their way: tuser; the bytes of the last beat")
    final Mem headers = mem(136, SLOTS);
    final Mem tails = mem(Shape.log2(shape.beat()), SLOTS);
    final List<Stage> stage;
    final List<Reg> turned;
    final Hold hold;
    final Reg outValid = reg(1);
    final Reg outLast = reg(1).noReset();
    final Reg outData = reg(shape.beatBits()).noReset();
    final Reg outKeep = reg(shape.beat()).noReset();
    final Reg outUser = reg(136).noReset();

    /// For a core of this shape.
    public Egress(Shape shape) {
        this.shape = shape;
        super("egress");
        int bits = Shape.log2(shape.beat());
        stage = IntStream.range(0, 5).mapToObj(_ -> new Stage(reg(1), reg(1).noReset(), reg(1).noReset(),
                reg(Shape.log2(SLOTS)).noReset(), reg(bits).noReset())).toList();
        turned = IntStream.range(0, 3).mapToObj(_ -> reg(shape.beatBits()).noReset()).toList();
        hold = new Hold(reg(1), reg(1).noReset(), reg(Shape.log2(SLOTS)).noReset(), reg(bits).noReset(),
                reg(shape.beatBits()).noReset());
    }

    /// What the report of this cycle says: there is one; a packet follows it.
    private record Outcome(Bits reports, Bits sends) {}

    /// What becomes of the row in this cycle: the pipeline steps; it is the packet's last; that one goes.
    private record Reading(Bits step, Bits isLast, Bits ends) {}

    @Override protected void logic() {
        var read = row();
        rows(outcome(read), read);
        pipeline(read);
        beats(read.step);
        var busy = new ArrayList<Bits>(List.of(reading, hold.valid, outValid));
        stage.forEach(it -> busy.add(it.valid));
        idle.assign(Bits.concat(busy).any().not());
    }

    private Reading row() {
        section("a row of the packet that is read");
        var step = let("step", outValid.not().or(axis.tready));
        var isLast = let("is_last", endByte.any().then(row.is(endRow), row.plus(1).is(endRow)));
        return new Reading(step, isLast, let("ends", reading.and(step).and(isLast)));
    }

    private Outcome outcome(Reading read) {
        section("the outcome of the next packet, while nothing is read, or the last row of another frame");
        var another = let("another", read.ends.and(turn.isNot(leaver)));
        var reports = let("reports", finished.bit(turn).and(reading.not().or(another)));
        report.valid.assign(reports);
        report.context.assign(turn.zext(6));
        report.r0.assign(packet.r0);
        report.cause.assign(packet.cause);
        report.slots.assign(packet.slots);
        report.length.assign(packet.length);
        report.meta.assign(packet.meta);
        report.redirect.assign(packet.redirect);
        packet.context.assign(turn);
        when(reports.and(sequential.not()), () -> turn.next(shape.after(turn)));
        var leaves = let("leaves", packet.sends.or(emitAll.and(packet.cause.isNot(Cause.LENGTH))));
        return new Outcome(reports, let("sends", reports.and(leaves)));
    }

    private void rows(Outcome outcome, Reading read) {
        int bits = Shape.log2(shape.beat());
        var reports = outcome.reports;
        var sends = outcome.sends;
        section("rows");
        var start = let("start", packet.head.minus(packet.meta.zext(shape.frame())));
        var end = let("packet_end", packet.head.plus(packet.length.low(shape.frame())));
        when(read.step, () -> row.next(row.plus(1)));
        when(read.ends, () -> reading.next(0));
        when(sends, () -> {
            reading.next(1);
            leaver.next(turn);
            row.next(start.high(shape.row()));
            shift.next(start.low(bits));
            endRow.next(end.high(shape.row()));
            endByte.next(end.low(bits));
            slot.next(slot.plus(1));
        });
        when(reports, () -> headers.write(slot.plus(1), Bits.concat(packet.ifindex, packet.meta, packet.redirect,
                packet.r0.low(32))));
        when(reading, () -> tails.write(slot, endByte.minus(shift)));
        var drops = let("drops", reports.and(sends.not()));
        frees.assign(shape.mask(leaver, read.ends).or(shape.mask(turn, drops)));
        freed.assign(Bits.concat(read.ends.and(drops), read.ends.xor(drops)));
        drain.step.assign(read.step);
        drain.context.assign(leaver);
        drain.row.assign(row);
    }

    private void pipeline(Reading read) {
        int bits = Shape.log2(shape.beat());
        section("the pipeline: two steps of the memory, three in which the row is turned");
        when(read.step, () -> {
            for (int i = 0; i < stage.size(); i++) {
                var to = stage.get(i);
                if (i == 0) {
                    to.valid.next(reading);
                    to.last.next(read.isLast);
                    to.flush.next(endByte.is(0).or(endByte.above(shift)));
                    to.slot.next(slot);
                    to.shift.next(shift);
                } else {
                    var from = stage.get(i - 1);
                    to.valid.next(from.valid);
                    to.last.next(from.last);
                    to.flush.next(from.flush);
                    to.slot.next(from.slot);
                    to.shift.next(from.shift);
                }
            }
            Bits data = drain.data;
            for (int i = 0; i < turned.size(); i++) {
                int digit = 4 - 2 * i;
                turned.get(i).next(turn(data, stage.get(i + 1).shift.bits(Math.min(digit + 1, bits - 1),
                        digit), 1 << digit));
                data = turned.get(i);
            }
        });
    }

    private void beats(Bits step) {
        section("beats");
        var row5 = stage.get(4);
        var data5 = turned.get(2);
        var here = let("here", hold.valid.and(hold.last.or(row5.valid)));
        var header = let("header", headers.at(hold.slot));
        var isEnd = let("is_end", hold.last.or(row5.last.and(row5.flush.not())));
        var tail = let("tail", tails.at(hold.slot));
        var fromNext = let("from_next", hold.shift.not().maskAbove(shape.beat()), "bytes that the next row fills");
        when(step, () -> {
            hold.valid.next(row5.valid.and(row5.last.not().or(row5.flush)));
            hold.last.next(row5.last);
            hold.slot.next(row5.slot);
            hold.shift.next(row5.shift);
            hold.data.next(data5);
            outValid.next(here);
            outLast.next(isEnd);
            outUser.next(header);
            outKeep.next(isEnd.and(tail.any()).then(tail.maskBelow(shape.beat()), Bits.ones(shape.beat())));
            outData.next(each(shape.beat(),
                    i -> i.of(fromNext).then(i.of(data5), i.of(hold.data))));
        });
        axis.tvalid.assign(outValid);
        axis.tdata.assign(outData);
        axis.tkeep.assign(outKeep);
        axis.tlast.assign(outLast);
        axis.tuser.assign(outUser);
    }

    /// Turns a row down by `digit` times `step` bytes.
    private Bits turn(Bits row, Bits digit, int step) {
        return select(digit, IntStream.range(0, 1 << digit.width()).mapToObj(i -> i == 0 ? row
                : Bits.concat(row.low(8 * step * i), row.high(row.width() - 8 * step * i))).toList());
    }
}
