package xdp2rtl.core.packet;

import static xdp2rtl.core.part.Stage.BRANCH;
import static xdp2rtl.core.part.Stage.EFFECT;
import static xdp2rtl.core.part.Stage.EXECUTE;
import static xdp2rtl.core.part.Stage.OPERANDS;

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
    private static final int W = Shape.FRAME;

    @Doc("OPERANDS")
    final Choice<AdjustOp> op = in(AdjustOp.class);
    final In head = in(W);
    final In length = in(W);
    final In meta = in(Shape.META);
    @Doc("EXECUTE")
    final In delta = in(32);
    @Doc("EFFECT: the move is possible; the borders after it; whether bytes in front of the packet have become part "
            + "of it")
    final Out moves = out(1);
    final Out newHead = out(W);
    final Out newLength = out(W);
    final Out newMeta = out(Shape.META);
    final Out uncovers = out(1);
    @Doc("EFFECT: 0 or a negative error number")
    final Out answer = out(64);

    final Reg executeFrom = reg(W).noReset();
    final Reg executeLeast = reg(W).noReset();
    final Reg executeMost = reg(W).noReset();
    final Reg executeEnd = reg(W).noReset();
    final Reg branchTo = reg(33).noReset();
    final Reg effectInside = reg(1).noReset();
    final Reg effectTo = reg(W).noReset();
    final Reg effectDistance = reg(W).noReset();

    AdjustUnit() {
        super("adjust_unit");
    }

    @Override protected void logic() {
        section("OPERANDS");
        var end = let("packet_end", head.plus(length));
        var metaStart = head.minus(meta.zext(W));
        var header = Bits.named("MIN_PACKET", Bits.of(W, CoreConfig.MIN_PACKET));
        var first = Bits.named("HEADROOM_RESERVED", Bits.of(W, CoreConfig.HEADROOM_RESERVED));
        executeFrom.next(select(op, o -> switch (o) {
            case HEAD -> head;
            case TAIL -> end;
            case META -> metaStart;
        }));
        executeLeast.next(select(op, o -> switch (o) {
            case HEAD -> meta.zext(W).plus(first);
            case TAIL -> head.plus(header);
            case META -> first;
        }));
        executeMost.next(select(op, o -> switch (o) {
            case HEAD -> end.minus(header);
            case TAIL -> Bits.named("FRAME_END", Bits.of(W, CoreConfig.FRAME_END));
            case META -> head;
        }));
        executeEnd.next(end);

        section("EXECUTE, BRANCH");
        branchTo.next(executeFrom.zext(33).plus(delta.sext(33)));
        var executeOp = delay(op.bits(), OPERANDS.until(EXECUTE, "op"));
        var branchOp = choice(AdjustOp.class, delay(executeOp, EXECUTE.until(BRANCH, "op")));
        var branchHead = delay(head, OPERANDS.until(BRANCH, "head"));
        var branchEnd = delay(executeEnd, EXECUTE.until(BRANCH, "end"));
        var to = branchTo.low(W);
        effectInside.next(
                branchTo.high(33 - W).any().not().and(to.atLeast(delay(executeLeast, EXECUTE.until(BRANCH, "least"))))
                        .and(to.atMost(delay(executeMost, EXECUTE.until(BRANCH, "most")))));
        effectTo.next(to);
        var left = let("left", select(branchOp, o -> switch (o) {
            case HEAD -> branchEnd;
            case TAIL -> to;
            case META -> branchHead;
        }));
        effectDistance.next(left.minus(branchOp.is(AdjustOp.TAIL).then(branchHead, to)));

        section("EFFECT");
        var effectOp = choice(AdjustOp.class, delay(branchOp.bits(), BRANCH.until(EFFECT, "op")));
        var isMeta = let("is_meta", effectOp.is(AdjustOp.META));
        var odd = let("odd_meta", isMeta.and(effectDistance.low(2).any()
                .or(effectDistance.above(Bits.named("MAX_META", Bits.of(W, CoreConfig.MAX_META))))));
        moves.assign(effectInside.and(odd.not()));
        newHead.assign(effectOp.is(AdjustOp.HEAD).then(effectTo, delay(branchHead, BRANCH.until(EFFECT, "head"))));
        newLength.assign(isMeta.then(delay(length, OPERANDS.until(EFFECT, "length")), effectDistance));
        newMeta.assign(isMeta.then(effectDistance.low(Shape.META), delay(meta, OPERANDS.until(EFFECT, "meta"))));
        uncovers.assign(effectOp.isNot(AdjustOp.TAIL).and(delay(delta.bit(31), EXECUTE.until(EFFECT, "backwards"))));
        answer.assign(effectInside.not().then(ErrorAnswer.of(Errno.EINVAL),
                odd.then(ErrorAnswer.of(Errno.EACCES), Bits.of(64, 0))));
    }
}
