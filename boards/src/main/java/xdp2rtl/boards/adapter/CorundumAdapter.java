package xdp2rtl.boards.adapter;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import xdp2rtl.boards.stream.Narrower;
import xdp2rtl.boards.stream.PacketArbiter;
import xdp2rtl.boards.stream.PacketSplitter;
import xdp2rtl.boards.stream.StreamSink;
import xdp2rtl.boards.stream.StreamSource;
import xdp2rtl.boards.stream.Widener;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.isa.CoreConfig;

@Doc("Corundum's interface taps: received packets go through the core to the host, or back into the "
        + "transmit path, where they take turns with the host's.")
public final class CorundumAdapter extends Component {
    private final int interfaces;
    private final int beatBytes;
    private final int coreBytes;
    private final int rxSide;
    private final int txSide;
    private final int frameLimit;
    private final Measures measures;

    @Doc("received; side is what the shell says of the packet, which the host gets with it")
    public final List<StreamSink> rx = IntStream.range(0, interfaces)
            .mapToObj(_ -> StreamSink.of(this, beatBytes, rxSide)).toList();
    public final List<StreamSource> hostRx = IntStream.range(0, interfaces)
            .mapToObj(_ -> StreamSource.of(this, beatBytes, rxSide)).toList();
    @Doc("from the host, side likewise; packets of the core have all zeros: a tag that no completion is kept for")
    public final List<StreamSink> hostTx = IntStream.range(0, interfaces)
            .mapToObj(_ -> StreamSink.of(this, beatBytes, txSide)).toList();
    public final List<StreamSource> tx = IntStream.range(0, interfaces)
            .mapToObj(_ -> StreamSource.of(this, beatBytes, txSide)).toList();
    public final CorePorts core = CorePorts.of(this, coreBytes);

    final Optional<PacketArbiter> merger = Optional.of(interfaces).filter(n -> n > 1)
            .map(n -> use(new PacketArbiter(n, beatBytes, rxSide)));
    final Optional<Widener> widener = Optional.of(beatBytes).filter(b -> b < coreBytes)
            .map(b -> use(new Widener(b, coreBytes, rxSide + bitsFor(interfaces - 1))));
    final Offload offload = use(new Offload(new Offload.Shape(coreBytes, interfaces, rxSide, frameLimit,
            false, measures)));
    final PacketSplitter splitter = use(new PacketSplitter(2 * interfaces, interfaces, coreBytes, rxSide));
    final List<Narrower> narrower = beatBytes == coreBytes ? List.of()
            : use(2 * interfaces, () -> new Narrower(coreBytes, beatBytes, rxSide));
    final List<PacketArbiter> sender = use(interfaces, () -> new PacketArbiter(2, beatBytes, txSide));

    /// `rxSide` and `txSide`: bits that the shell has beside a received packet and one to be sent.
    public CorundumAdapter(int interfaces, int beatBytes, int coreBytes, int rxSide, int txSide,
            int frameLimit, CoreConfig behind) {
        this(interfaces, beatBytes, coreBytes, rxSide, txSide, frameLimit, Measures.of(behind));
    }

    CorundumAdapter(int interfaces, int beatBytes, int coreBytes, int rxSide, int txSide, int frameLimit,
            Measures measures) {
        this.interfaces = interfaces;
        this.beatBytes = beatBytes;
        this.coreBytes = coreBytes;
        this.rxSide = rxSide;
        this.txSide = txSide;
        this.frameLimit = frameLimit;
        this.measures = measures;
        super("corundum_adapter_%d_c%d_i%d_r%d_t%d_l%d"
                .formatted(beatBytes, coreBytes, interfaces, rxSide, txSide, frameLimit));
    }

    @Override protected void logic() {
        core.connect(offload.core);
        offload.overrun.assign(constant(1, 0));
        receive();

        section("to host and ports");
        offload.to.flow().into(splitter.from);
        splitter.lanes.assign(StreamMerge.of(offload));
        if (interfaces == 1) unused(offload.toPorts);
        unused(offload.toLength);
        for (int i = 0; i < interfaces; i++) {
            var toHost = given(interfaces + i);
            toHost.flow().into(hostRx.get(i));
            var toPort = given(i);
            toPort.flow().withSide(constant(txSide, 0)).into(sender.get(i).from.getFirst());
            unused(toPort.side());
            hostTx.get(i).flow().into(sender.get(i).from.get(1));
            sender.get(i).to.flow().into(tx.get(i));
            unused(sender.get(i).lane);
        }
    }

    private void receive() {
        section("in");
        if (widener.isEmpty()) {
            offload.fromPort.assign(StreamMerge.merge(rx, merger, offload.from));
            return;
        }
        int lane = bitsFor(interfaces - 1);
        Bits number = merger.isPresent() ? merger.get().lane : constant(1, 0);
        for (int i = 0; i < rx.size() && merger.isPresent(); i++)
            rx.get(i).flow()
                    .into(merger.get().from.get(i));
        var merged = merger.isPresent() ? merger.get().to.flow() : rx.getFirst().flow();
        merged.withSide(Bits.concat(merged.side(), number)).into(widener.get().from);
        var wide = widener.get().to;
        wide.flow().withSide(wide.side().high(rxSide)).into(offload.from);
        offload.fromPort.assign(wide.side().low(lane));
    }

    /// What leaves the splitter for a lane, at the width of the shell.
    private StreamSource given(int lane) {
        if (narrower.isEmpty()) return splitter.to.get(lane);
        splitter.to.get(lane).flow().into(narrower.get(lane).from);
        return narrower.get(lane).to;
    }
}
