package xdp2rtl.core.packet;

import static xdp2rtl.core.part.Stage.BRANCH;
import static xdp2rtl.core.part.Stage.EFFECT;
import static xdp2rtl.core.part.Stage.EXECUTE;
import static xdp2rtl.core.part.Stage.OPERANDS;

import java.util.Optional;
import xdp2rtl.core.part.ErrorAnswer;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.AdjustOp;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.Errno;

@Doc("Moves the borders of a packet, within their limits: what moves and the limits in OPERANDS, the sum in EXECUTE, "
        + "the check in BRANCH, the answer in EFFECT.")
final class AdjustUnit extends Component {
    private static final Bits LINEAR_END = Bits.named("LINEAR_END", Bits.of(Shape.LINEAR, CoreConfig.LINEAR_END));

    private final Shape shape;
    private final int w = shape.frame();

    @Doc("OPERANDS")
    final Choice<AdjustOp> op = in(AdjustOp.class);
    final In head = in(w);
    final In length = in(w);
    final In meta = in(Shape.META);
    @Doc("EXECUTE")
    final In delta = in(32);
    @Doc("EFFECT: the move is possible; the borders after it; whether bytes in front of the packet have become part "
            + "of it")
    final Out moves = out(1);
    final Out newHead = out(w);
    final Out newLength = out(w);
    final Out newMeta = out(Shape.META);
    final Optional<Out> newLinear = shape.hasFragments() ? Optional.of(out(Shape.LINEAR)) : Optional.empty();
    final Out uncovers = out(1);
    @Doc("EFFECT: 0 or a negative error number")
    final Out answer = out(64);

    final Reg executeFrom = reg(w).noReset();
    final Reg executeLeast = reg(w).noReset();
    final Reg executeMost = reg(w).noReset();
    final Reg executeEnd = reg(w).noReset();
    final Reg branchTo = reg(33).noReset();
    final Reg effectInside = reg(1).noReset();
    final Reg effectTo = reg(w).noReset();
    final Reg effectDistance = reg(w).noReset();
    @Doc("from head to data_end")
    final Optional<Reg> effectLinear =
            shape.hasFragments() ? Optional.of(reg(Shape.LINEAR).noReset()) : Optional.empty();

    AdjustUnit(Shape shape) {
        this.shape = shape;
        super("adjust_unit");
    }

    @Override protected void logic() {
        section("OPERANDS");
        var end = let("packet_end", head.plus(length));
        var metaStart = head.minus(meta.zext(w));
        var header = Bits.named("MIN_PACKET", Bits.of(w, CoreConfig.MIN_PACKET));
        var first = Bits.named("HEADROOM_RESERVED", Bits.of(w, CoreConfig.HEADROOM_RESERVED));
        executeFrom.next(select(op, o -> switch (o) {
            case HEAD -> head;
            case TAIL -> end;
            case META -> metaStart;
        }));
        executeLeast.next(select(op, o -> switch (o) {
            case HEAD -> meta.zext(w).plus(first);
            case TAIL -> head.plus(header);
            case META -> first;
        }));
        executeMost.next(select(op, o -> switch (o) {
            case HEAD -> linear(end).minus(header);
            case TAIL -> mostEnd(end);
            case META -> head;
        }));
        executeEnd.next(end);

        section("EXECUTE, BRANCH");
        branchTo.next(executeFrom.zext(33).plus(delta.sext(33)));
        var executeOp = delay(op.bits(), OPERANDS.until(EXECUTE, "op"));
        var branchOp = choice(AdjustOp.class, delay(executeOp, EXECUTE.until(BRANCH, "op")));
        var branchHead = delay(head, OPERANDS.until(BRANCH, "head"));
        var branchEnd = delay(executeEnd, EXECUTE.until(BRANCH, "end"));
        var to = branchTo.low(w);
        effectInside.next(
                branchTo.high(33 - w).any().not().and(to.atLeast(delay(executeLeast, EXECUTE.until(BRANCH, "least"))))
                        .and(to.atMost(delay(executeMost, EXECUTE.until(BRANCH, "most")))));
        effectTo.next(to);
        var left = let("left", select(branchOp, o -> switch (o) {
            case HEAD -> branchEnd;
            case TAIL -> to;
            case META -> branchHead;
        }));
        effectDistance.next(left.minus(branchOp.is(AdjustOp.TAIL).then(branchHead, to)));

        effectLinear.ifPresent(it -> {
            var start = let("new_start", branchOp.is(AdjustOp.HEAD).then(to, branchHead));
            var dataEnd = let("new_data_end", linear(let("new_end", branchOp.is(AdjustOp.TAIL).then(to, branchEnd))));
            unused(start.high(w - Shape.LINEAR), dataEnd.high(w - Shape.LINEAR));
            it.next(dataEnd.low(Shape.LINEAR).minus(start.low(Shape.LINEAR)));
        });

        section("EFFECT");
        newLinear.ifPresent(it -> it.assign(effectLinear.orElseThrow()));
        var effectOp = choice(AdjustOp.class, delay(branchOp.bits(), BRANCH.until(EFFECT, "op")));
        var isMeta = let("is_meta", effectOp.is(AdjustOp.META));
        var odd = let("odd_meta", isMeta.and(effectDistance.low(2).any()
                .or(effectDistance.above(Bits.named("MAX_META", Bits.of(w, CoreConfig.MAX_META))))));
        moves.assign(effectInside.and(odd.not()));
        newHead.assign(effectOp.is(AdjustOp.HEAD).then(effectTo, delay(branchHead, BRANCH.until(EFFECT, "head"))));
        newLength.assign(isMeta.then(delay(length, OPERANDS.until(EFFECT, "length")), effectDistance));
        newMeta.assign(isMeta.then(effectDistance.low(Shape.META), delay(meta, OPERANDS.until(EFFECT, "meta"))));
        uncovers.assign(effectOp.isNot(AdjustOp.TAIL).and(delay(delta.bit(31), EXECUTE.until(EFFECT, "backwards"))));
        answer.assign(effectInside.not().then(ErrorAnswer.of(Errno.EINVAL),
                odd.then(ErrorAnswer.of(Errno.EACCES), Bits.of(64, 0))));
    }

    /// data_end of a packet that ends there.
    private Bits linear(Bits end) {
        return shape.hasFragments() ? end.above(LINEAR_END.zext(w)).then(LINEAR_END.zext(w), end) : end;
    }

    /// As far as the end can move: the end of the linear part's page, or of the last fragment's.
    private Bits mostEnd(Bits end) {
        if (!shape.hasFragments()) return Bits.named("FRAME_END", Bits.of(w, CoreConfig.LINEAR_END));
        var last = let("last_page", end.plus(CoreConfig.TAIL_ROOM - 1));
        unused(last.low(Shape.LINEAR));
        return Bits.concat(last.high(w - Shape.LINEAR), LINEAR_END);
    }
}
