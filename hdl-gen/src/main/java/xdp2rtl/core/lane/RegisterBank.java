package xdp2rtl.core.lane;

import java.util.List;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;

@Doc("The registers of all contexts that one lane writes, with a copy for each of the two operands of every lane. "
        + "Words come in the cycle after the address.")
public final class RegisterBank extends Component {
    private final Shape shape;

    @Doc("the context in DECODE")
    public final In thisContext = in(shape.context());
    @Doc("index in the bank, for operands a and b of each lane")
    public final List<In> index;
    @Doc("whether that operand is in this bank; if not, its word is 0")
    public final List<In> reads;
    public final List<Out> word;
    @Doc("WRITE_BACK")
    public final In write = in(1);
    public final In writeContext = in(shape.context());
    public final In writeIndex;
    public final In value = in(64);

    final List<RegisterCopy> copy;

    /// For a core of this shape.
    public RegisterBank(Shape shape) {
        this.shape = shape;
        super("register_bank");
        int bits = Shape.log2(shape.config().registersPerLane());
        index = ins(2 * shape.lanes(), bits);
        reads = ins(2 * shape.lanes(), 1);
        word = outs(2 * shape.lanes(), 64);
        writeIndex = in(bits);
        copy = use(2 * shape.lanes(), () -> new RegisterCopy(shape));
    }

    @Override protected void logic() {
        var writeAddress = let("write_address", shape.place(writeContext, writeIndex));
        for (int i = 0; i < copy.size(); i++) {
            var each = copy.get(i);
            each.address.assign(shape.place(thisContext, index.get(i)));
            each.reads.assign(reads.get(i));
            word.get(i).assign(each.word);
            each.write.assign(write);
            each.writeAddress.assign(writeAddress);
            each.value.assign(value);
        }
    }
}
