package xdp2rtl.core.control;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import xdp2rtl.core.part.ActionNumber;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.Guarded;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.Encoding;
import xdp2rtl.isa.Target;
import xdp2rtl.linux.XdpAction;

@Doc("Finds in BRANCH the lane that takes control elsewhere: the first branch that is taken, else the "
        + "first jump or exit. In EFFECT says where to, and which lanes are not squashed by a branch.")
public final class BranchUnit extends Component {
    private static final int ACTION = Shape.log2(Target.Leave.ACTIONS);

    private final Shape shape;

    @Doc("BRANCH: a branch that is taken")
    public final List<In> taken;
    @Doc("BRANCH: a jump or exit")
    public final List<In> goes;
    @Doc("BRANCH: an exit")
    public final List<In> exits;
    @Doc("BRANCH: no branch squashes the lane")
    public final List<In> kept;
    public final List<In> target;
    @Doc("BRANCH: operand a is an action that sends the packet")
    public final List<In> exitSends;
    @Doc("EFFECT")
    public final List<In> exitValue;
    public final In address = in(Shape.ADDRESS);
    @Doc("EFFECT: no branch of a lane before is taken, or it is kept")
    public final List<Out> live;
    @Doc("EFFECT: the program leaves, with this value of R0")
    public final Out leaves = out(1);
    public final Out r0 = out(64);
    @Doc("EFFECT: that value is an action that sends the packet")
    public final Out sends = out(1);
    @Doc("EFFECT: where it goes on, if it does")
    public final Out next = out(Shape.ADDRESS);

    final List<Reg> effectLive;
    @Doc("the lane that decides")
    final List<Reg> effectFirst;
    final Reg effectLeaves = reg(1).noReset();
    final List<Reg> effectExits;
    final List<Reg> effectTarget;
    final List<Reg> effectSends;

    /// For a core of this shape.
    public BranchUnit(Shape shape) {
        this.shape = shape;
        super("branch_unit");
        int lanes = shape.lanes();
        taken = ins(lanes, 1);
        goes = ins(lanes, 1);
        exits = ins(lanes, 1);
        kept = ins(lanes, 1);
        target = ins(lanes, Shape.ADDRESS);
        exitSends = ins(lanes, 1);
        exitValue = ins(lanes, 64);
        live = outs(lanes, 1);
        effectLive = regs(lanes, 1);
        effectFirst = regs(lanes, 1);
        effectExits = regs(lanes, 1);
        effectSends = regs(lanes, 1);
        effectTarget = regs(lanes, Shape.ADDRESS);
    }

    @Override protected void logic() {
        section("BRANCH");
        var leaving = new ArrayList<Bits>();
        for (int lane = 0; lane < shape.lanes(); lane++) {
            var alive = lane == 0 ? Bits.of(1, 1)
                    : let("branch_live_" + lane, Bits.concat(taken.subList(0, lane)).any().not());
            var anyBefore = Bits.concat(lane == 0 ? taken : Stream.concat(taken.stream(),
                    goes.subList(0, lane).stream()).toList()).any();
            var first = let("branch_first_" + lane, (lane == 0 ? taken.get(lane) : taken.get(lane).and(alive))
                    .or(goes.get(lane).and(anyBefore.not())));
            effectLive.get(lane).noReset().next(alive.or(kept.get(lane)));
            effectFirst.get(lane).noReset().next(first);
            effectExits.get(lane).noReset().next(exits.get(lane));
            effectTarget.get(lane).noReset().next(target.get(lane));
            effectSends.get(lane).noReset()
                    .next(exits.get(lane).then(exitSends.get(lane), isSent(target.get(lane).low(ACTION))));
            live.get(lane).assign(effectLive.get(lane));
            leaving.add(first.and(exits.get(lane).or(target.get(lane).high(Shape.ADDRESS - ACTION)
                    .is(Encoding.MAX_BUNDLES >> ACTION))));
        }
        effectLeaves.next(leaving.stream().reduce(Bits::or).orElseThrow());

        section("EFFECT");
        leaves.assign(effectLeaves);
        next.assign(let("stays", Bits.concat(effectFirst).any().not())
                .then(address.plus(1), Bits.oneHot(lanes(effectTarget))));
        var actions = IntStream.range(0, shape.lanes())
                .<Bits>mapToObj(
                        lane -> effectExits.get(lane).then(exitValue.get(lane),
                                effectTarget.get(lane).low(ACTION).zext(64)))
                .toList();
        r0.assign(Bits.oneHot(lanes(actions)));
        sends.assign(Bits.oneHot(lanes(effectSends)));
    }

    /// Whether an action is PASS, TX or REDIRECT.
    public static Bits isSent(Bits action) {
        return action.is(ActionNumber.of(XdpAction.PASS, action)).or(action.is(ActionNumber.of(XdpAction.TX, action)))
                .or(action.is(ActionNumber.of(XdpAction.REDIRECT, action)));
    }

    private List<Guarded> lanes(List<? extends Bits> values) {
        return IntStream.range(0, shape.lanes())
                .mapToObj(lane -> new Guarded(effectFirst.get(lane), values.get(lane))).toList();
    }
}
