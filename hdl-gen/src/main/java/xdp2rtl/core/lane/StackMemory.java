package xdp2rtl.core.lane;

import static xdp2rtl.core.part.Stage.EFFECT;
import static xdp2rtl.core.part.Stage.NEXT_ISSUE;

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
    public final In branchContext = in(shape.context());
    public final In branchWindow = in(Shape.STACK);
    @Doc("EFFECT + 1: the words of the window")
    public final Out even = out(64);
    public final Out odd = out(64);
    @Doc("EFFECT")
    public final In store = in(1);
    public final In effectContext = in(shape.context());
    public final In data = in(64);
    public final In evenBytes = in(8);
    public final In oddBytes = in(8);

    final BlockMem evens = blockMem(64, shape.places() * CoreConfig.STACK_BYTES / 16);
    final BlockMem odds = blockMem(64, shape.places() * CoreConfig.STACK_BYTES / 16);
    final Reg evenWord = reg(64).noReset();
    final Reg oddWord = reg(64).noReset();
    final Reg effectEvenLine = reg(LINE).noReset();
    final Reg effectOddLine = reg(LINE).noReset();
    final Reg nextIssueData = reg(64).noReset();
    final Reg nextIssueEvenBytes = reg(8);
    final Reg nextIssueOddBytes = reg(8);

    /// For a core of this shape.
    public StackMemory(Shape shape) {
        this.shape = shape;
        super("stack_memory");
    }

    @Override protected void logic() {
        var oddLine = branchWindow.high(LINE);
        var evenLine = let("even_line", oddLine.plus(branchWindow.bit(3).zext(LINE)));
        unused(branchWindow.low(3));
        evenWord.next(evens.read(place(branchContext, evenLine)));
        oddWord.next(odds.read(place(branchContext, oddLine)));
        even.assign(evenWord);
        odd.assign(oddWord);

        section("stores");
        effectEvenLine.next(evenLine);
        effectOddLine.next(oddLine);
        nextIssueData.next(data);
        nextIssueEvenBytes.next(store.repeat(8).and(evenBytes));
        nextIssueOddBytes.next(store.repeat(8).and(oddBytes));
        evens.write(delay(place(effectContext, effectEvenLine), EFFECT.until(NEXT_ISSUE, "even_place")), nextIssueData,
                nextIssueEvenBytes);
        odds.write(delay(place(effectContext, effectOddLine), EFFECT.until(NEXT_ISSUE, "odd_place")), nextIssueData,
                nextIssueOddBytes);
    }

    private Bits place(Bits context, Bits line) {
        return Bits.concat(context, line);
    }
}
