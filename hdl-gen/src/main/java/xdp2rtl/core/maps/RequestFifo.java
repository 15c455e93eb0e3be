package xdp2rtl.core.maps;

import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Mem;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("Requests in the order in which they were made. It never overflows: a context has at most one.")
final class RequestFifo extends Component {
    private final int width;
    private final int depth;

    final In push = in(1);
    final In request = in(width);
    final Out valid = out(1);
    final Out first = out(width);
    final In pop = in(1);

    final Mem requests = mem(width, depth);
    final Reg head = reg(bitsFor(depth - 1L) + 1);
    final Reg tail = reg(bitsFor(depth - 1L) + 1);

    RequestFifo(String name, int width, int contexts) {
        this.width = width;
        this.depth = Math.max(2, Integer.highestOneBit(contexts * 2 - 1));
        super(name);
    }

    @Override protected void logic() {
        int bits = bitsFor(depth - 1L);
        when(push, () -> {
            requests.write(tail.low(bits), request);
            tail.next(tail.plus(1));
        });
        when(pop, () -> head.next(head.plus(1)));
        valid.assign(head.isNot(tail));
        first.assign(requests.at(head.low(bits)));
        check("pop_only_when_valid", pop.not().or(valid));
    }
}
