package xdp2rtl.core.lane;

import static xdp2rtl.isa.AluOp.*;
import static xdp2rtl.core.part.Stage.EFFECT;
import static xdp2rtl.core.part.Stage.EXECUTE;

import java.util.stream.IntStream;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.AluOp;

@Doc("Arithmetic, logic, shifts and choices, from EXECUTE (operands) to WRITE_BACK (result): invert, low sum, high "
        + "sum, combine.")
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

    final Reg branchX = reg(64).noReset();
    final Reg branchY = reg(64).noReset();
    final Reg branchCarry = reg(1).noReset();
    final Reg branchAdds = reg(1).noReset();
    final Reg branchLogic = reg(64).noReset();
    final Reg branchOther = reg(32).noReset();
    final Reg branchChoose = reg(1).noReset();
    final Reg branchNonZero = reg(4).noReset();
    @Doc("what is shifted to the right")
    final Reg branchShifted = reg(64).noReset();
    final Reg branchFill = reg(1).noReset();
    final Reg branchDistance = reg(6).noReset();
    final Reg branchLeft = reg(1).noReset();
    final Reg branchShifts = reg(1).noReset();

    final Reg effectLow = reg(33).noReset();
    final Reg effectX = reg(32).noReset();
    final Reg effectY = reg(32).noReset();
    final Reg effectAdds = reg(1).noReset();
    final Reg effectSimple = reg(64).noReset();
    final Reg effectShifted = reg(64).noReset();
    final Reg effectFill = reg(1).noReset();
    final Reg effectDistance = reg(2).noReset();
    final Reg effectLeft = reg(1).noReset();
    final Reg effectShifts = reg(1).noReset();

    final Reg nextIssueSum = reg(64).noReset();
    final Reg nextIssueAdds = reg(1).noReset();
    final Reg nextIssueWraps = reg(1).noReset();
    final Reg nextIssueRest = reg(64).noReset();
    final Reg nextIssueHigh = reg(1).noReset();
    final Reg writeBackResult = reg(64).noReset();

    Alu() {
        super("alu");
    }

    @Override protected void logic() {
        section("EXECUTE: what is added, the logic operations, what is shifted");
        var subtract = op.is(SUB);
        var reverse = op.is(RSUB);
        // ADDC32 adds the low halves twice: the second sum takes the first one's carry, and is the result
        var wraps = let("wraps", op.is(ADDC32));
        var rotates = let("rotates", op.is(ROR32));
        branchX.next(
                let("invert_a", reverse).repeat(64).xor(Bits.concat(wraps.then(a.low(32), a.high(32)), a.low(32))));
        branchY.next(
                let("invert_b", subtract).repeat(64).xor(Bits.concat(wraps.then(b.low(32), b.high(32)), b.low(32))));
        branchCarry.next(subtract.or(reverse));
        branchAdds.next(computes.and(op.isOneOf(ADD, SUB, RSUB, ADDC32)));
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
            case ADD, SUB, RSUB, LSH, RSH, ARSH, ADDC32, ROR32, FOLD, NFOLD -> zero;
        }));
        branchLogic.next(computes.repeat(64).and(logic));
        branchNonZero.next(Bits.pack(a.chunks(16).stream().map(Bits::any).toList()));
        branchChoose.next(choose);
        branchOther.next(otherwise);

        var sign = let("sign", wide.then(a.bit(63), a.bit(31)).and(op.is(ARSH)));
        var left = let("left", op.is(LSH));
        var upper = rotates.then(a.low(32), wide.then(a.high(32), sign.repeat(32)));
        branchShifted.next(left.then(mirrored(a), Bits.concat(upper, a.low(32))));
        branchFill.next(sign);
        branchDistance.next(Bits.concat(b.bit(5).and(wide).and(rotates.not()), b.low(5)));
        branchLeft.next(left);
        branchShifts.next(computes.and(op.isOneOf(LSH, RSH, ARSH, ROR32)));

        section("BRANCH: the low half of the sum, shift by 0 to 15");
        var low = let("low_sum", sum(branchX.low(32), branchY.low(32), branchCarry));
        effectLow.next(low.high(33));
        effectX.next(branchX.high(32));
        effectY.next(branchY.high(32));
        effectAdds.next(branchAdds);
        var set = let("set", branchNonZero.any());
        effectSimple.next(
                branchLogic.or(branchChoose.repeat(64).and(let("chosen", set.then(branchY, branchOther.sext(64))))));
        var by4 = let("by_4", steps(branchShifted, branchFill, branchDistance.bits(1, 0), 1));
        effectShifted.next(steps(by4, branchFill, branchDistance.bits(3, 2), 4));
        effectFill.next(branchFill);
        effectDistance.next(branchDistance.high(2));
        effectLeft.next(branchLeft);
        effectShifts.next(branchShifts);

        section("EFFECT: the high half of the sum, shift by 0, 16, 32 or 48");
        var high = let("high_sum", sum(effectX, effectY, effectLow.bit(32)));
        nextIssueSum.next(Bits.concat(high.bits(32, 1), effectLow.low(32)));
        unused(low.bit(0), high.bit(0), high.bit(33));
        nextIssueAdds.next(effectAdds);
        var shifted = let("shifted", steps(effectShifted, effectFill, effectDistance, 16));
        nextIssueRest.next(effectSimple.or(effectShifts.repeat(64).and(effectLeft.then(mirrored(shifted), shifted))));
        nextIssueHigh.next(delay(wide.and(wraps.not()).and(rotates.not()).or(choose), EXECUTE.until(EFFECT, "high")));
        nextIssueWraps.next(delay(wraps, EXECUTE.until(EFFECT, "sum_wraps")));

        section("the result; a narrow one has no upper half");
        var lowSum = nextIssueWraps.then(nextIssueSum.high(32), nextIssueSum.low(32));
        var combined = let("combined",
                nextIssueRest.or(nextIssueAdds.repeat(64).and(Bits.concat(nextIssueSum.high(32), lowSum))));
        writeBackResult.next(Bits.concat(nextIssueHigh.repeat(32).and(combined.high(32)), combined.low(32)));
        result.assign(writeBackResult);
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
