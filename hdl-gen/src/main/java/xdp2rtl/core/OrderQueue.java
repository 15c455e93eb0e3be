package xdp2rtl.core;

import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Mem;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.Dispatch;

@Doc("Cores of packets in the order of arrival, of those whose reports have not had their turn.")
final class OrderQueue extends Component {
    private final Shape shape;

    final In push = in(1);
    final In pushed;
    final Out valid = out(1);
    final Out first;
    final In pop = in(1);
    @Doc("there was room a cycle ago, and still is")
    final Out hasRoom = out(1);

    final Mem cores;
    final Reg head;
    final Reg tail;
    final Reg room = reg(1);

    OrderQueue(Shape shape) {
        this.shape = shape;
        super("order_queue");
        pushed = in(shape.coreBits());
        first = out(shape.coreBits());
        cores = mem(shape.coreBits(), places());
        head = reg(Shape.log2(places()) + 1);
        tail = reg(Shape.log2(places()) + 1);
    }

    private int places() {
        return Dispatch.orderPlaces(shape.config());
    }

    @Override protected void logic() {
        int bits = Shape.log2(places());
        when(push, () -> {
            cores.write(tail.low(bits), pushed);
            tail.next(tail.plus(1));
        });
        when(pop, () -> head.next(head.plus(1)));
        valid.assign(head.isNot(tail));
        first.assign(cores.at(head.low(bits)));
        room.next(tail.minus(head).below(places() - 2));
        hasRoom.assign(room);
        check("pop_only_when_valid", pop.not().or(valid));
        check("never_too_many", push.not().or(tail.minus(head).isNot(places())));
    }
}
