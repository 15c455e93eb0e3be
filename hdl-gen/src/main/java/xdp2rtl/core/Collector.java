package xdp2rtl.core;

import java.util.List;
import java.util.stream.IntStream;
import xdp2rtl.core.control.BranchUnit;
import xdp2rtl.core.control.LowestSet;
import xdp2rtl.core.packet.Egress;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.Cause;

@Doc("Takes reports and packets from the cores: in the rotation in which they were dealt out, by flow in the order of "
        + "arrival, or from whichever core has one ready. A report is ready if no packet follows it or that stands at the core's output; "
        + "the next report waits until that has left.")
final class Collector extends Component {
    /// Bits of a report without its valid bit.
    static final int REPORT = 6 + 64 + Component.bitsFor(Cause.values().length - 1L) + 32 + 16 + 8 + 64;
    /// Bits of a packet's side band.
    private static final int USER = 136;

    private final Shape shape;

    /// A core's output stream.
    public record Stream(In tdata, In tkeep, In tvalid, Out tready, In tlast, In tuser) {}

    /// A core's reports.
    public record Report(In valid, In context, In r0, Choice<Cause> cause, In slots, In length, In meta,
            In redirect) {}

    final In sequential = in(1);
    final In byFlow = in(1);
    @Doc("by flow, in the order of arrival")
    final In ordered = in(1);
    @Doc("turns begin with core 0")
    final In restarts = in(1);
    final In emitAll = in(1);
    @Doc("the next core in that order")
    final In hasOrder = in(1);
    final In order = in(shape.coreBits());
    final Out takesOrder = out(1);
    final List<Stream> core;
    final List<Report> coreReport;
    final Egress.Stream axis = new Egress.Stream(out(shape.beatBits()), out(shape.beat()), out(1), in(1),
            out(1), out(USER));
    final Egress.Report report = new Egress.Report(out(1), out(6), out(64), out(Cause.class), out(32),
            out(16), out(8), out(64));
    @Doc("a core can take another packet")
    final List<Out> mayBegin = outs(shape.config().cores(), 1);
    @Doc("nothing waits here")
    final Out idle = out(1);

    final List<ReportQueue> queue = use(shape.config().cores(), () -> new ReportQueue(shape));
    @Doc("the first core that is ready behind the one whose turn it is, or among all others")
    final LowestSet behind = use(new LowestSet(shape.config().cores()));
    final LowestSet others = use(new LowestSet(shape.config().cores()));
    @Doc("whose packet is next")
    final Reg turn = reg(shape.coreBits());
    @Doc("it is known, where there is an order")
    final Reg known = reg(1);
    @Doc("the packet whose report has been given is leaving")
    final Reg sending = reg(1);
    final Reg outReported = reg(1);
    final Reg outReport = reg(REPORT).noReset();
    final Reg outValid = reg(1);
    final Reg outLast = reg(1).noReset();
    final Reg outData = reg(shape.beatBits()).noReset();
    final Reg outKeep = reg(shape.beat()).noReset();
    final Reg outUser = reg(USER).noReset();

    Collector(Shape shape) {
        this.shape = shape;
        super("collector");
        int cores = shape.config().cores();
        core = IntStream.range(0, cores)
                .mapToObj(_ -> new Stream(in(shape.beatBits()), in(shape.beat()), in(1), out(1), in(1), in(USER)))
                .toList();
        coreReport = IntStream.range(0, cores)
                .mapToObj(_ -> new Report(in(1), in(6), in(64), in(Cause.class), in(32), in(16), in(8), in(64)))
                .toList();
    }

    @Override protected void logic() {
        section("the report");
        for (int i = 0; i < queue.size(); i++) {
            var from = coreReport.get(i);
            var to = queue.get(i);
            to.push.assign(from.valid);
            to.pushed.assign(Bits.concat(from.redirect, from.meta, from.length, from.slots, from.cause.bits(),
                    from.r0, from.context));
            to.pushedLeaves.assign(leaves(from.r0, from.cause, emitAll));
            mayBegin.get(i).assign(to.mayBegin);
        }
        var ready = let("ready", Bits.pack(IntStream.range(0, queue.size())
                .mapToObj(i -> queue.get(i).valid.and(queue.get(i).firstLeaves.not().or(core.get(i).tvalid)))
                .toList()));
        var waits = let("waits", ready.bit(turn).and(known.or(ordered.not())));
        var leaves = let("leaves", select(turn, queue.stream().map(it -> it.firstLeaves).toList()));
        var reports = let("reports", sending.not().and(waits));
        for (int i = 0; i < queue.size(); i++) queue.get(i).pop.assign(reports.and(turn.is(i)));
        outReported.next(reports);
        outReport.next(select(turn, queue.stream().map(it -> it.first).toList()));
        spread(outReported, outReport);

        section("its packet");
        var follows = let("follows", reports.and(leaves));
        var step = let("step", outValid.not().or(axis.tready()));
        var takes = let("takes", step.and(sending.or(follows)));
        for (int i = 0; i < core.size(); i++) core.get(i).tready.assign(takes.and(turn.is(i)));
        var stands = let("stands", select(turn, core.stream().map(Stream::tvalid).toList()));
        var valid = let("valid", takes.and(stands));
        var last = let("last", select(turn, core.stream().map(Stream::tlast).toList()));
        var ends = let("ends", valid.and(last));
        when(step, () -> {
            outValid.next(valid);
            outLast.next(last);
            outData.next(select(turn, core.stream().map(Stream::tdata).toList()));
            outKeep.next(select(turn, core.stream().map(Stream::tkeep).toList()));
            outUser.next(select(turn, core.stream().map(Stream::tuser).toList()));
        });
        axis.tvalid().assign(outValid);
        axis.tlast().assign(outLast);
        axis.tdata().assign(outData);
        axis.tkeep().assign(outKeep);
        axis.tuser().assign(outUser);

        section("the turn");
        sending.next(sending.or(follows).and(ends.not()));
        int cores = core.size();
        behind.of.assign(ready.and(turn.maskAbove(cores)));
        others.of.assign(ready.and(turn.maskAt(cores).not()));
        var next = let("next", behind.any.then(behind.index, others.any.then(others.index, turn)));
        var done = let("done", ends.or(reports.and(follows.not())));
        var looks = let("looks", done.or(byFlow.and(sending.not()).and(reports.not())));
        var asks = let("asks", ordered.and(done.or(known.not())));
        takesOrder.assign(asks.and(hasOrder));
        when(asks, () -> known.next(hasOrder));
        when(takesOrder, () -> turn.next(order))
                .elseWhen(restarts, () -> turn.next(0))
                .elseWhen(looks.and(sequential.or(ordered).not()),
                        () -> turn.next(byFlow.then(next, shape.coreAfter(turn))));
        var queued = Bits.concat(queue.stream().map(it -> it.valid).toList()).any();
        idle.assign(queued.or(sending).or(outReported).or(outValid).not());
    }

    /// Whether a packet leaves.
    private static Bits leaves(Bits r0, Choice<Cause> cause, Bits emitAll) {
        var action = r0.low(32);
        var leaves = cause.is(Cause.NONE).and(BranchUnit.isSent(action));
        return leaves.or(emitAll.and(cause.isNot(Cause.LENGTH)));
    }

    private void spread(Bits valid, Bits fields) {
        report.valid().assign(valid);
        int at = 0;
        for (var field : List.of(report.context(), report.r0(), report.cause().bits(), report.slots(),
                report.length(), report.meta(), report.redirect())) {
            ((Out) field).assign(fields.bits(at + field.width() - 1, at));
            at += field.width();
        }
    }
}
