package xdp2rtl.boards.adapter;

import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("Makes a reset of 128 cycles of a pulse of one, and says when the logic is out of it. Configuration "
        + "of the FPGA (all registers 0) starts a reset too.")
public final class ResetStretcher extends Component {
    private static final int DONE = 255;

    @Doc("low for a cycle or more: reset")
    final In requestN = in(1);
    @Doc("the reset")
    final Out active = out(1);
    @Doc("the reset is over in every clock that is not slower than half this one")
    final Out done = out(1);
    final Reg cycles = reg(8).noReset();
    @Doc("from a flip-flop, because it goes to another clock")
    final Reg held = reg(1).noReset();
    final Reg over = reg(1).noReset();

    public ResetStretcher() {
        super("reset_stretcher");
    }

    @Override protected void logic() {
        when(requestN.not(), () -> cycles.next(0))
                .elseWhen(cycles.isNot(DONE), () -> cycles.next(cycles.plus(1)));
        held.next(cycles.bit(7));
        over.next(requestN.and(cycles.is(DONE)));
        active.assign(held.not());
        done.assign(over);
    }
}
