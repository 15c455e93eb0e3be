package xdp2rtl.core.control;

import java.util.List;
import java.util.stream.IntStream;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.BlockMem;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.Field;

@Doc("The program: a slot of 72 bits for each lane and row. A row stands at the outputs two cycles after its number.")
public final class ProgramMemory extends Component {
    private final Shape shape;

    /// The row that is read.
    public final In row = in(Shape.ADDRESS);
    @Doc("the host stores a slot")
    public final In write = in(1);
    public final In writeRow = in(Shape.ADDRESS);
    public final In writeLane = in(3);
    public final In writeSlot = in(Field.SLOT_BITS);
    public final List<Out> slot;

    final List<BlockMem> rows;
    final List<Reg> output;

    /// For a core of this shape.
    public ProgramMemory(Shape shape) {
        this.shape = shape;
        super("program_memory");
        slot = outs(shape.lanes(), Field.SLOT_BITS);
        rows = IntStream.range(0, shape.lanes())
                .mapToObj(_ -> blockMem(Field.SLOT_BITS, shape.config().programBundles())).toList();
        output = regs(shape.lanes(), Field.SLOT_BITS);
    }

    @Override protected void logic() {
        int bits = rows.getFirst().addressWidth();
        for (int lane = 0; lane < shape.lanes(); lane++) {
            var memory = rows.get(lane);
            when(write.and(writeLane.is(lane)), () -> memory.write(writeRow.low(bits), writeSlot));
            output.get(lane).noReset().next(memory.read(row.low(bits)));
            slot.get(lane).assign(output.get(lane));
        }
        if (bits < Shape.ADDRESS) {
            Bits above = row.high(Shape.ADDRESS - bits);
            unused(above, writeRow.high(Shape.ADDRESS - bits));
        }
    }
}
