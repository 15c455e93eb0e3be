package xdp2rtl.boards.adapter;

import static xdp2rtl.isa.RedirectWord.BROADCAST_BIT;
import static xdp2rtl.isa.RedirectWord.EXCLUDE_INGRESS_BIT;
import static xdp2rtl.isa.RedirectWord.MAP_BIT;

import java.util.ArrayList;
import xdp2rtl.boards.stream.FramePadder;
import xdp2rtl.boards.stream.MetadataStripper;
import xdp2rtl.boards.stream.PacketFifo;
import xdp2rtl.boards.stream.RegisterSlice;
import xdp2rtl.boards.stream.StreamFlow;
import xdp2rtl.boards.stream.StreamSink;
import xdp2rtl.boards.stream.StreamSource;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Out;
import xdp2rtl.hdl.Reg;
import xdp2rtl.linux.XdpAction;

@Doc("What every board has around the core: packets of its ports in; out again, with where they go, those "
        + "that are passed to the host or sent to a port.")
public final class Offload extends Component {
    private static final int PASS = XdpAction.PASS.number();
    private static final int TX = XdpAction.TX.number();

    /// What varies from board to board.
    ///
    /// @param beatBytes  bytes in a beat, the core's
    /// @param ports      network ports
    /// @param tagBits    bits of what the shell says of a packet and wants to have again
    /// @param frameLimit the longest frame that the shell takes, in bytes without check sequence
    /// @param padsHost   whether packets for the host are padded too
    /// @param measures   of packets, and how many can wait
    record Shape(int beatBytes, int ports, int tagBits, int frameLimit, boolean padsHost, Measures measures) {
        int laneBits() { return bitsFor(ports - 1); }
    }

    private final Shape shape;
    private final int lane;

    @Doc("from the ports; side counts in the last beat")
    public final StreamSink from = StreamSink.of(this, shape.beatBytes(), shape.tagBits());
    @Doc("the port that the packet is from")
    public final In fromPort = in(lane);
    @Doc("to the host and the ports, whole packets without bubbles")
    public final StreamSource to = StreamSource.of(this, shape.beatBytes(), shape.tagBits());
    @Doc("the packet is for the host, not for wires")
    public final Out toHost = out(1);
    @Doc("the ports that it is for: one, or several wires")
    public final Out toPorts = out(shape.ports());
    @Doc("bytes of the packet")
    public final Out toLength = out(16);
    @Doc("a packet has been dropped outside, for want of room")
    public final In overrun = in(1);

    public final CorePorts core = CorePorts.of(this, shape.beatBytes());

    final RegisterRouter router = use(new RegisterRouter());
    final PortRegisters registers = use(new PortRegisters(shape.ports(), shape.frameLimit(), shape.measures().maps()));
    final PacketTags tags =
            use(new PacketTags(shape.tagBits() + (shape.ports() == 1 ? 0 : lane), shape.measures().tags()));
    final MetadataStripper stripper = use(new MetadataStripper(shape.beatBytes(), sideBits()));
    final RegisterSlice slice = use(new RegisterSlice(shape.beatBytes(), sideBits()));
    final FramePadder padder = use(new FramePadder(shape.beatBytes(), sideBits(), shape.measures().shortest()));
    final PacketFifo fifo =
            use(new PacketFifo(shape.beatBytes(), shape.measures().queueBeats(), sideBits(), shape.frameLimit(),
                    PacketFifo.Room.WAIT));
    @Doc("for the counters")
    final Reg noPort = reg(1);
    @Doc("a packet for the core has been offered; what its interface index is, so that it stays when the register is "
            + "written")
    final Reg offered = reg(1);
    final Reg offeredIndex = reg(32).noReset();

    Offload(Shape shape) {
        this.shape = shape;
        this.lane = shape.laneBits();
        super("offload_%d_p%d_t%d_l%d%s"
                .formatted(shape.beatBytes(), shape.ports(), shape.tagBits(), shape.frameLimit(),
                        shape.padsHost() ? "_pads" : ""));
    }

    /// Beside a packet from the core on: tag, ports, host.
    private int sideBits() {
        return shape.tagBits() + shape.ports() + 1;
    }

    @Override protected void logic() {
        receive();
        transmit();
        control();
    }

