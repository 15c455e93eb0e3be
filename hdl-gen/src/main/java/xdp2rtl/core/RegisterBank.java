package xdp2rtl.core;

import java.util.List;
import xdp2rtl.hdl.BlockMem;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;

@Doc("The registers of all contexts that one lane writes; all lanes read two. Words come in the cycle after the address.")
final class RegisterBank extends Component {
    private final Shape shape;

    @Doc("the context in DECODE")
    final In thisContext = in(shape.context());
    @Doc("index in the bank, for operands a and b of each lane")
    final List<In> index;
    @Doc("whether that operand is in this bank; if not, its word is 0")
    final List<In> reads;
    final List<Out> word;
    @Doc("WRITE_BACK")
    final In write = in(1);
    final In writeContext = in(shape.context());
    final In writeIndex;
    final In value = in(64);

    final BlockMem words;

    RegisterBank(Shape shape) {
        this.shape = shape;
        super("register_bank");
        int bits = Shape.log2(shape.config().registersPerLane());
        index = ins(2 * shape.lanes(), bits);
        reads = ins(2 * shape.lanes(), 1);
        word = outs(2 * shape.lanes(), 64);
        writeIndex = in(bits);
        words = blockMem(64, shape.places() * shape.config().registersPerLane());
    }

    @Override protected void logic() {
        for (int i = 0; i < index.size(); i++) {
            word.get(i).assign(words.readOrZero("word_" + i + "_q", shape.place(thisContext, index.get(i)), reads.get(i)));
        }
        when(write, () -> words.write(shape.place(writeContext, writeIndex), value));
    }
}
