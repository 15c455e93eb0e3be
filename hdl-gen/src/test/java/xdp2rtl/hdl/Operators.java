package xdp2rtl.hdl;

import java.util.ArrayList;
import java.util.List;

@Doc("Every operator once, on operands of 16 bits.")
final class Operators extends Component {
    final In a = in(16);
    final In b = in(16);
    final In by = in(5);
    final In pick = in(2);
    final List<Out> words = outs(33, 16);
    final List<Out> bits = outs(15, 1);

    Operators() {
        super("operators");
    }

    @Override protected void logic() {
        var quarter = List.of(a, b, a.not(), Bits.of(16, 0x1234));
        var picks = new ArrayList<Guarded>();
        for (int i = 0; i < 3; i++) picks.add(new Guarded(pick.is(i), quarter.get(i)));
        var wide = let("wide", Bits.concat(a, b, a.xor(b)).swapBytes());
        assign(words, List.of(
                a.plus(b), a.minus(b), a.times(b), a.and(b), a.or(b), a.xor(b), a.not(),
                a.shl(by), a.shr(by), a.sar(by), a.shl(3), a.shr(3), a.sar(3), a.plus(b).sar(2).plus(1),
                pick.bit(0).then(a, b), Bits.priority(picks, b), Bits.oneHot(picks), select(pick, quarter),
                a.swapBytes(), a.low(5).sext(16), a.low(5).zext(16), wide.bits(30, 15),
                b.chunk(pick, 4).repeat(4),
                a.bits(b.low(4), 1).repeat(16), a.plus(b).minus(1).not(),
                by.maskAt(16), by.maskBelow(16), by.maskAbove(16), by.maskFrom(16), pick.bit(0).zext(16).shl(by),
                each(4, i -> i.of(a.low(4)).then(i.of(b), i.of(wide.bits(30, 15)).not())),
                pick.bit(1).then(each(16, i -> i.of(a).xor(i.of(b.not())).and(pick.bit(0))), a),
                select(pick, List.of(a, each(2, i -> i.of(a).plus(i.of(b))), b, each(8, i -> i.of(b))))));
        assign(bits, List.of(
                a.is(b), a.isNot(b), a.below(b), a.atMost(b), a.above(b), a.atLeast(b), a.belowSigned(b),
                a.atMostSigned(b), a.aboveSigned(b), a.atLeastSigned(b), a.any(), a.all(), a.parity(),
                a.bit(b.low(4)), a.sar(by).belowSigned(b.plus(1))));
        unused(wide.bits(14, 0), wide.bits(47, 31));
    }

    private static void assign(List<Out> outs, List<Bits> values) {
        for (int i = 0; i < outs.size(); i++) outs.get(i).assign(values.get(i));
    }
}
