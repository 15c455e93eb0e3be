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

@Doc("Puts a value where a store writes it: a window of 8 bytes in an even and an odd word, both with the same data and each with its own "
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

    final Reg ordered5 = reg(64).noReset();
    @Doc("which bytes of the window are written")
    final Reg bytes5 = reg(8).noReset();
    final Reg data6 = reg(64).noReset();
    final Reg first6 = reg(8).noReset();
    final Reg second6 = reg(8).noReset();
    final Reg isOdd6 = reg(1).noReset();

    StoreAligner() {
        super("store_aligner");
    }

    @Override protected void logic() {
        section("EXECUTE");
        ordered5.next(swapped.then(value.swapBytes(), value));
        var low = let("low", select(size, s -> Bits.of(8, (1 << s.bytes()) - 1)));
        bytes5.next(swapped.then(Bits.concat(low.chunks(1)), low));

        section("BRANCH");
        data6.next(select(start.low(3), IntStream.range(0, 8).mapToObj(i -> i == 0 ? ordered5
                : Bits.concat(ordered5.low(64 - 8 * i), ordered5.high(8 * i))).toList()));
        var moved = let("moved", bytes5.zext(16).shl(start.low(3)));
        first6.next(moved.low(8));
        second6.next(moved.high(8));
        isOdd6.next(start.bit(3));

        data.assign(data6);
        first.assign(first6);
        second.assign(second6);
        even.assign(isOdd6.then(second6, first6));
        odd.assign(isOdd6.then(first6, second6));
    }
}
