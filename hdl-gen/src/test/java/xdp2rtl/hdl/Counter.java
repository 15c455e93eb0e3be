package xdp2rtl.hdl;

@Doc("Counts enabled cycles from 0 to limit, then starts again.")
final class Counter extends Component {
    private final int limit;

    final In en = in(1);
    @Doc("high in the cycle before the count returns to 0")
    final Out wrap = out(1);
    final Reg count = reg(bitsFor(limit));

    Counter(int limit) {
        this.limit = limit;
        super("counter_" + limit);
    }

    @Override protected void logic() {
        wrap.assign(en.and(count.is(limit)));
        when(wrap, () -> count.next(0))
                .elseWhen(en, () -> count.next(count.plus(1)));
    }
}
