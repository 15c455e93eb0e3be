package xdp2rtl.core.maps;

import xdp2rtl.core.part.CarrySelectAdder;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.isa.AtomicOp;

@Doc("The new value of a word under an atomic operation. Narrow operands are zero-extended; only the low half of the "
        + "result counts.")
final class AtomicUnit extends Component {
    final Choice<AtomicOp> op = in(AtomicOp.class);
    final In wide = in(1);
    final In old = in(64);
    final In value = in(64);
    final In expected = in(64);
    final Out result = out(64);

    final CarrySelectAdder adder = use(new CarrySelectAdder());

    AtomicUnit() {
        super("atomic_unit");
    }

    @Override protected void logic() {
        adder.a.assign(old);
        adder.b.assign(value);
        adder.carryIn.assign(0);
        unused(adder.carryOut);
        var upper = let("upper_same", wide.not().or(old.high(32).is(expected.high(32))));
        var same = let("same", old.low(32).is(expected.low(32)).and(upper));
        result.assign(select(op, o -> switch (o) {
            case ADD -> adder.sum;
            case OR -> old.or(value);
            case AND -> old.and(value);
            case XOR -> old.xor(value);
            case EXCHANGE -> value;
            case COMPARE_EXCHANGE -> same.then(value, old);
        }));
    }
}
