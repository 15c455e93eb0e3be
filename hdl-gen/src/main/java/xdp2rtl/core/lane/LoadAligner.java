package xdp2rtl.core.lane;

import java.util.Optional;
import java.util.stream.IntStream;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Choice;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.Size;

@Doc("Takes a value out of two words of memory, an even and an odd one, that were read for a window of 8 bytes. A "
        + "swapped value "
        + "stands at the window's end, a straight one at its start. Two cycles; the rotation is in the first, "
        + "or, for words that come late, in the second.")
final class LoadAligner extends Component {
    private final boolean rotatesFirst;

    @Doc("the load is one, and in range")
    final In valid = in(1);
    @Doc("the window's start in the line of 16 bytes, a cycle before the words")
    final In start = in(4);
    final In even = in(64);
    final In odd = in(64);
    final Choice<Size> size = in(Size.class);
    final In extendsSign = in(1);
    final In swapped = in(1);
    @Doc("in the next cycle; 0 if not valid")
    final Out value = out(64);

    final Reg window = reg(64).noReset();
    final Optional<Reg> rotation = rotatesFirst ? Optional.empty() : Optional.of(reg(3).noReset());
    final Reg swappedNext = reg(1).noReset();
    @Doc("bytes of the result that the value fills, those that its sign fills, and the byte of the window with the "
            + "sign")
    final Reg kept = reg(8).noReset();
    final Reg extended = reg(8).noReset();
    final Reg signAt = reg(3).noReset();

    LoadAligner(boolean rotatesFirst) {
        this.rotatesFirst = rotatesFirst;
        super(rotatesFirst ? "load_aligner" : "late_load_aligner");
    }

    @Override protected void logic() {
        section("the eight bytes, each at its place in a word");
        var start1 = delay(1, start.low(3), "start");
        var fromOdd = delay(1, start.bit(3).repeat(8).xor(start.low(3).maskBelow(8)), "from_odd");
        var bytes = let("bytes", each(8, i -> i.of(fromOdd).then(i.of(odd), i.of(even))));
        window.next(rotatesFirst ? rotated(bytes, start1) : bytes);
        rotation.ifPresent(reg -> reg.next(start1));
        swappedNext.next(swapped);
        var ofSize = let("of_size", select(size, s -> Bits.of(8, (1 << s.bytes()) - 1)));
        kept.next(valid.repeat(8).and(ofSize));
        extended.next(valid.and(extendsSign).repeat(8).and(ofSize.not()));
        var last = let("last", select(size, s -> Bits.of(3, s.bytes() - 1L)));
        var end = swapped.repeat(3).xor(last);
        signAt.next(rotatesFirst ? end : end.plus(start1));

        section("the value; its sign is taken where it stands in the window, beside the turns of the bytes");
        Bits straight = rotation.isEmpty() ? window : let("straight", rotated(window, rotation.get()));
        var ordered = let("ordered", swappedNext.then(straight.swapBytes(), straight));
        var signs = let("signs", Bits.pack(window.chunks(8).stream().map(it -> it.bit(7)).toList()));
        var sign = let("sign", signs.bit(signAt));
        value.assign(each(8, i -> i.of(kept).repeat(8).and(i.of(ordered)).or(i.of(extended).and(sign).repeat(8))));
    }

    private Bits rotated(Bits word, Bits by) {
        return select(by, IntStream.range(0, 8)
                .mapToObj(i -> i == 0 ? word : Bits.concat(word.low(8 * i), word.high(64 - 8 * i))).toList());
    }
}
