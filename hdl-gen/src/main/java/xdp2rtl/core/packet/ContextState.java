package xdp2rtl.core.packet;

import java.util.Optional;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Mem;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.AdjustOp;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.Field;
import xdp2rtl.isa.OpClass;
import xdp2rtl.isa.Special;

@Doc("What belongs to a packet and not to a register: its borders, the specials, and the moves and writes of them.")
public final class ContextState extends Component {
    private static final int W = Shape.FRAME;

    /// A packet that has come in whole.
    public record Arrival(In valid, In context, In length, In ifindex, In rxQueue) {}

    /// The operation of the lane with the context unit.
    public record Operation(@Doc("OPERANDS") Choice<OpClass> action, In aux, @Doc("EXECUTE") In b,
            @Doc("EFFECT") In live,
            @Doc("WRITE_BACK") Out answer) {}

    /// What egress asks for, in the same cycle.
    public record Leaving(In context, Out head, Out length, Out meta, Out redirect, Out ifindex) {}

    /// The answer to a request.
    public record Response(In valid, In context, In value) {}

    private final Shape shape;

    @Doc("the context in DECODE, EXECUTE and EFFECT")
    public final In context2 = in(shape.context());
    public final In context4 = in(shape.context());
    public final In context6 = in(shape.context());
    @Doc("DECODE")
    public final Out length2 = out(W);
    @Doc("OPERANDS")
    public final Out head3 = out(W);
    public final Out length3 = out(W);
    public final Out meta3 = out(Shape.META);
    public final Arrival arrival = new Arrival(in(1), in(shape.context()), in(16), in(32), in(32));
    public final Operation lane =
            new Operation(in(Shape.ACTION), in(Field.AUX_SPECIAL.width()), in(64), in(1), out(64));
    public final Leaving leaving = new Leaving(in(shape.context()), out(W), out(16), out(Shape.META), out(64), out(32));
    public final Response response = new Response(in(1), in(shape.context()), in(64));
    public final In nanoseconds = in(64);
    public final In random = in(32);
    @Doc("the CPU number of context 0, where there are several cores")
    public final Optional<In> cpuBase = shape.config().cores() > 1 ? Optional.of(in(shape.cpu())) : Optional.empty();
    @Doc("bytes in front of the packet of context6 have become part of it: its frame is dirty")
    public final Out soils = out(1);

    @Doc("head, length and meta, once moved")
    final Mem borders = mem(2 * W + Shape.META, shape.places());
    final Reg moved = reg(shape.places());
    final Mem arrivedLength = mem(16, shape.places());
    final Mem ifindex = mem(32, shape.places());
    final Mem rxQueue = mem(32, shape.places());
    final Mem redirect = mem(64, shape.places());
    @Doc("a redirect has been written; otherwise it is 0")
    final Reg redirected = reg(shape.places());
    final Mem result = mem(64, shape.places());
    final Reg headNow = reg(W).noReset();
    final Reg lengthNow = reg(W).noReset();
    final Reg metaNow = reg(Shape.META).noReset();
    final Reg get5 = reg(64).noReset();
    final Reg answer8 = reg(64).noReset();
    final AdjustUnit adjust = use(new AdjustUnit());

    /// For a core of this shape.
    public ContextState(Shape shape) {
        this.shape = shape;
        super("context_state");
    }

    @Override protected void logic() {
        section("arrival");
        when(arrival.valid, () -> {
            arrivedLength.write(arrival.context, arrival.length);
            ifindex.write(arrival.context, arrival.ifindex);
            rxQueue.write(arrival.context, arrival.rxQueue);
        });
        var arrived = let("arrived", shape.mask(arrival.context, arrival.valid));

        section("borders");
        var here = let("borders_2", borders.at(context2));
        var moved2 = let("moved_2", moved.bit(context2));
        var length16 = let("arrived_length_2", arrivedLength.at(context2));
        length2.assign(moved2.then(here.bits(Shape.META + W - 1, Shape.META), length16.low(W)));
        unused(length16.high(16 - W));
        headNow.next(moved2.then(here.high(W), CoreConfig.HEADROOM));
        lengthNow.next(length2);
        metaNow.next(moved2.then(here.low(Shape.META), 0));
        head3.assign(headNow);
        length3.assign(lengthNow);
        meta3.assign(metaNow);

        section("moves");
        adjust.op.assign(choice(AdjustOp.class, Shape.within(lane.aux, Field.AUX_KIND)));
        adjust.head.assign(headNow);
        adjust.length.assign(lengthNow);
        adjust.meta.assign(metaNow);
        adjust.delta.assign(lane.b.low(32));
        var adjusts6 = let("adjusts_6", delayReset(3, lane.action.is(OpClass.ADJUST), "adjusts"));
        var move = let("move", adjusts6.and(lane.live).and(adjust.moves));
        when(move, () -> borders.write(context6, Bits.concat(adjust.newHead, adjust.newLength, adjust.newMeta)));
        moved.next(moved.and(arrived.not()).or(shape.mask(context6, move)));
        soils.assign(move.and(adjust.uncovers));

        section("specials");
        var special4 = choice(Special.class, delay(1, Shape.within(lane.aux, Field.AUX_SPECIAL), "special"));
        var redirect4 = let("redirect_4", redirected.bit(context4).then(redirect.at(context4), 0));
        var got = let("got", select(special4, special -> switch (special) {
            case LENGTH -> delay(1, lengthNow, "length_3").zext(64);
            case META -> delay(1, metaNow, "meta_3").zext(64);
            case IFINDEX -> ifindex.at(context4).zext(64);
            case RX_QUEUE -> rxQueue.at(context4).zext(64);
            case CPU -> cpuBase.<Bits>map(base -> delay(2, context2.zext(base.width()).plus(base), "cpu"))
                    .orElse(context4).zext(64);
            case TIME -> nanoseconds;
            case RANDOM -> random.zext(64);
            case RESULT -> result.at(context4);
            case REDIRECT -> redirect4;
        }));
        get5.next(delayReset(1, lane.action.is(OpClass.GET), "gets").repeat(64).and(got));
        when(response.valid, () -> result.write(response.context, response.value));
        var put = let("put", delayReset(3, lane.action.is(OpClass.PUT), "puts").and(lane.live)
                .and(choice(Special.class, delay(2, special4.bits(), "special_4")).is(Special.REDIRECT)));
        when(put, () -> redirect.write(context6, delay(2, lane.b, "value")));
        redirected.next(redirected.and(arrived.not()).or(shape.mask(context6, put)));

        section("the answer");
        var moveAnswer7 = delay(1, adjusts6.repeat(64).and(adjust.answer), "move_answer");
        answer8.next(delay(2, get5, "get_5").or(moveAnswer7));
        lane.answer.assign(answer8);

        section("leaving");
        var there = let("borders_out", borders.at(leaving.context));
        var movedOut = let("moved_out", moved.bit(leaving.context));
        leaving.head.assign(movedOut.then(there.high(W), CoreConfig.HEADROOM));
        leaving.length.assign(
                movedOut.then(there.bits(Shape.META + W - 1, Shape.META).zext(16), arrivedLength.at(leaving.context)));
        leaving.meta.assign(movedOut.then(there.low(Shape.META), 0));
        leaving.redirect.assign(redirected.bit(leaving.context).then(redirect.at(leaving.context), 0));
        leaving.ifindex.assign(ifindex.at(leaving.context));
    }
}
