package xdp2rtl.hdl;

@Doc("Queue of depth words; a pushed word can be popped from the next cycle on.")
final class Fifo extends Component {
    record Push(In valid, Out ready, In data) {}

    record Pop(Out valid, In ready, Out data) {}

    private final int width;
    private final int depth;

    final Push push = new Push(in(1), out(1), in(width));
    final Pop pop = new Pop(out(1), in(1), out(width));
    final Mem words = mem(width, depth);
    final Reg head = reg(bitsFor(depth - 1));
    final Reg tail = reg(bitsFor(depth - 1));
    @Doc("number of words held")
    final Reg level = reg(bitsFor(depth));

    /// `depth` is a power of two.
    Fifo(int width, int depth) {
        this.width = width;
        this.depth = depth;
        super("fifo_" + width + "x" + depth);
    }

    @Override protected void logic() {
        push.ready.assign(level.isNot(depth));
        pop.valid.assign(level.isNot(0));
        pop.data.assign(words.at(head));
        var pushing = let("pushing", push.valid.and(push.ready));
        var popping = let("popping", pop.valid.and(pop.ready));
        when(pushing, () -> {
            words.write(tail, push.data);
            tail.next(tail.plus(1));
        });
        when(popping, () -> head.next(head.plus(1)));
        level.next(level.plus(pushing.zext(level.width())).minus(popping.zext(level.width())));
        check("level_within_depth", level.atMost(depth));
    }
}
