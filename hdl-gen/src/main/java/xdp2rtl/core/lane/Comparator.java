package xdp2rtl.core.lane;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.Cond;

@Doc("The truth of a condition: the four quarters of the operands in EXECUTE, the whole in BRANCH.")
final class Comparator extends Component {
    final Choice<Cond> condition = in(Cond.class);
    final In wide = in(1);
    final In a = in(64);
    final In b = in(64);
    @Doc("BRANCH")
    final Out holds = out(1);

    @Doc("quarters in which a is below b, a is b, a and b have a common bit")
    final Reg below = reg(4).noReset();
    final Reg same = reg(4).noReset();
    final Reg common = reg(4).noReset();
    final Choice<Cond> branchCondition = reg(Cond.class, Cond.EQ).noReset();

    Comparator() {
        super("comparator");
    }

    @Override protected void logic() {
        section("EXECUTE: quarters; with the sign bit inverted a signed comparison is an unsigned one");
        var signed = let("is_signed", condition.isOneOf(Cond.SLT, Cond.SLE, Cond.SGT, Cond.SGE));
        var flip = let("flip", Bits.concat(signed.and(wide), Bits.of(31, 0), signed.and(wide.not()), Bits.of(31, 0)));
        var x = let("x", a.xor(flip)).chunks(16);
        var y = let("y", b.xor(flip)).chunks(16);
        below.next(quarters(i -> i < 2 ? x.get(i).below(y.get(i)) : wide.and(x.get(i).below(y.get(i)))));
        same.next(quarters(i -> i < 2 ? x.get(i).is(y.get(i)) : wide.not().or(x.get(i).is(y.get(i)))));
        common.next(quarters(i -> {
            var any = a.bits(16 * i + 15, 16 * i).and(b.bits(16 * i + 15, 16 * i)).any();
            return i < 2 ? any : wide.and(any);
        }));
        branchCondition.next(condition);

        section("BRANCH: the whole");
        var equal = let("equal", same.all());
        var less = let("less", below.bit(3).or(same.bit(3).and(below.bit(2)))
                .or(same.bit(3).and(same.bit(2)).and(below.bit(1).or(same.bit(1).and(below.bit(0))))));
        var shared = let("shared", common.any());
        holds.assign(select(branchCondition, c -> switch (c) {
            case EQ -> equal;
            case NE -> equal.not();
            case LT, SLT -> less;
            case LE, SLE -> less.or(equal);
            case GT, SGT -> less.or(equal).not();
            case GE, SGE -> less.not();
            case SET -> shared;
            case CLEAR -> shared.not();
        }));
    }

    private static Bits quarters(IntFunction<Bits> quarter) {
        return Bits.pack(List.copyOf(IntStream.range(0, 4).mapToObj(quarter).toList()));
    }
}
