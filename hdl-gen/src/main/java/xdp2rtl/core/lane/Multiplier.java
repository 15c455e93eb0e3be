package xdp2rtl.core.lane;

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
    final List<Reg> product5 = regs(10, 32);
    final List<Reg> product6 = regs(10, 32);
    final Reg straight7 = reg(64).noReset();
    final Reg column17 = reg(33).noReset();
    final Reg column27 = reg(32).noReset();
    final Reg column37 = reg(16).noReset();
    final Reg more37 = reg(16).noReset();
    final Reg low8 = reg(16).noReset();
    final Reg middle8 = reg(34).noReset();
    final Reg high8 = reg(16).noReset();

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
            product5.get(p).noReset().next(x.times(y));
            product6.get(p).noReset().next(product5.get(p));
        }
        // in order: column 0: 00; 1: 01, 10; 2: 02, 11, 20; 3: 03, 12, 21, 30
        var p = product6;
        section("sums of columns");
        straight7.next(Bits.concat(p.get(4), p.get(0)));
        column17.next(p.get(1).zext(33).plus(p.get(2).zext(33)));
        column27.next(p.get(3).plus(p.get(5)));
        column37.next(p.get(6).low(16).plus(p.get(7).low(16)));
        more37.next(p.get(8).low(16).plus(p.get(9).low(16)));
        for (int i = 6; i < 10; i++) unused(p.get(i).high(16));

        section("bits 16 to 47 with what they carry, and bits 48 to 63 without it, which comes in WRITE_BACK");
        low8.next(straight7.low(16));
        middle8.next(straight7.bits(47, 16).zext(34).plus(column17.low(32).zext(34))
                .plus(Bits.concat(column27.low(16), Bits.of(16, 0)).zext(34)));
        high8.next(
                straight7.high(16).plus(column27.high(16)).plus(column37).plus(more37).plus(column17.bit(32).zext(16)));
        var upper = let("upper", Bits.concat(high8.plus(middle8.high(2).zext(16)), middle8.bits(31, 16)));
        result.assign(Bits.concat(delay(4, wide, "wide").repeat(32).and(upper), middle8.low(16), low8));
    }
}
