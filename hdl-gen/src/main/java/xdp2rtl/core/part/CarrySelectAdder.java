package xdp2rtl.core.part;

import java.util.ArrayList;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;

@Doc("A 64-bit sum within one cycle: four segments are added for either carry, then chosen.")
public final class CarrySelectAdder extends Component {
    private static final int SEGMENT = 16;

    /// What is added.
    public final In a = in(64);
    public final In b = in(64);
    public final In carryIn = in(1);
    /// The sum, in the same cycle.
    public final Out sum = out(64);
    public final Out carryOut = out(1);

    /// For 64 bits.
    public CarrySelectAdder() {
        super("carry_select_adder");
    }

    @Override protected void logic() {
        var parts = new ArrayList<Bits>();
        Bits carry = carryIn;
        var one = Bits.of(1, 1);
        for (int i = 0; i < 64 / SEGMENT; i++) {
            var x = a.chunks(SEGMENT).get(i).zext(SEGMENT + 1);
            var y = b.chunks(SEGMENT).get(i).zext(SEGMENT + 1);
            var without = let("without_" + i, x.plus(y));
            // the carry as a bit below: one chain, where x + y + 1 would be two behind one another
            var with = let("with_" + i, Bits.concat(x, one).plus(Bits.concat(y, one)));
            var part = let("part_" + i, carry.then(with.high(SEGMENT + 1), without));
            unused(with.bit(0));
            parts.add(part.low(SEGMENT));
            carry = part.bit(SEGMENT);
        }
        sum.assign(Bits.pack(parts));
        carryOut.assign(carry);
    }
}
