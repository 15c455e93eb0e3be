package xdp2rtl.boards.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.Guarded;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;

@Doc("Merges streams packet by packet, in turn among those that have one.")
public final class PacketArbiter extends Component {
    private final int count;
    private final int bytes;
    private final int sideBits;

    public final List<StreamSink> from = IntStream.range(0, count).mapToObj(_ -> StreamSink.of(this, bytes, sideBits))
            .toList();
    public final StreamSource to = StreamSource.of(this, bytes, sideBits);
    @Doc("which stream the packet is from")
    public final Out lane = out(bitsFor(count - 1));
    @Doc("the choice stands: a beat has been offered")
    final Reg busy = reg(1);
    final Reg chosen = reg(bitsFor(count - 1));

    /// `count` streams, 2 or more.
    public PacketArbiter(int count, int bytes, int sideBits) {
        this.count = count;
        this.bytes = bytes;
        this.sideBits = sideBits;
        super("packet_arbiter_" + count + "x" + bytes + "_s" + sideBits);
    }

    @Override protected void logic() {
        var orders = new ArrayList<Bits>();
        for (int last = 0; last < count; last++) {
            var choices = new ArrayList<Guarded>();
            for (int i = 1; i < count; i++) {
                int candidate = (last + i) % count;
                choices.add(new Guarded(from.get(candidate).valid(), constant(lane.width(), candidate)));
            }
            orders.add(Bits.priority(choices, constant(lane.width(), last)));
        }
        var first = let("first", select(chosen, orders), "the next stream in turn that has a beat");
        var current = let("current", busy.then(chosen, first));
        lane.assign(current);
        to.valid().assign(select(current, each(StreamSink::valid)));
        to.data().assign(select(current, each(StreamSink::data)));
        to.keep().assign(select(current, each(StreamSink::keep)));
        to.last().assign(select(current, each(StreamSink::last)));
        to.side().assign(select(current, each(StreamSink::side)));
        for (int i = 0; i < count; i++) from.get(i).ready().assign(to.ready().and(current.is(i)));
        when(to.valid(), () -> {
            busy.next(to.ready().and(to.last()).not());
            chosen.next(current);
        });
    }

    private List<Bits> each(Function<StreamSink, Bits> port) {
        return from.stream().map(port).toList();
    }
}
