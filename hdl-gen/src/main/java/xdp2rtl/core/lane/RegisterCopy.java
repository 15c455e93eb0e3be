package xdp2rtl.core.lane;

import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.BlockMem;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;

@Doc("The registers that one lane writes, for one operand of one lane to read.")
final class RegisterCopy extends Component {
    @Doc("DECODE; where `reads` is low the word is 0")
    final In address;
    final In reads = in(1);
    final Out word = out(64);
    @Doc("WRITE_BACK")
    final In write = in(1);
    final In writeAddress;
    final In value = in(64);

    final BlockMem words;

    RegisterCopy(Shape shape) {
        super("register_copy");
        words = blockMem(64, shape.places() * shape.config().registersPerLane());
        address = in(words.addressWidth());
        writeAddress = in(words.addressWidth());
    }

    @Override protected void logic() {
        word.assign(words.readOrZero("word_q", address, reads));
        when(write, () -> words.write(writeAddress, value));
    }
}
