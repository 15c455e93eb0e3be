package xdp2rtl.core.lane;

import java.util.List;
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

@Doc("Takes a value out of two words of memory, an even and an odd one, that were read for a window of 8 bytes. A swapped value "
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
    final Reg validNext = reg(1).noReset();
    final Reg swappedNext = reg(1).noReset();
    final Reg signedNext = reg(1).noReset();
    final Choice<Size> sizeNext = reg(Size.class, Size.B1).noReset();

    LoadAligner(boolean rotatesFirst) {
        this.rotatesFirst = rotatesFirst;
        super(rotatesFirst ? "load_aligner" : "late_load_aligner");
    }

    @Override protected void logic() {
        section("the eight bytes, each at its place in a word");
        var evens = even.chunks(8);
        var odds = odd.chunks(8);
        var start1 = delay(1, start.low(3), "start");
        var bytes = let("bytes", Bits.pack(IntStream.range(0, 8).mapToObj(
                i -> delay(1, start.bit(3).xor(start.low(3).above(i)), "odd_" + i).then(odds.get(i), evens.get(i)))
                .toList()));
        window.next(rotatesFirst ? rotated(bytes, start1) : bytes);
        rotation.ifPresent(reg -> reg.next(start1));
        validNext.next(valid);
        swappedNext.next(swapped);
        signedNext.next(extendsSign);
        sizeNext.next(size);

        section("the value");
        Bits straight = rotation.isEmpty() ? window : let("straight", rotated(window, rotation.get()));
        var ordered = let("ordered", swappedNext.then(straight.swapBytes(), straight));
        var sign = let("sign", select(sizeNext, s -> ordered.bit(8 * s.bytes() - 1)));
        var fill = let("fill", sign.and(signedNext).and(validNext).repeat(8));
        value.assign(Bits.pack(IntStream.range(0, 8).mapToObj(i -> {
            var inside = let("inside_" + i, List.of(Size.values()).stream().filter(s -> s.bytes() > i)
                    .map(sizeNext::is).reduce(Bits::or).orElseThrow());
            return inside.then(validNext.repeat(8).and(ordered.bits(8 * i + 7, 8 * i)), fill);
        }).toList()));
    }

    private Bits rotated(Bits word, Bits by) {
        return select(by, IntStream.range(0, 8)
                .mapToObj(i -> i == 0 ? word : Bits.concat(word.low(8 * i), word.high(64 - 8 * i))).toList());
    }
}
