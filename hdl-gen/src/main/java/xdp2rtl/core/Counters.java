package xdp2rtl.core;

import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Mem;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.Cause;

@Doc("Counts packets, by action and by cause. The counts are set to 0 in the first eight cycles after reset, before a packet can come.")
final class Counters extends Component {
    final In arrived = in(1);
    final In reported = in(1);
    final In action = in(32);
    final Choice<Cause> cause = in(Cause.class);
    final In index = in(3);
    final Out packets = out(32);
    @Doc("at the index, in the same cycle")
    final Out actionCount = out(32);
    final Out causeCount = out(32);

    final Reg packetCount = reg(32);
    final Reg cleared = reg(4);
    final Reg valid = reg(1);
    final Reg whichAction = reg(3).noReset();
    final Reg whichCause = reg(3).noReset();
    final Mem actions = mem(32, 8);
    final Mem causes = mem(32, 8);

    Counters() {
        super("counters");
    }

    @Override protected void logic() {
        when(arrived, () -> packetCount.next(packetCount.plus(1)));
        packets.assign(packetCount);
        var clearing = let("clearing", cleared.bit(3).not());
        when(clearing, () -> cleared.next(cleared.plus(1)));
        valid.next(reported);
        whichAction.next(action.above(4).then(constant(3, 5), action.low(3)));
        whichCause.next(cause.bits());
        when(clearing.or(valid), () -> {
            actions.write(clearing.then(cleared.low(3), whichAction), clearing.then(constant(32, 0), actions.at(whichAction).plus(1)));
            causes.write(clearing.then(cleared.low(3), whichCause), clearing.then(constant(32, 0), causes.at(whichCause).plus(1)));
        });
        actionCount.assign(actions.at(index));
        causeCount.assign(causes.at(index));
    }
}
