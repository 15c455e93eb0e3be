package xdp2rtl.core;

import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Mem;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("Reports of one core that wait for their turn. They are never too many: the core is given another packet only "
        + "while there is room for the reports of all that it can have besides.")
final class ReportQueue extends Component {
    /// Reports that there is room for beside those of the contexts.
    private static final int MORE = 8;
    /// Reports, at least, with which the core is given another packet.
    private static final int BEHIND = 8;

    private final Shape shape;

    final In push = in(1);
    final In pushed = in(Collector.REPORT);
    @Doc("a packet follows the report")
    final In pushedLeaves = in(1);
    final Out valid = out(1);
    final Out first = out(Collector.REPORT);
    final Out firstLeaves = out(1);
    final In pop = in(1);
    @Doc("the core can take another packet")
    final Out mayBegin = out(1);

    final Mem reports = mem(Collector.REPORT + 1, depth());
    final Reg head = reg(bitsFor(depth() - 1L) + 1);
    final Reg tail = reg(bitsFor(depth() - 1L) + 1);
    final Reg hasRoom = reg(1);

    ReportQueue(Shape shape) {
        this.shape = shape;
        super("report_queue");
    }

    private int depth() {
        return Integer.highestOneBit(2 * (shape.contexts() + MORE + BEHIND) - 1);
    }

    @Override protected void logic() {
        int bits = bitsFor(depth() - 1L);
        when(push, () -> {
            reports.write(tail.low(bits), Bits.concat(pushedLeaves, pushed));
            tail.next(tail.plus(1));
        });
        when(pop, () -> head.next(head.plus(1)));
        var oldest = let("oldest", reports.at(head.low(bits)));
        valid.assign(head.isNot(tail));
        first.assign(oldest.low(Collector.REPORT));
        firstLeaves.assign(oldest.bit(Collector.REPORT));
        hasRoom.next(tail.minus(head).below(depth() - shape.contexts() - MORE));
        mayBegin.assign(hasRoom);
        check("pop_only_when_valid", pop.not().or(valid));
        check("never_too_many", push.not().or(tail.minus(head).isNot(depth())));
    }
}
