package xdp2rtl.core.lane;

import static xdp2rtl.core.part.Stage.EXECUTE;
import static xdp2rtl.core.part.Stage.NEXT_ISSUE;

import java.util.List;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("The sum of the eight half words of two operands in ones' complement, from EXECUTE to WRITE_BACK: a tree of sums, "
        + "then what stands above 16 bits is added to what is in them.")
final class Folder extends Component {
    final In folds = in(1);
    final In inverts = in(1);
    final In a = in(64);
    final In b = in(64);
    @Doc("WRITE_BACK; 0 if the operation is another one")
    final Out result = out(16);

    final List<Reg> branchSum = regs(4, 17);
    final List<Reg> effectSum = regs(2, 18);
    final Reg nextIssueSum = reg(19).noReset();
    final Reg writeBackResult = reg(16).noReset();

    Folder() {
        super("folder");
    }

    @Override protected void logic() {
        section("EXECUTE, BRANCH, EFFECT: sums of two");
        for (int i = 0; i < 4; i++)
            branchSum.get(i).noReset().next(a.chunks(16).get(i).zext(17).plus(b.chunks(16).get(i).zext(17)));
        for (int i = 0; i < 2; i++)
            effectSum.get(i).noReset().next(branchSum.get(2 * i).zext(18).plus(branchSum.get(2 * i + 1).zext(18)));
        nextIssueSum.next(effectSum.get(0).zext(19).plus(effectSum.get(1).zext(19)));

        section("NEXT_ISSUE: what they carry, 0 to 7, is added to the low half word");
        // That carries if the upper 13 bits are set and the rest carries.
        var low = nextIssueSum.low(16);
        var above = nextIssueSum.high(3);
        var rest = let("rest", low.low(3).zext(4).plus(above.zext(4)));
        var carry = let("carry", low.high(13).not().any().not().and(rest.bit(3)));
        unused(rest.low(3));
        var sum = let("sum", Bits.concat(low, Bits.of(1, 1)).plus(Bits.concat(above.zext(16), carry)));
        unused(sum.bit(0));
        var ours = delay(folds, EXECUTE.until(NEXT_ISSUE, "folds")).repeat(16);
        var inverted = delay(inverts, EXECUTE.until(NEXT_ISSUE, "inverts")).repeat(16);
        writeBackResult.next(ours.and(sum.high(16).xor(inverted)));
        result.assign(writeBackResult);
    }
}
