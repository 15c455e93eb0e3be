package xdp2rtl.core.lane;

import static xdp2rtl.core.part.Stage.EXECUTE;
import static xdp2rtl.core.part.Stage.WRITE_BACK;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("The low 64 bits of a product, from EXECUTE to WRITE_BACK: ten products of 16-bit limbs with two registers "
        + "(those of a DSP block), then sums by column.")
final class Multiplier extends Component {
    private static final int LIMBS = 4;

    final In multiply = in(1);
    final In wide = in(1);
    final In a = in(64);
    final In b = in(64);
    @Doc("WRITE_BACK; 0 if the operation is another one")
    final Out result = out(64);

    @Doc("products by column, of weight 2 to the 16 times the column")
    final List<Reg> branchProduct = regs(10, 32);
    final List<Reg> effectProduct = regs(10, 32);
    final Reg nextIssueStraight = reg(64).noReset();
    final Reg nextIssueColumn1 = reg(33).noReset();
    final Reg nextIssueColumn2 = reg(32).noReset();
    final Reg nextIssueColumn3 = reg(16).noReset();
    final Reg nextIssueMore3 = reg(16).noReset();
    final Reg writeBackLow = reg(16).noReset();
    final Reg writeBackMiddle = reg(34).noReset();
    final Reg writeBackHigh = reg(16).noReset();

    Multiplier() {
        super("multiplier");
    }

    @Override protected void logic() {
        var places = new ArrayList<int[]>();
        for (int column = 0; column < LIMBS; column++) {
            for (int i = 0; i <= column; i++) places.add(new int[]{i, column - i});
        }
        // operands of other operations stay out: their products are 0, and the registers before them out of the DSP
        // blocks, which are slow to load
        var ours = multiply.repeat(64);
        var aOurs = let("a_ours", ours.and(a));
        var bOurs = let("b_ours", ours.and(b));
        for (int p = 0; p < places.size(); p++) {
            var x = aOurs.chunks(16).get(places.get(p)[0]).zext(32);
            var y = bOurs.chunks(16).get(places.get(p)[1]).zext(32);
            branchProduct.get(p).noReset().next(x.times(y));
            effectProduct.get(p).noReset().next(branchProduct.get(p));
        }
        // in order: column 0: 00; 1: 01, 10; 2: 02, 11, 20; 3: 03, 12, 21, 30
        var p = effectProduct;
        section("sums of columns");
        nextIssueStraight.next(Bits.concat(p.get(4), p.get(0)));
        nextIssueColumn1.next(p.get(1).zext(33).plus(p.get(2).zext(33)));
        nextIssueColumn2.next(p.get(3).plus(p.get(5)));
        nextIssueColumn3.next(p.get(6).low(16).plus(p.get(7).low(16)));
        nextIssueMore3.next(p.get(8).low(16).plus(p.get(9).low(16)));
        for (int i = 6; i < 10; i++) unused(p.get(i).high(16));

        section("bits 16 to 47 with what they carry, and bits 48 to 63 without it, which comes in WRITE_BACK");
        writeBackLow.next(nextIssueStraight.low(16));
        writeBackMiddle.next(nextIssueStraight.bits(47, 16).zext(34).plus(nextIssueColumn1.low(32).zext(34))
                .plus(Bits.concat(nextIssueColumn2.low(16), Bits.of(16, 0)).zext(34)));
        writeBackHigh.next(
                nextIssueStraight.high(16).plus(nextIssueColumn2.high(16)).plus(nextIssueColumn3).plus(nextIssueMore3)
                        .plus(nextIssueColumn1.bit(32).zext(16)));
        var upper = let("upper",
                Bits.concat(writeBackHigh.plus(writeBackMiddle.high(2).zext(16)), writeBackMiddle.bits(31, 16)));
        result.assign(Bits.concat(delay(wide, EXECUTE.until(WRITE_BACK, "wide")).repeat(32).and(upper),
                writeBackMiddle.low(16), writeBackLow));
    }
}
