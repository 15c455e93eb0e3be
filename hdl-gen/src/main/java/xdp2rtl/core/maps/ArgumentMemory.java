package xdp2rtl.core.maps;

import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.BlockMem;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.isa.CoreConfig;

@Doc("The pairs of words that each context has pushed for its next request.")
final class ArgumentMemory extends Component {
    private final Shape shape;

    final In push = in(1);
    final In thisContext = in(shape.context());
    final In index = in(Shape.PAIR);
    final In pair = in(128);
    final In readContext = in(shape.context());
    final In readIndex = in(Shape.PAIR);
    @Doc("in the next cycle")
    final Out read = out(128);

    final BlockMem pairs = blockMem(128, shape.places() * CoreConfig.ARGUMENT_PAIRS);

    ArgumentMemory(Shape shape) {
        this.shape = shape;
        super("argument_memory");
    }

    @Override protected void logic() {
        when(push, () -> pairs.write(shape.place(thisContext, index), pair));
        read.assign(pairs.read(shape.place(readContext, readIndex)));
    }
}
