package xdp2rtl.boards.adapter;

import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Mem;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.Cause;
import xdp2rtl.linux.XdpAction;

@Doc("Keeps what the shell says of a packet while the core has it. The core reports all packets in the "
        + "order of arrival, and sends those that are passed, sent back or redirected from the cycle of their report on.")
public final class PacketTags extends Component {
    private static final int PASS = XdpAction.PASS.number();
    private static final int REDIRECT = XdpAction.REDIRECT.number();

    private final int width;
    private final int depth;

    @Doc("the last beat of a packet goes to the core")
    final In push = in(1);
    final In tag = in(width);
    public final CorePorts.Report report = CorePorts.Report.of(this);
    @Doc("the last beat of a packet has been taken from the core")
    final In pop = in(1);
    @Doc("there is no room for another")
    final Out full = out(1);
    @Doc("of the packet that the core sends")
    final Out current = out(width);

    @Doc("packets that are kept")
    final Reg kept = reg(bitsFor(depth - 1));
    final Mem waiting = mem(width, depth);
    final Reg waitingHead = reg(bitsFor(depth - 1));
    final Reg waitingTail = reg(bitsFor(depth - 1));
    final Mem leaving = mem(width, depth);
    final Reg leavingHead = reg(bitsFor(depth - 1));
    final Reg leavingTail = reg(bitsFor(depth - 1));

    /// For fewer than `depth` packets.
    PacketTags(int width, int depth) {
        this.width = width;
        this.depth = depth;
        super("packet_tags_" + width);
    }

    @Override protected void logic() {
        when(push, () -> {
            waiting.write(waitingTail, tag);
            waitingTail.next(waitingTail.plus(1));
        });
        var leaves = let("leaves", report.valid().and(report.cause().is(Cause.NONE.ordinal()))
                .and(report.r0().atLeast(PASS)).and(report.r0().atMost(REDIRECT)));
        when(report.valid(), () -> waitingHead.next(waitingHead.plus(1)));
        when(leaves, () -> {
            leaving.write(leavingTail, waiting.at(waitingHead));
            leavingTail.next(leavingTail.plus(1));
        });
        when(pop, () -> leavingHead.next(leavingHead.plus(1)));
        var unsent = let("unsent", leavingHead.isNot(leavingTail));
        current.assign(unsent.then(leaving.at(leavingHead), waiting.at(waitingHead)));
        var left = pop.zext(2).plus(let("dropped", report.valid().and(leaves.not())).zext(2));
        kept.next(kept.plus(push.zext(kept.width())).minus(left.zext(kept.width())));
        full.assign(kept.all());
        check("reported_after_it_came", report.valid().not().or(waitingHead.isNot(waitingTail)));
        check("sent_after_report", pop.not().or(unsent).or(leaves));
    }
}