    private void receive() {
        section("to the core");
        var indexes = registers.ifindex.stream().map(index -> (Bits) index).toList();
        var written = wire("written", 32);
        written.assign(select(fromPort, indexes));
        var ifindex = let("ifindex", offered.then(offeredIndex, written));
        // Room goes only with a packet's last beat: no beat is withdrawn that has been offered.
        var room = let("room", tags.full.not());
        core.rx().valid().assign(from.valid().and(room));
        core.rx().data().assign(from.data());
        core.rx().keep().assign(from.keep());
        core.rx().last().assign(from.last());
        core.rx().side().assign(ifindex.zext(CorePorts.RX_USER));
        var ready = let("ready", core.rx().ready().and(room));
        from.ready().assign(ready);
        var came = let("came", from.valid().and(ready).and(from.last()));
        when(from.valid(), () -> {
            offered.next(came.not());
            offeredIndex.next(ifindex);
        });
        tags.push.assign(came);
        tags.tag.assign(shape.ports() == 1 ? from.side() : Bits.concat(from.side(), fromPort));
        tags.report.valid().assign(core.report().valid());
        tags.report.r0().assign(core.report().r0());
        tags.report.cause().assign(core.report().cause());
        for (int i = 0; i < shape.ports(); i++) registers.came.get(i).assign(came.and(fromPort.is(i)));
    }

    private void transmit() {
        section("from the core");
        var coreTx = core.tx();
        var action = coreTx.side().low(32);
        var host = let("host", action.is(PASS));
        var aims = aims(action.above(TX), coreTx.side().bits(95, 32));

        stripper.from.valid().assign(coreTx.valid());
        coreTx.ready().assign(stripper.from.ready());
        stripper.from.data().assign(coreTx.data());
        stripper.from.keep().assign(coreTx.keep());
        stripper.from.last().assign(coreTx.last());
        stripper.from.side().assign(Bits.concat(tags.current.high(shape.tagBits()), aims, host));
        stripper.skip.assign(coreTx.side().bits(103, 96));
        unused(coreTx.side().high(32));
        var gone = let("gone", coreTx.valid().and(coreTx.ready()).and(coreTx.last()));
        tags.pop.assign(gone);

        stripper.to.flow().into(slice.from);
        slice.to.flow().into(padder.from);
        padder.enable.assign(shape.padsHost() ? constant(1, 1) : slice.to.side().bit(0).not());
        padder.to.flow().into(fifo.from);
        registers.tooLong.assign(fifo.dropped);
        registers.overrun.assign(overrun);

        section("to the shell");
        // Where a packet goes stands beside its last beat, and is known of the whole packet behind the queue.
        var queued = fifo.to;
        toHost.assign(queued.side().bit(0));
        toPorts.assign(queued.side().bits(shape.ports(), 1));
        toLength.assign(fifo.length);
        var nowhere = let("nowhere", toPorts.any().not());
        new StreamFlow(queued.valid().and(nowhere.not()), queued.data(), queued.keep(), queued.last(),
                queued.side().high(shape.tagBits()),
                ready -> queued.ready().assign(ready.or(nowhere))).into(to);
        var leaves = let("leaves", queued.valid().and(to.ready().or(nowhere)).and(queued.last()));
        noPort.next(leaves.and(nowhere));
        registers.noPort.assign(noPort);
        for (int i = 0; i < shape.ports(); i++) {
            registers.passed.get(i).assign(leaves.and(toHost).and(toPorts.bit(i)));
            registers.sent.get(i).assign(leaves.and(toHost.not()).and(toPorts.bit(i)));
        }
    }

    /// The ports that a packet of the core is for: the one that it came from; where it is `redirected`, that of the
    /// interface in `target`, or those that a device map leads to, perhaps without the one that it came from
    /// (`isa.RedirectWord`). A register that is written meanwhile can change them from beat to beat.
    private Bits aims(Bits redirected, Bits target) {
        registers.map.assign(target.bits(MAP_BIT + registers.map.width() - 1, MAP_BIT));
        unused(target.bits(BROADCAST_BIT - 1, MAP_BIT + registers.map.width()));
        var aims = new ArrayList<Bits>();
        for (int i = 0; i < shape.ports(); i++) {
            var from = shape.ports() == 1 ? constant(1, 1) : let("is_from_" + i, tags.current.low(lane).is(i));
            var named = let("is_port_" + i, registers.ifindex.get(i).is(target.low(32)));
            var among = registers.broadcast.bit(i).and(target.bit(EXCLUDE_INGRESS_BIT).and(from).not());
            aims.add(let("aim_" + i, redirected.then(target.bit(BROADCAST_BIT).then(among, named), from)));
        }
        return Bits.pack(aims);
    }

    private void control() {
        section("control");
        connect(core.request(), router.request);
        registers.word.assign(router.word);
        registers.write.assign(router.write);
        registers.writing.assign(router.writing);
        registers.data.assign(router.data);
        router.answer.assign(registers.answer);
        router.error.assign(registers.error);
        core.control().from(router.core);
    }

    /// Gives the requests of a component's own port to a child.
    static void connect(RegisterRequest.Answering own, RegisterRequest.Answering child) {
        child.valid().assign(own.valid());
        child.write().assign(own.write());
        child.address().assign(own.address());
        child.data().assign(own.data());
        child.strobes().assign(own.strobes());
        own.done().assign(child.done());
        own.answer().assign(child.answer());
        own.error().assign(child.error());
    }
}
