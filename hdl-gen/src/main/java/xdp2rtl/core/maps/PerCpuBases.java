package xdp2rtl.core.maps;

import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Mem;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("Where each context's part of the map memory begins, a multiple of 16.")
public final class PerCpuBases extends Component {
    private final Shape shape;

    /// The host's write of one context's base.
    public final In write = in(1);
    public final In element = in(6);
    public final In data = in(32);
    @Doc("the context in DECODE, and its base in OPERANDS")
    public final In decodeContext = in(shape.context());
    public final Out operandsBase = out(32);
    @Doc("the map unit's; in the same cycle")
    public final In thisContext = in(shape.context());
    public final Out base = out(32);

    final Mem bases = mem(28, shape.places());
    final Reg read = reg(28).noReset();

    /// For a core of this shape.
    public PerCpuBases(Shape shape) {
        this.shape = shape;
        super("per_cpu_bases");
    }

    @Override protected void logic() {
        var exists = shape.places() == 64 ? constant(1, 1) : element.below(shape.places());
        when(exists.and(write), () -> bases.write(element.low(shape.context()), data.high(28)));
        read.next(bases.at(decodeContext));
        operandsBase.assign(read.zext(32).shl(4));
        base.assign(let("base_lines", bases.at(thisContext)).zext(32).shl(4));
        unused(element, data.low(4));
    }
}
