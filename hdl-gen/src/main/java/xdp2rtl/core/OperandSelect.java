package xdp2rtl.core;

import java.util.List;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("Picks an operand in OPERANDS, from the bank that holds it or the constant; it stands in a register in EXECUTE.")
final class OperandSelect extends Component {
    private final Shape shape;

    final List<In> word;
    final In bank = in(shape.lane());
    final In isConstant = in(1);
    @Doc("to be sign-extended")
    final In constant = in(33);
    final Out operand = out(64);

    final Reg picked = reg(64).noReset();

    OperandSelect(Shape shape) {
        this.shape = shape;
        super("operand_select");
        word = ins(shape.lanes(), 64);
    }

    @Override protected void logic() {
        picked.next(isConstant.then(constant.sext(64), select(bank, word)));
        operand.assign(picked);
        if (shape.lanes() == 1) unused(bank);
    }
}
