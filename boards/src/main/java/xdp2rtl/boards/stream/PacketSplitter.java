package xdp2rtl.boards.stream;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Reg;

@Doc("Gives each packet to one stream or several. Each of these takes a beat when it likes; the next one comes when "
        + "all have.")
public final class PacketSplitter extends Component {
    private final int count;
    private final int together;
    private final int bytes;
    private final int sideBits;

    public final StreamSink from = StreamSink.of(this, bytes, sideBits);
    @Doc("the streams that take this packet, one or more: the same in all its beats")
    public final In lanes = in(count);
    public final List<StreamSource> to = IntStream.range(0, count).mapToObj(_ -> StreamSource.of(this, bytes, sideBits))
            .toList();

    @Doc("the streams that have taken this beat, while others have not")
    final Optional<Reg> done = together > 1 ? Optional.of(reg(together)) : Optional.empty();

    /// `count` streams, 2 or more; packets are for several of the first `together` or for one of all.
    public PacketSplitter(int count, int together, int bytes, int sideBits) {
        this.count = count;
        this.together = together;
        this.bytes = bytes;
        this.sideBits = sideBits;
        super("packet_splitter_" + count + (together > 1 ? "_" + together : "") + "x" + bytes + "_s" + sideBits);
    }

    @Override protected void logic() {
        var ready = Bits.pack(to.stream().map(source -> (Bits) source.ready()).toList());
        var left = let("left", done.isPresent() ? lanes.and(done.get().zext(count).not()) : lanes,
                "the streams that have still to take this beat");
        from.ready().assign(left.and(ready.not()).any().not());
        done.ifPresent(it -> when(from.valid(), () -> {
            it.next(from.ready().then(constant(together, 0), it.or(lanes.and(ready).low(together))));
        }));
        for (int i = 0; i < count; i++) {
            var source = to.get(i);
            source.valid().assign(from.valid().and(left.bit(i)));
            source.data().assign(from.data());
            source.keep().assign(from.keep());
            source.last().assign(from.last());
            source.side().assign(from.side());
        }
    }
}
