package xdp2rtl.core.lane;

import java.util.stream.IntStream;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.Size;

@Doc("Puts a value where a store writes it: a window of 8 bytes in an even and an odd word, both with the same data "
        + "and each with its own "
        + "byte enables. A swapped value stands at the window's end.")
final class StoreAligner extends Component {
    final Choice<Size> size = in(Size.class);
    final In swapped = in(1);
    @Doc("EXECUTE")
    final In value = in(64);
    @Doc("BRANCH: the window's start in the line of 16 bytes")
    final In start = in(4);
    @Doc("EFFECT: of the even and of the odd word")
    final Out data = out(64);
    final Out even = out(8);
    final Out odd = out(8);
    @Doc("EFFECT: enables of the word with the window's first byte, and of the next one")
    final Out first = out(8);
    final Out second = out(8);

    final Reg branchOrdered = reg(64).noReset();
    @Doc("which bytes of the window are written")
    final Reg branchBytes = reg(8).noReset();
    final Reg effectData = reg(64).noReset();
    final Reg effectFirst = reg(8).noReset();
    final Reg effectSecond = reg(8).noReset();
    final Reg effectIsOdd = reg(1).noReset();

    StoreAligner() {
        super("store_aligner");
    }

    @Override protected void logic() {
        section("EXECUTE");
        branchOrdered.next(swapped.then(value.swapBytes(), value));
        var low = let("low", select(size, s -> Bits.of(8, (1 << s.bytes()) - 1)));
        branchBytes.next(swapped.then(Bits.concat(low.chunks(1)), low));

        section("BRANCH");
        effectData.next(select(start.low(3), IntStream.range(0, 8).mapToObj(i -> i == 0 ? branchOrdered
                : Bits.concat(branchOrdered.low(64 - 8 * i), branchOrdered.high(8 * i))).toList()));
        var moved = let("moved", branchBytes.zext(16).shl(start.low(3)));
        effectFirst.next(moved.low(8));
        effectSecond.next(moved.high(8));
        effectIsOdd.next(start.bit(3));

        data.assign(effectData);
        first.assign(effectFirst);
        second.assign(effectSecond);
        even.assign(effectIsOdd.then(effectSecond, effectFirst));
        odd.assign(effectIsOdd.then(effectFirst, effectSecond));
    }
}
