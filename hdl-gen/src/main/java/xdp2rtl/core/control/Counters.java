package xdp2rtl.core.control;

import xdp2rtl.core.part.ActionNumber;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Mem;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.Cause;
import xdp2rtl.linux.XdpAction;

@Doc("Counts packets, by action and by cause. The counts are set to 0 in the first eight cycles after "
        + "reset, before a packet can come.")
public final class Counters extends Component {
    /// A packet was reported, with this action and cause.
    public final In reported = in(1);
    public final In action = in(32);
    public final Choice<Cause> cause = in(Cause.class);
    /// Which action and which cause is counted in the outputs.
    public final In index = in(3);
    @Doc("at the index of this cycle and the one before")
    public final Out actionCount = out(32);
    public final Out causeCount = out(32);

    final Reg cleared = reg(4);
    final Reg valid = reg(1);
    final Reg whichAction = reg(3).noReset();
    final Reg whichCause = reg(3).noReset();
    final Mem actionsLow = mem(16, 8);
    final Mem actionsHigh = mem(16, 8);
    final Mem causesLow = mem(16, 8);
    final Mem causesHigh = mem(16, 8);

    /// All counts are 0 after reset.
    public Counters() {
        super("counters");
    }

    @Override protected void logic() {
        var clearing = let("clearing", cleared.bit(3).not());
        when(clearing, () -> cleared.next(cleared.plus(1)));
        valid.next(delayReset(1, reported, "reported"));
        var action1 = delay(1, action, "action");
        var unknown = Bits.named("UNKNOWN_ACTION", Bits.of(3, XdpAction.values().length));
        whichAction.next(action1.above(ActionNumber.of(XdpAction.REDIRECT, action1)).then(unknown, action1.low(3)));
        whichCause.next(delay(1, cause.bits(), "cause"));
        count("action", actionsLow, actionsHigh, clearing, whichAction, actionCount);
        count("cause", causesLow, causesHigh, clearing, whichCause, causeCount);
    }

    /// The upper half is counted, and read, a cycle after the lower one.
    private void count(String name, Mem lows, Mem highs, Bits clearing, Bits which, Out read) {
        var sum = let(name + "_low", lows.at(which).zext(17).plus(1));
        when(clearing.or(valid),
                () -> lows.write(clearing.then(cleared.low(3), which), clearing.then(constant(16, 0), sum.low(16))));
        var carries = delayReset(1, valid.and(sum.bit(16)), name + "_carries");
        var upper = delay(1, which, name + "_upper");
        when(clearing.or(carries), () -> highs.write(clearing.then(cleared.low(3), upper),
                clearing.then(constant(16, 0), highs.at(upper).plus(1))));
        read.assign(Bits.concat(highs.at(index), delay(1, lows.at(index), name + "_low_read")));
    }
}
