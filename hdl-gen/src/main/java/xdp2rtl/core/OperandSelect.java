package xdp2rtl.core;

import java.util.List;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("An operand: the word of the bank that holds it or the constant, the others are 0. Joined in OPERANDS, it stands in a register in EXECUTE.")
final class OperandSelect extends Component {
    private final Shape shape;

    final List<In> word = ins(shape.lanes(), 64);
    @Doc("to be sign-extended; 0 for a register")
    final In constant = in(33);
    final Out operand = out(64);

    final Reg picked = reg(64).noReset();

    OperandSelect(Shape shape) {
        this.shape = shape;
        super("operand_select");
    }

    @Override protected void logic() {
        Bits joined = constant.sext(64);
        for (var each : word) joined = joined.or(each);
        picked.next(joined);
        operand.assign(picked);
    }
}
