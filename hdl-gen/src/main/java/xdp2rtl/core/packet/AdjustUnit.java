package xdp2rtl.core.packet;

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
    @Doc("EFFECT: the move is possible; the borders after it; whether bytes in front of the packet have become part of it")
    final Out moves = out(1);
    final Out newHead = out(W);
    final Out newLength = out(W);
    final Out newMeta = out(Shape.META);
    final Out uncovers = out(1);
    @Doc("EFFECT: 0 or a negative error number")
    final Out answer = out(64);

    final Reg from4 = reg(W).noReset();
    final Reg least4 = reg(W).noReset();
    final Reg most4 = reg(W).noReset();
    final Reg end4 = reg(W).noReset();
    final Reg to5 = reg(33).noReset();
    final Reg inside6 = reg(1).noReset();
    final Reg to6 = reg(W).noReset();
    final Reg distance6 = reg(W).noReset();

    AdjustUnit() {
        super("adjust_unit");
    }

    @Override protected void logic() {
        section("OPERANDS");
        var end = let("packet_end", head.plus(length));
        var metaStart = head.minus(meta.zext(W));
        var header = Bits.of(W, CoreConfig.MIN_PACKET);
        var first = Bits.of(W, CoreConfig.HEADROOM_RESERVED);
        from4.next(select(op, o -> switch (o) {
            case HEAD -> head;
            case TAIL -> end;
            case META -> metaStart;
        }));
        least4.next(select(op, o -> switch (o) {
            case HEAD -> meta.zext(W).plus(first);
            case TAIL -> head.plus(header);
            case META -> first;
        }));
        most4.next(select(op, o -> switch (o) {
            case HEAD -> end.minus(header);
            case TAIL -> Bits.of(W, CoreConfig.FRAME_END);
            case META -> head;
        }));
        end4.next(end);

        section("EXECUTE, BRANCH");
        to5.next(from4.zext(33).plus(delta.sext(33)));
        var op4 = delay(1, op.bits(), "op");
        var op5 = choice(AdjustOp.class, delay(1, op4, "op_4"));
        var head5 = delay(2, head, "head");
        var end5 = delay(1, end4, "end_4");
        var to = to5.low(W);
        inside6.next(to5.high(33 - W).any().not().and(to.atLeast(delay(1, least4, "least_4")))
                .and(to.atMost(delay(1, most4, "most_4"))));
        to6.next(to);
        var left = let("left", select(op5, o -> switch (o) {
            case HEAD -> end5;
            case TAIL -> to;
            case META -> head5;
        }));
        distance6.next(left.minus(op5.is(AdjustOp.TAIL).then(head5, to)));

        section("EFFECT");
        var op6 = choice(AdjustOp.class, delay(1, op5.bits(), "op_5"));
        var isMeta = let("is_meta", op6.is(AdjustOp.META));
        var odd = let("odd_meta", isMeta.and(distance6.low(2).any().or(distance6.above(CoreConfig.MAX_META))));
        moves.assign(inside6.and(odd.not()));
        newHead.assign(op6.is(AdjustOp.HEAD).then(to6, delay(1, head5, "head_5")));
        newLength.assign(isMeta.then(delay(3, length, "length"), distance6));
        newMeta.assign(isMeta.then(distance6.low(Shape.META), delay(3, meta, "meta")));
        uncovers.assign(op6.isNot(AdjustOp.TAIL).and(delay(2, delta.bit(31), "backwards")));
        answer.assign(inside6.not().then(ErrorAnswer.of(Errno.EINVAL),
                odd.then(ErrorAnswer.of(Errno.EACCES), Bits.of(64, 0))));
    }
}
