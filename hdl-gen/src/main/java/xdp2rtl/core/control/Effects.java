package xdp2rtl.core.control;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.Guarded;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Mem;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.Cause;

@Doc("Decides in EFFECT whether the bundle ends its program and why, and keeps R0 and the cause for the "
        + "report.")
public final class Effects extends Component {
    private final Shape shape;

    /// The bundle in EFFECT.
    public final In valid = in(1);
    public final In thisContext = in(shape.context());
    @Doc("the row belongs to the program")
    public final In known = in(1);
    @Doc("of each lane: not squashed")
    public final List<In> live;
    @Doc("of each lane: an access out of range")
    public final List<In> faulty;
    @Doc("the lane with requests: a request, a push; its context is busy")
    public final In request = in(1);
    public final In push = in(1);
    public final In requestLive = in(1);
    public final In requestFaulty = in(1);
    public final In busy = in(1);
    @Doc("the bundle limit is reached")
    public final In limit = in(1);
    public final In leaves = in(1);
    public final In r0 = in(64);
    @Doc("the action of r0 sends the packet")
    public final In sends = in(1);
    @Doc("of the bundle")
    public final In address = in(Shape.ADDRESS);
    public final In next = in(Shape.ADDRESS);

    @Doc("a request or push is made")
    public final Out requests = out(1);
    public final Out pushes = out(1);
    public final Out ends = out(1);
    @Doc("where the context goes on, 0 if it ends")
    public final Out goesTo = out(Shape.ADDRESS);
    @Doc("a packet of unusable length")
    public final In refuse = in(1);
    public final In refuseContext = in(shape.context());
    public final In readContext = in(shape.context());
    @Doc("of that context, in the same cycle")
    public final Out readR0 = out(64);
    public final Choice<Cause> readCause = out(Cause.class);
    @Doc("of the bundle that ended the program")
    public final Out readAddress = out(Shape.ADDRESS);
    @Doc("its program ended by itself with an action that sends the packet")
    public final Out readSends = out(1);

    final Mem value = mem(64, shape.places());
    @Doc("whether the packet is sent, and the cause")
    final Mem cause = mem(4, shape.places());
    final Mem lastAddress = mem(Shape.ADDRESS, shape.places());
    @Doc("contexts whose packet was refused for its length")
    final Reg refused = reg(shape.places());

    /// For a core of this shape.
    public Effects(Shape shape) {
        this.shape = shape;
        super("effects");
        live = ins(shape.lanes(), 1);
        faulty = ins(shape.lanes(), 1);
    }

    @Override protected void logic() {
        section("faults");
        var outside = new ArrayList<Bits>();
        for (int lane = 0; lane < shape.lanes(); lane++) outside.add(live.get(lane).and(faulty.get(lane)));
        var outOfRange = let("out_of_range", outside.stream().reduce(Bits::or).orElseThrow());
        var asks = let("asks", requestLive.and(requestFaulty.not()).and(request.or(push)));
        var tooMany = let("too_many", asks.and(busy));
        requests.assign(request.and(asks).and(busy.not()));
        pushes.assign(push.and(asks).and(busy.not()));
        var runaway = let("runaway", limit.and(leaves.not()));
        var fault = let("fault", known.not().or(outOfRange).or(tooMany).or(runaway));
        ends.assign(leaves.or(fault));
        goesTo.assign(ends.not().repeat(Shape.ADDRESS).and(next));

        section("what the report will say");
        var codes = readCause.encoding();
        var why = let("why", Bits.priority(List.of(new Guarded(known.not(), codes.of(Cause.PROGRAM)),
                new Guarded(outOfRange, codes.of(Cause.ADDRESS)), new Guarded(tooMany, codes.of(Cause.REQUEST)),
                new Guarded(runaway, codes.of(Cause.RUNAWAY))), codes.of(Cause.NONE)));
        var ended = let("ended", valid.and(ends));
        when(ended, () -> {
            value.write(thisContext, r0);
            cause.write(thisContext, Bits.concat(sends.and(fault.not()), why));
            lastAddress.write(thisContext, address);
        });
        refused.next(refused.and(let("runs", shape.mask(thisContext, valid)).not())
                .or(shape.mask(refuseContext, refuse)));
        var refusedOut = let("refused_out", refused.bit(readContext));
        var ending = let("ending", cause.at(readContext));
        var causeOut = let("cause_out", refusedOut.then(codes.of(Cause.LENGTH), ending.low(3)));
        readSends.assign(ending.bit(3).and(refusedOut.not()));
        readAddress.assign(refusedOut.not().repeat(Shape.ADDRESS).and(lastAddress.at(readContext)));
        readCause.assign(choice(Cause.class, causeOut));
        readR0.assign(causeOut.is(codes.of(Cause.NONE)).then(value.at(readContext), 0));
    }
}
