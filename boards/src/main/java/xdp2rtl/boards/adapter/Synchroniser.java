package xdp2rtl.boards.adapter;

import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("Takes a level from another clock into this one. The constraints name these registers.")
public final class Synchroniser extends Component {
    final In level = in(1);
    final Out synced = out(1);
    final Reg meta = reg(1).noReset();
    final Reg stable = reg(1).noReset();

    public Synchroniser() {
        super("synchroniser");
    }

    @Override protected void logic() {
        meta.next(level);
        stable.next(meta);
        synced.assign(stable);
    }
}
