package xdp2rtl.core.packet;

import static xdp2rtl.core.part.Stage.BRANCH;
import static xdp2rtl.core.part.Stage.DECODE;
import static xdp2rtl.core.part.Stage.EFFECT;
import static xdp2rtl.core.part.Stage.EXECUTE;
import static xdp2rtl.core.part.Stage.NEXT_ISSUE;
import static xdp2rtl.core.part.Stage.OPERANDS;

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

    private static final Bits MAX_LINEAR = Bits.named("MAX_LINEAR", Bits.of(Shape.LINEAR, CoreConfig.MAX_LINEAR));

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
    private final int w = shape.frame();
    private final Bits headroom = Bits.named("HEADROOM", Bits.of(w, CoreConfig.HEADROOM));

    @Doc("the context in DECODE, EXECUTE and EFFECT")
    public final In decodeContext = in(shape.context());
    public final In executeContext = in(shape.context());
    public final In effectContext = in(shape.context());
    @Doc("DECODE")
    public final Out decodeLength = out(Shape.LINEAR);
    public final Out decodeResult = out(64);
    @Doc("OPERANDS")
    public final Out operandsHead = out(w);
    public final Out operandsLength = out(w);
    public final Out operandsMeta = out(Shape.META);
    public final Arrival arrival = new Arrival(in(1), in(shape.context()), in(16), in(32), in(32));
    public final Operation lane =
            new Operation(in(Shape.ACTION), in(Field.AUX.width()), in(64), in(1), out(64));
    public final Leaving leaving = new Leaving(in(shape.context()), out(w), out(16), out(Shape.META), out(64), out(32));
    public final Response response = new Response(in(1), in(shape.context()), in(64));
    public final In nanoseconds = in(64);
    public final In random = in(32);
    @Doc("the CPU number of context 0, where there are several cores")
    public final Optional<In> cpuBase = shape.config().cores() > 1 ? Optional.of(in(shape.cpu())) : Optional.empty();
    @Doc("bytes in front of the packet of context6 have become part of it: its frame is dirty")
    public final Out uncovers = out(1);

    @Doc("head, length and meta, once moved")
    final Mem borders = mem(2 * w + Shape.META, shape.places());
    @Doc("bytes up to data_end: as it has arrived, and once moved")
    final Optional<Mem> arrivedLinear = linearMemory();
    final Optional<Mem> movedLinear = linearMemory();
    final Reg moved = reg(shape.places());
    final Mem arrivedLength = mem(16, shape.places());
    final Mem ifindex = mem(32, shape.places());
    final Mem rxQueue = mem(32, shape.places());
    final Mem redirect = mem(64, shape.places());
    @Doc("a redirect has been written; otherwise it is 0")
    final Reg redirected = reg(shape.places());
    final Mem result = mem(64, shape.places());
    final Reg headNow = reg(w).noReset();
    final Reg lengthNow = reg(w).noReset();
    final Reg metaNow = reg(Shape.META).noReset();
    final Reg branchGet = reg(64).noReset();
    final Reg writeBackAnswer = reg(64).noReset();
    final AdjustUnit adjust = use(new AdjustUnit(shape));

    private Optional<Mem> linearMemory() {
        return shape.hasFragments() ? Optional.of(mem(Shape.LINEAR, shape.places())) : Optional.empty();
    }

    /// For a core of this shape.
    public ContextState(Shape shape) {
        this.shape = shape;
        super("context_state");
    }

    @Override protected void logic() {
        section("arrival");
        when(arrival.valid, () -> {
            arrivedLength.write(arrival.context, arrival.length);
            arrivedLinear.ifPresent(it -> it.write(arrival.context, arrival.length.above(MAX_LINEAR.zext(16))
                    .then(MAX_LINEAR, arrival.length.low(Shape.LINEAR))));
            ifindex.write(arrival.context, arrival.ifindex);
            rxQueue.write(arrival.context, arrival.rxQueue);
        });
        var arrived = let("arrived", shape.mask(arrival.context, arrival.valid));

        section("borders");
        var here = let("decode_borders", borders.at(decodeContext));
        var decodeMoved = let("decode_moved", moved.bit(decodeContext));
        var effectLength1 = let("decode_arrived_length", arrivedLength.at(decodeContext));
        var decodeWhole = decodeMoved.then(here.bits(Shape.META + w - 1, Shape.META), effectLength1.low(w));
        if (shape.hasFragments()) {
            decodeLength.assign(decodeMoved.then(movedLinear.orElseThrow().at(decodeContext),
                    arrivedLinear.orElseThrow().at(decodeContext)));
        } else {
            decodeLength.assign(decodeWhole);
        }
        unused(effectLength1.high(16 - w));
        headNow.next(decodeMoved.then(here.high(w), headroom));
        lengthNow.next(shape.hasFragments() ? decodeWhole : decodeLength);
        metaNow.next(decodeMoved.then(here.low(Shape.META), 0));
        operandsHead.assign(headNow);
        operandsLength.assign(lengthNow);
        operandsMeta.assign(metaNow);

        section("moves");
        adjust.op.assign(choice(AdjustOp.class, Shape.within(lane.aux, Field.AUX_KIND)));
        adjust.head.assign(headNow);
        adjust.length.assign(lengthNow);
        adjust.meta.assign(metaNow);
        adjust.delta.assign(lane.b.low(32));
        var effectAdjusts = delayReset(lane.action.is(OpClass.ADJUST), OPERANDS.until(EFFECT, "adjusts"));
        var move = let("move", effectAdjusts.and(lane.live).and(adjust.moves));
        when(move, () -> {
            borders.write(effectContext, Bits.concat(adjust.newHead, adjust.newLength, adjust.newMeta));
            movedLinear.ifPresent(it -> it.write(effectContext, adjust.newLinear.orElseThrow()));
        });
        moved.next(moved.and(arrived.not()).or(shape.mask(effectContext, move)));
        uncovers.assign(move.and(adjust.uncovers));

        section("specials");
        var executeSpecial = choice(Special.class,
                delay(Shape.within(lane.aux, Field.AUX_SPECIAL), OPERANDS.until(EXECUTE, "special")));
        var executeRedirect =
                let("execute_redirect", redirected.bit(executeContext).then(redirect.at(executeContext), 0));
        var got = let("got", select(executeSpecial, Special.of(shape.config()), special -> switch (special) {
            case LENGTH -> shape.hasFragments()
                    ? delay(decodeLength, DECODE.until(EXECUTE, "linear_length")).zext(64)
                    : delay(lengthNow, OPERANDS.until(EXECUTE, "length")).zext(64);
            case WHOLE_LENGTH -> delay(lengthNow, OPERANDS.until(EXECUTE, "length")).zext(64);
            case META -> delay(metaNow, OPERANDS.until(EXECUTE, "meta")).zext(64);
            case IFINDEX -> ifindex.at(executeContext).zext(64);
            case RX_QUEUE -> rxQueue.at(executeContext).zext(64);
            case CPU -> cpuBase
                    .<Bits>map(base -> delay(decodeContext.zext(base.width()).plus(base), DECODE.until(EXECUTE, "cpu")))
                    .orElse(executeContext).zext(64);
            case TIME -> nanoseconds;
            case RANDOM -> random.zext(64);
            case RESULT -> delay(decodeResult, DECODE.until(EXECUTE, "result"));
            case REDIRECT -> executeRedirect;
        }));
        branchGet.next(delayReset(lane.action.is(OpClass.GET), OPERANDS.until(EXECUTE, "gets")).repeat(64).and(got));
        when(response.valid, () -> result.write(response.context, response.value));
        decodeResult.assign(result.at(decodeContext));
        var executeUpper = delay(Shape.within(lane.aux, Field.AUX_UPPER), OPERANDS.until(EXECUTE, "upper"));
        var executeWord = let("execute_word", Bits.concat(
                executeUpper.any().then(executeUpper.zext(32), lane.b.high(32)), lane.b.low(32)));
        var put = let("put", delayReset(lane.action.is(OpClass.PUT), OPERANDS.until(EFFECT, "puts")).and(lane.live)
                .and(choice(Special.class, delay(executeSpecial.bits(), EXECUTE.until(EFFECT, "special")))
                        .is(Special.REDIRECT)));
        when(put, () -> redirect.write(effectContext, delay(executeWord, EXECUTE.until(EFFECT, "value"))));
        redirected.next(redirected.and(arrived.not()).or(shape.mask(effectContext, put)));

        section("the answer");
        var nextIssueMoveAnswer =
                delay(effectAdjusts.repeat(64).and(adjust.answer), EFFECT.until(NEXT_ISSUE, "move_answer"));
        writeBackAnswer.next(delay(branchGet, BRANCH.until(NEXT_ISSUE, "get")).or(nextIssueMoveAnswer));
        lane.answer.assign(writeBackAnswer);

        section("leaving");
        var there = let("borders_out", borders.at(leaving.context));
        var movedOut = let("moved_out", moved.bit(leaving.context));
        leaving.head.assign(movedOut.then(there.high(w), headroom));
        leaving.length.assign(
                movedOut.then(there.bits(Shape.META + w - 1, Shape.META).zext(16), arrivedLength.at(leaving.context)));
        leaving.meta.assign(movedOut.then(there.low(Shape.META), 0));
        leaving.redirect.assign(redirected.bit(leaving.context).then(redirect.at(leaving.context), 0));
        leaving.ifindex.assign(ifindex.at(leaving.context));
    }
}
