package xdp2rtl.core.lane;

import static xdp2rtl.isa.AluOp.*;

import java.util.stream.IntStream;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.AluOp;

@Doc("Arithmetic, logic, shifts and choices, from EXECUTE (operands) to WRITE_BACK (result): invert, low sum, high sum, combine.")
final class Alu extends Component {
    final In computes = in(1);
    final In choose = in(1);
    final Choice<AluOp> op = in(AluOp.class);
    final In wide = in(1);
    final In a = in(64);
    final In b = in(64);
    @Doc("CHOOSE: the value if a is 0")
    final In otherwise = in(32);
    @Doc("WRITE_BACK; 0 if the operation is neither")
    final Out result = out(64);

    final Reg x5 = reg(64).noReset();
    final Reg y5 = reg(64).noReset();
    final Reg carry5 = reg(1).noReset();
    final Reg adds5 = reg(1).noReset();
    final Reg logic5 = reg(64).noReset();
    final Reg other5 = reg(32).noReset();
    final Reg choose5 = reg(1).noReset();
    final Reg nonZero5 = reg(4).noReset();
    @Doc("what is shifted to the right")
    final Reg shifted5 = reg(64).noReset();
    final Reg fill5 = reg(1).noReset();
    final Reg distance5 = reg(6).noReset();
    final Reg left5 = reg(1).noReset();
    final Reg shifts5 = reg(1).noReset();

    final Reg low6 = reg(33).noReset();
    final Reg x6 = reg(32).noReset();
    final Reg y6 = reg(32).noReset();
    final Reg adds6 = reg(1).noReset();
    final Reg simple6 = reg(64).noReset();
    final Reg shifted6 = reg(64).noReset();
    final Reg fill6 = reg(1).noReset();
    final Reg distance6 = reg(2).noReset();
    final Reg left6 = reg(1).noReset();
    final Reg shifts6 = reg(1).noReset();

    final Reg sum7 = reg(64).noReset();
    final Reg adds7 = reg(1).noReset();
    final Reg rest7 = reg(64).noReset();
    final Reg high7 = reg(1).noReset();
    final Reg result8 = reg(64).noReset();

    Alu() {
        super("alu");
    }

    @Override protected void logic() {
        section("EXECUTE: what is added, the logic operations, what is shifted");
        var subtract = op.is(SUB);
        var reverse = op.is(RSUB);
        x5.next(let("invert_a", reverse).repeat(64).xor(a));
        y5.next(let("invert_b", subtract).repeat(64).xor(b));
        carry5.next(subtract.or(reverse));
        adds5.next(computes.and(op.isOneOf(ADD, SUB, RSUB)));
        var zero = Bits.of(64, 0);
        var logic = let("bitwise", select(op, o -> switch (o) {
            case AND -> a.and(b);
            case OR -> a.or(b);
            case XOR -> a.xor(b);
            case MOV -> b;
            case SEXT8 -> a.low(8).sext(64);
            case SEXT16 -> a.low(16).sext(64);
            case SEXT32 -> a.low(32).sext(64);
            case SWAP16 -> a.low(16).swapBytes().zext(64);
            case SWAP32 -> a.low(32).swapBytes().zext(64);
            case SWAP64 -> a.swapBytes();
            case PAIR -> Bits.concat(b.low(32), a.low(32));
            case PAIR16 -> Bits.concat(b.low(48).or(a.high(48)), a.low(16));
            case ADD, SUB, RSUB, LSH, RSH, ARSH -> zero;
        }));
        logic5.next(computes.repeat(64).and(logic));
        nonZero5.next(Bits.pack(a.chunks(16).stream().map(Bits::any).toList()));
        choose5.next(choose);
        other5.next(otherwise);

        var sign = let("sign", wide.then(a.bit(63), a.bit(31)).and(op.is(ARSH)));
        var left = let("left", op.is(LSH));
        var upper = wide.then(a.high(32), sign.repeat(32));
        shifted5.next(left.then(mirrored(a), Bits.concat(upper, a.low(32))));
        fill5.next(sign);
        distance5.next(Bits.concat(b.bit(5).and(wide), b.low(5)));
        left5.next(left);
        shifts5.next(computes.and(op.isOneOf(LSH, RSH, ARSH)));

        section("BRANCH: the low half of the sum, shift by 0 to 15");
        var low = let("low_sum", sum(x5.low(32), y5.low(32), carry5));
        low6.next(low.high(33));
        x6.next(x5.high(32));
        y6.next(y5.high(32));
        adds6.next(adds5);
        var set = let("set", nonZero5.any());
        simple6.next(logic5.or(choose5.repeat(64).and(let("chosen", set.then(y5, other5.sext(64))))));
        var by4 = let("by_4", steps(shifted5, fill5, distance5.bits(1, 0), 1));
        shifted6.next(steps(by4, fill5, distance5.bits(3, 2), 4));
        fill6.next(fill5);
        distance6.next(distance5.high(2));
        left6.next(left5);
        shifts6.next(shifts5);

        section("EFFECT: the high half of the sum, shift by 0, 16, 32 or 48");
        var high = let("high_sum", sum(x6, y6, low6.bit(32)));
        sum7.next(Bits.concat(high.bits(32, 1), low6.low(32)));
        unused(low.bit(0), high.bit(0), high.bit(33));
        adds7.next(adds6);
        var shifted = let("shifted", steps(shifted6, fill6, distance6, 16));
        rest7.next(simple6.or(shifts6.repeat(64).and(left6.then(mirrored(shifted), shifted))));
        high7.next(delay(2, wide.or(choose), "high"));

        section("the result; a narrow one has no upper half");
        var combined = let("combined", rest7.or(adds7.repeat(64).and(sum7)));
        result8.next(Bits.concat(high7.repeat(32).and(combined.high(32)), combined.low(32)));
        result.assign(result8);
    }

    /// A sum with a carry in one chain: its bits from 1 on are the sum and the carry out.
    private static Bits sum(Bits x, Bits y, Bits carry) {
        int width = x.width() + 2;
        return Bits.concat(x, Bits.of(1, 1)).zext(width).plus(Bits.concat(y, carry).zext(width));
    }

    /// Shifts right by 0, 1, 2 or 3 times `step`.
    private Bits steps(Bits value, Bits fill, Bits distance, int step) {
        return select(distance, IntStream.range(0, 4).mapToObj(i -> i == 0 ? value
                : Bits.concat(fill.repeat(i * step), value.high(64 - i * step))).toList());
    }

    private static Bits mirrored(Bits value) {
        return Bits.concat(value.chunks(1));
    }
}
