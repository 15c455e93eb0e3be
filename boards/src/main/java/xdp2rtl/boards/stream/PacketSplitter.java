package xdp2rtl.boards.stream;

import java.util.List;
import java.util.stream.IntStream;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;

@Doc("Gives each packet to one of several streams.")
public final class PacketSplitter extends Component {
    private final int count;
    private final int bytes;
    private final int sideBits;

    public final Sink from = Sink.of(this, bytes, sideBits);
    @Doc("the stream that takes this packet: the same in all its beats, below the number of streams")
    public final In lane = in(bitsFor(count - 1));
    public final List<Source> to = IntStream.range(0, count).mapToObj(_ -> Source.of(this, bytes, sideBits))
            .toList();

    /// `count` streams, 2 or more.
    public PacketSplitter(int count, int bytes, int sideBits) {
        this.count = count;
        this.bytes = bytes;
        this.sideBits = sideBits;
        super("packet_splitter_" + count + "x" + bytes + "_s" + sideBits);
    }

    @Override protected void logic() {
        from.ready().assign(select(lane, to.stream().map(source -> (Bits) source.ready()).toList()));
        for (int i = 0; i < count; i++) {
            var source = to.get(i);
            source.valid().assign(from.valid().and(lane.is(i)));
            source.data().assign(from.data());
            source.keep().assign(from.keep());
            source.last().assign(from.last());
            source.side().assign(from.side());
        }
    }
}
