package xdp2rtl.boards.adapter;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import xdp2rtl.boards.stream.FramePadder;
import xdp2rtl.boards.stream.PacketArbiter;
import xdp2rtl.boards.stream.PacketSplitter;
import xdp2rtl.boards.stream.StreamSink;
import xdp2rtl.boards.stream.StreamSource;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.isa.CoreConfig;

@Doc("OpenNIC's 250 MHz user box: from the MACs through the core to the host or back to the MACs; from the "
        + "host to the MACs untouched. The shell's own packet length is not trusted on the way in; what leaves "
        + "has its own.")
public final class OpenNicAdapter extends Component {
    /// Bytes of a beat of the shell.
    public static final int BEAT = 64;
    /// Bits of `tuser_size`.
    public static final int SIZE = 16;

    private final int beat;
    private final int ports;
    private final int queues;
    private final int frameLimit;
    private final Measures measures;

    @Doc("from the MACs; nothing beside the packets is looked at")
    public final List<StreamSink> rx = IntStream.range(0, ports).mapToObj(_ -> StreamSink.of(this, beat, 1)).toList();
    @Doc("from the host, side is tuser_size: number = ports * qdma + port")
    public final List<StreamSink> hostTx = IntStream.range(0, ports * queues)
            .mapToObj(_ -> StreamSink.of(this, beat, SIZE)).toList();
    @Doc("to the MACs, side is tuser_size")
    public final List<StreamSource> tx = IntStream.range(0, ports).mapToObj(_ -> StreamSource.of(this, beat, SIZE))
            .toList();
    @Doc("to the first QDMA of the host, side is tuser_size")
    public final List<StreamSource> hostRx = IntStream.range(0, ports).mapToObj(_ -> StreamSource.of(this, beat, SIZE))
            .toList();
    public final CorePorts core = CorePorts.of(this, beat);

    final Offload offload = use(new Offload(new Offload.Shape(beat, ports, 1, frameLimit, false, measures)));
    final Optional<PacketArbiter> merger = Optional.of(ports).filter(n -> n > 1)
            .map(n -> use(new PacketArbiter(n, beat, 1)));
    final PacketSplitter splitter = use(new PacketSplitter(2 * ports, ports, beat, SIZE));
    final List<FramePadder> padder = use(ports * queues, () -> new FramePadder(beat, SIZE, measures.shortest()));
    final List<PacketArbiter> sender = use(ports, () -> new PacketArbiter(1 + queues, beat, SIZE));

    /// `ports` MACs and as many functions, on each of `queues` QDMAs.
    public OpenNicAdapter(int ports, int queues, int frameLimit, CoreConfig behind) {
        this(BEAT, ports, queues, frameLimit, Measures.of(behind));
    }

    OpenNicAdapter(int beat, int ports, int queues, int frameLimit, Measures measures) {
        this.beat = beat;
        this.ports = ports;
        this.queues = queues;
        this.frameLimit = frameLimit;
        this.measures = measures;
        super("opennic_adapter_p" + ports + "_q" + queues + "_l" + frameLimit);
    }

    @Override protected void logic() {
        core.connect(offload.core);
        offload.overrun.assign(constant(1, 0));
        offload.fromPort.assign(StreamMerge.merge(rx, merger, offload.from));
        unused(offload.to.side());

        section("to host and ports");
        offload.to.flow().withSide(offload.toLength).into(splitter.from);
        splitter.lanes.assign(StreamMerge.of(offload));
        if (ports == 1) unused(offload.toPorts);
        for (int i = 0; i < ports; i++) {
            splitter.to.get(ports + i).flow().into(hostRx.get(i));
            splitter.to.get(i).flow().into(sender.get(i).from.getFirst());
            for (int q = 0; q < queues; q++) {
                int lane = ports * q + i;
                hostTx.get(lane).flow().into(padder.get(lane).from);
                padder.get(lane).enable.assign(constant(1, 1));
                padder.get(lane).to.flow().withSide(padded(padder.get(lane).to.side()))
                        .into(sender.get(i).from.get(1 + q));
            }
            sender.get(i).to.flow().into(tx.get(i));
            unused(sender.get(i).lane);
        }
    }

    /// What the padder makes of a packet of `size` bytes.
    private Bits padded(Bits size) {
        return size.below(measures.shortest()).then(Bits.of(SIZE, measures.shortest()), size);
    }
}
