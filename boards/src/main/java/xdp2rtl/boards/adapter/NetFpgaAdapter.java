package xdp2rtl.boards.adapter;

import java.util.ArrayList;
import java.util.Optional;
import xdp2rtl.boards.stream.FramePadder;
import xdp2rtl.boards.stream.Narrower;
import xdp2rtl.boards.stream.PacketArbiter;
import xdp2rtl.boards.stream.PacketFifo;
import xdp2rtl.boards.stream.PacketSplitter;
import xdp2rtl.boards.stream.StreamSink;
import xdp2rtl.boards.stream.StreamSource;
import xdp2rtl.boards.stream.Widener;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.CoreConfig;

@Doc("NetFPGA's output port lookup: packets from MACs go through the core, packets from the host to the "
        + "MAC of their interface. The shell's tuser is taken from the first beat; the length in it is not "
        + "trusted. The input never waits: a packet for which there is no room is dropped and counted, so that "
        + "those of MACs do not hold up the host's, nor the other way round.")
public final class NetFpgaAdapter extends Component {
    /// Bits of tuser: length 15..0, source 23..16, destination 31..24, the shell's own above.
    public static final int USER = 128;
    private static final int OWN = 96;
    private static final int LENGTH = 16;
    /// MAC i is bit 2 i of source and destination, its host queue the bit above.
    private static final int PORT_BITS = 8;
    private static final long HOST_BITS = 0xaa;

    private final int beatBytes;
    private final int coreBytes;
    private final int ports;
    private final int frameLimit;
    private final Measures measures;

    public final StreamSink from = StreamSink.of(this, beatBytes, USER);
    public final StreamSource to = StreamSource.of(this, beatBytes, USER);
    public final CorePorts core = CorePorts.of(this, coreBytes);

    @Doc("not the first beat of a packet")
    final Reg underway = reg(1);
    final Reg first = reg(OWN + PORT_BITS).noReset();
    final PacketSplitter splitter = use(new PacketSplitter(2, 1, beatBytes, OWN + PORT_BITS));
    final PacketFifo queue =
            use(new PacketFifo(beatBytes, measures.queueBeats(), OWN + PORT_BITS, MAC_LIMIT, PacketFifo.Room.DROP));
    final Optional<Narrower> narrower = Optional.of(beatBytes).filter(b -> b > coreBytes)
            .map(b -> use(new Narrower(b, coreBytes, OWN + PORT_BITS)));
    final Offload offload = use(new Offload(new Offload.Shape(coreBytes, ports, OWN + PORT_BITS, frameLimit,
            true, measures)));
    final Optional<Widener> widener = Optional.of(beatBytes).filter(b -> b > coreBytes)
            .map(b -> use(new Widener(coreBytes, b, USER)));
    final FramePadder padder = use(new FramePadder(beatBytes, OWN + PORT_BITS + LENGTH, measures.shortest()));
    final PacketFifo bypass =
            use(new PacketFifo(beatBytes, measures.queueBeats(), OWN + PORT_BITS, MAC_LIMIT, PacketFifo.Room.DROP));
    final PacketArbiter merger = use(new PacketArbiter(2, beatBytes, USER));

    /// What the queues take: more than any frame of the shell, so that the core counts what is too long.
    private static final int MAC_LIMIT = 9600;

    /// `beatBytes`: 32 (SUME) or 128 (PLUS as it is built); `coreBytes` the same or half of it.
    public NetFpgaAdapter(int beatBytes, int coreBytes, int ports, int frameLimit, CoreConfig behind) {
        this(beatBytes, coreBytes, ports, frameLimit, Measures.of(behind));
    }

    NetFpgaAdapter(int beatBytes, int coreBytes, int ports, int frameLimit, Measures measures) {
        this.beatBytes = beatBytes;
        this.coreBytes = coreBytes;
        this.ports = ports;
        this.frameLimit = frameLimit;
        this.measures = measures;
        super("netfpga_adapter_" + beatBytes + "_c" + coreBytes + "_p" + ports + "_l" + frameLimit);
    }

    @Override protected void logic() {
        section("in");
        var now = let("now", Bits.concat(from.side().bits(USER - 1, 32), from.side().bits(23, 16)),
                "tuser of this beat");
        var tag = let("tag", underway.then(first, now), "tuser of the packet: the shell's own bits, source");
        unused(from.side().low(16), from.side().bits(31, 24));
        when(from.valid().and(from.ready()), () -> {
            first.next(tag);
            underway.next(from.last().not());
        });
        from.flow().withSide(tag).into(splitter.from);
        var hostOrigin = let("host_origin", tag.low(PORT_BITS).and(constant(PORT_BITS, HOST_BITS)));
        var fromHost = let("from_host", hostOrigin.any());
        splitter.lanes.assign(Bits.concat(fromHost, fromHost.not()));

        section("through the core");
        core.connect(offload.core);
        splitter.to.getFirst().flow().into(queue.from);
        unused(queue.length);
        offload.overrun.assign(queue.dropped.or(bypass.dropped));
        narrower.ifPresent(it -> queue.to.flow().into(it.from));
        var packets = narrower.map(it -> it.to).orElse(queue.to);
        packets.flow().into(offload.from);
        offload.fromPort.assign(portOf(packets.side()));

        section("from the host");
        splitter.to.get(1).flow().into(bypass.from);
        var padded = bypass.length.below(measures.shortest()).then(constant(LENGTH, measures.shortest()),
                bypass.length);
        bypass.to.flow().withSide(Bits.concat(bypass.to.side(), padded)).into(padder.from);
        padder.enable.assign(constant(1, 1));

        section("out");
        var origin = let("origin", offload.to.side().low(PORT_BITS));
        var wires = new ArrayList<Bits>();
        for (int i = 0; i < ports; i++) wires.add(offload.toPorts.bit(i).zext(2));
        var wire = let("wires", Bits.pack(wires).zext(PORT_BITS));
        var destination = offload.toHost.then(wire.shl(1), wire);
        var sent = offload.to.flow()
                .withSide(Bits.concat(offload.to.side().high(OWN), destination, origin, offload.toLength));
        if (widener.isPresent()) {
            sent.into(widener.get().from);
            widener.get().to.flow().into(merger.from.getFirst());
        } else {
            sent.into(merger.from.getFirst());
        }
        var host = let("host", padder.to.side());
        var queueBits = let("host_queue", host.bits(LENGTH + PORT_BITS - 1, LENGTH));
        padder.to.flow().withSide(Bits.concat(host.high(OWN), constant(1, 0), queueBits.high(PORT_BITS - 1),
                queueBits,
                host.low(LENGTH))).into(merger.from.get(1));
        merger.to.flow().into(to);
        unused(merger.lane);
    }

    /// The number of the MAC whose bit is set in the source; 0 where none is.
    private Bits portOf(Bits source) {
        Bits port = constant(bitsFor(ports - 1), 0);
        for (int i = ports - 1; i > 0; i--) {
            port = source.bit(2 * i).then(constant(bitsFor(ports - 1), i), port);
        }
        return port;
    }
}
