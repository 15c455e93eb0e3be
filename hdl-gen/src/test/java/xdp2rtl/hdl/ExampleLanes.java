package xdp2rtl.hdl;

import java.util.List;

@Doc("Two ALUs, a delay and a table in block RAM with byte enables: a little of everything.")
final class ExampleLanes extends Component {
    final In start = in(1);
    final Choice<ExampleAlu.Op> op = in(ExampleAlu.Op.class);
    final List<In> a = ins(2, 64);
    final In address = in(10);
    final In enables = in(8);
    final Out done = out(1);
    final Out result = out(64);
    final Out found = out(64);
    final List<ExampleAlu> alu = use(2, ExampleAlu::new);
    final Counter counter = use(new Counter(25));
    final BlockMem entries = blockMem(64, 1024);
    final Reg pick = reg(1);

    ExampleLanes() {
        super("lanes");
    }

    @Override protected void logic() {
        section("lanes");
        for (int i = 0; i < 2; i++) {
            var it = alu.get(i);
            it.op.assign(op);
            it.narrow.assign(i);
            it.a.assign(a.get(i));
            it.b.assign(a.get(1 - i).plus(Bits.of(64, 4096)));
        }
        section("result");
        result.assign(select(pick, alu.stream().map(it -> it.y).toList()));
        pick.next(pick.not());
        counter.en.assign(start);
        done.assign(delayReset(2, start.and(counter.wrap.not()), "start"));
        section("table");
        entries.write(address, result, enables);
        found.assign(entries.read(address.plus(1)));
    }
}
