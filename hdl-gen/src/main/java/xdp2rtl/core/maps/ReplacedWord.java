package xdp2rtl.core.maps;

import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("What an atomic operation replaces, of the line that comes for it. The line is taken in the cycle in which it comes, "
        + "also if all then stands still: block RAM is slow, so no choice of lines can stand before this one.")
final class ReplacedWord extends Component {
    @Doc("a line comes for an atomic operation")
    final In comes = in(1);
    final In lineRead = in(128);
    @Doc("a wide word is aligned: it begins with an even half")
    final In wide = in(1);
    @Doc("which of the line's four halves")
    final In place = in(2);
    final Out word = out(64);

    final Reg kept = reg(64).noReset();

    ReplacedWord() {
        super("replaced_word");
    }

    @Override protected void logic() {
        var upperHalf = place.bit(1).then(lineRead.bits(127, 96), lineRead.bits(63, 32));
        when(comes, () -> kept.next(Bits.concat(wide.repeat(32).and(upperHalf), lineRead.chunk(place, 32))));
        word.assign(kept);
    }
}
