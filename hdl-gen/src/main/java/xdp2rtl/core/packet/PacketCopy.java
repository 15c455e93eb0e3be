package xdp2rtl.core.packet;

import java.util.List;
import java.util.stream.IntStream;
import xdp2rtl.core.part.Shape;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.BlockMem;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;

@Doc("The frames of all contexts, in banks of 64 bits, for one reader.")
final class PacketCopy extends Component {
    /// What a bank gives that is not read: 0, so that windows can be joined by or; or what it gave last.
    enum Rest { ZERO, LAST }

    private final Rest rest;

    @Doc("of bank 0, of the others")
    final In first;
    final In others;
    @Doc("a bit for each bank")
    final In reads;
    @Doc("a cycle later")
    final Out words;
    final In writeFirst;
    final In writeOthers;
    final In data;
    @Doc("which bytes of `data` are written")
    final In bytes;

    final List<BlockMem> bank;

    PacketCopy(Shape shape, Rest rest) {
        this.rest = rest;
        super(switch (rest) {
            case ZERO -> "packet_copy";
            case LAST -> "packet_copy_of_egress";
        });
        bank = IntStream.range(0, shape.banks()).mapToObj(_ -> blockMem(64, shape.places() * shape.rows())).toList();
        int bits = bank.getFirst().addressWidth();
        first = in(bits);
        others = in(bits);
        reads = in(shape.banks());
        words = out(shape.beatBits());
        writeFirst = in(bits);
        writeOthers = in(bits);
        data = in(shape.beatBits());
        bytes = in(shape.beatBits() / 8);
    }

    @Override protected void logic() {
        for (int k = 0; k < bank.size(); k++) {
            bank.get(k).write(k == 0 ? writeFirst : writeOthers, data.bits(64 * k + 63, 64 * k),
                    bytes.bits(8 * k + 7, 8 * k));
        }
        words.assign(Bits.pack(IntStream.range(0, bank.size())
                .mapToObj(k -> read(bank.get(k), "word_" + k, k == 0 ? first : others, reads.bit(k))).toList()));
    }

    private Bits read(BlockMem bank, String port, Bits address, Bits enable) {
        return switch (rest) {
            case ZERO -> bank.readOrZero(port, address, enable);
            case LAST -> bank.read(port, address, enable);
        };
    }
}
