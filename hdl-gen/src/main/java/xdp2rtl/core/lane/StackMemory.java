package xdp2rtl.core.lane;

import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.BlockMem;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.CoreConfig;

@Doc("The stacks of all contexts, in an even and an odd bank of 64-bit words. A store is written a cycle after EFFECT.")
public final class StackMemory extends Component {
    private static final int LINE = Shape.STACK - 4;

    private final Shape shape;

    @Doc("BRANCH")
    public final In context5 = in(shape.context());
    public final In window5 = in(Shape.STACK);
    @Doc("EFFECT + 1: the words of the window")
    public final Out even = out(64);
    public final Out odd = out(64);
    @Doc("EFFECT")
    public final In store = in(1);
    public final In context6 = in(shape.context());
    public final In data = in(64);
    public final In evenBytes = in(8);
    public final In oddBytes = in(8);

    final BlockMem evens = blockMem(64, shape.places() * CoreConfig.STACK_BYTES / 16);
    final BlockMem odds = blockMem(64, shape.places() * CoreConfig.STACK_BYTES / 16);
    final Reg evenWord = reg(64).noReset();
    final Reg oddWord = reg(64).noReset();
    final Reg evenLine6 = reg(LINE).noReset();
    final Reg oddLine6 = reg(LINE).noReset();
    final Reg data7 = reg(64).noReset();
    final Reg evenBytes7 = reg(8);
    final Reg oddBytes7 = reg(8);

    /// For a core of this shape.
    public StackMemory(Shape shape) {
        this.shape = shape;
        super("stack_memory");
    }

    @Override protected void logic() {
        var oddLine = window5.high(LINE);
        var evenLine = let("even_line", oddLine.plus(window5.bit(3).zext(LINE)));
        unused(window5.low(3));
        evenWord.next(evens.read(place(context5, evenLine)));
        oddWord.next(odds.read(place(context5, oddLine)));
        even.assign(evenWord);
        odd.assign(oddWord);

        section("stores");
        evenLine6.next(evenLine);
        oddLine6.next(oddLine);
        data7.next(data);
        evenBytes7.next(store.repeat(8).and(evenBytes));
        oddBytes7.next(store.repeat(8).and(oddBytes));
        evens.write(delay(1, place(context6, evenLine6), "even_place"), data7, evenBytes7);
        odds.write(delay(1, place(context6, oddLine6), "odd_place"), data7, oddBytes7);
    }

    private Bits place(Bits context, Bits line) {
        return Bits.concat(context, line);
    }
}
