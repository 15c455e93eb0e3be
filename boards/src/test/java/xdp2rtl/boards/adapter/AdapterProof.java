package xdp2rtl.boards.adapter;

import java.util.List;
import xdp2rtl.boards.adapter.RegisterSlave.Slave;
import xdp2rtl.boards.proof.WatchedPackets;
import xdp2rtl.boards.stream.StreamChecker;
import xdp2rtl.boards.stream.StreamFlow;
import xdp2rtl.boards.stream.StreamSink;
import xdp2rtl.boards.stream.StreamSource;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;
import xdp2rtl.hdl.In;
import xdp2rtl.hdl.Reg;
import xdp2rtl.isa.Cause;
import xdp2rtl.linux.XdpAction;

/// A whole adapter with its register slave. The shell keeps AXI4-Stream and AXI4-Lite; so does the core, which reports
/// the packets that it was given, and sends what it likes for each that it reported as one to be sent. One stream is
/// watched, whichever.
abstract class AdapterProof extends Component {
    static final int BEAT = 8;
    static final int LIMIT = 20;
    static final int SHORTEST = 12;
    static final Measures MEASURES = new Measures(4, 4, SHORTEST, 2);
    /// Number of the stream that comes from the core; the shell's have higher ones.
    static final int CORE = 0;
    private static final int NUMBERS = 3;
    private static final int ADDRESS = 13;
    private static final int PASS = XdpAction.PASS.number();
    static final int REDIRECT = XdpAction.REDIRECT.number();
    /// Bytes of metadata: fewer than [WatchedPackets] tells apart.
    private static final int MOST_META = 28;

    final Slave axil = Slave.of(this, ADDRESS);
    final StreamSource coreRx = StreamSource.of(this, BEAT, CorePorts.RX_USER);
    final StreamSink coreTx = StreamSink.of(this, BEAT, CorePorts.TX_USER);
    final CorePorts.Report report = CorePorts.Report.of(this);
    final CorePorts.Control control = CorePorts.Control.of(this);

    final RegisterSlave slave = use(new RegisterSlave(ADDRESS));
    final RegisterChecker shellAccess = use(new RegisterChecker(ADDRESS, RegisterChecker.End.MASTER));
    final RegisterChecker coreAccess = use(new RegisterChecker(12, RegisterChecker.End.SLAVE));
    final StreamChecker toCore = use(new StreamChecker(BEAT, CorePorts.RX_USER));
    final StreamChecker fromCore = use(new StreamChecker(BEAT, CorePorts.TX_USER, true));
    final WatchedPackets coming = use(new WatchedPackets(BEAT, CorePorts.RX_USER, SHORTEST, WatchedPackets.Kind.SEEN));
    final WatchedPackets going = use(new WatchedPackets(BEAT, CorePorts.TX_USER, SHORTEST, WatchedPackets.Kind.GIVEN));

    @Doc("the number of the stream that is watched, the same in all cycles")
    final In watched = in(NUMBERS);
    final Reg watchedBefore = reg(NUMBERS).noReset();
    @Doc("packets that the core has not reported, that it has still to send")
    final Reg held = reg(4);
    final Reg leaving = reg(4);

    /// What a stream has beside the first beat of a watched packet: its number, where `there` says so.
    record Label(Bits there, Bits value) {
        static final Label NONE = new Label(Bits.of(1, 0), Bits.of(1, 0));
    }

    AdapterProof(String name) {
        super("proof_of_" + name);
    }

    /// Connects the core's side. `mine`: the watched stream goes to the core; `complete`: all of it.
    final void core(CorePorts block, Bits mine, boolean complete) {
        watchedBefore.next(watched);
        given("one_stream_is_watched", watched.is(watchedBefore));
        axil.connect(slave.axil);
        shellAccess.watch(axil);
        var asking = slave.request;
        block.request().valid().assign(asking.valid());
        block.request().write().assign(asking.write());
        block.request().address().assign(asking.address());
        block.request().data().assign(asking.data());
        block.request().strobes().assign(asking.strobes());
        asking.done().assign(block.request().done());
        asking.answer().assign(block.request().answer());
        asking.error().assign(block.request().error());
        control.from(block.control());
        coreAccess.watch(control);

        block.rx().flow().into(coreRx);
        toCore.watch(block.rx().flow(), coreRx.ready());
        coming.watch(block.rx().flow(), coreRx.ready());
        conditions(coming, mine, constant(1, 0), constant(1, complete ? 1 : 0), Label.NONE);
        coreTx.flow().into(block.tx());
        fromCore.watch(coreTx.flow(), coreTx.ready());
        going.watch(coreTx.flow(), coreTx.ready());
        var meta = coreTx.side().bits(103, 96);
        going.ahead.assign(meta.low(5));
        going.mine.assign(isWatched(CORE));
        for (var condition : List.of(going.padded, going.complete, going.labelled, going.label))
            condition.assign(constant(1, 0));
        given("metadata_is_whole_words", meta.low(2).any().not().and(meta.atMost(MOST_META)));

        block.report().valid().assign(report.valid());
        block.report().r0().assign(report.r0());
        block.report().cause().assign(report.cause());
        var came = let("came", coreRx.valid().and(coreRx.ready()).and(coreRx.last()));
        var sends =
                let("sends", report.valid().and(report.cause().is(Cause.NONE.ordinal())).and(report.r0().atLeast(PASS))
                        .and(report.r0().atMost(REDIRECT)));
        var gone = let("gone", coreTx.valid().and(coreTx.ready()).and(coreTx.last()));
        held.next(held.plus(came.zext(4)).minus(report.valid().zext(4)));
        leaving.next(leaving.plus(sends.zext(4)).minus(gone.zext(4)));
        given("the_core_reports_what_came", report.valid().not().or(held.any()));
        given("the_core_sends_what_it_reported", coreTx.valid().not().or(leaving.any()));
        given("the_core_has_not_more_than_it_can",
                coreRx.ready().not().or(held.plus(leaving).below(MEASURES.tags() - 1)));
    }

    final Bits isWatched(int number) {
        return watched.is(number);
    }

    /// A stream of the shell, number `number`.
    final void comes(int number, StreamSink in, StreamSink block, StreamChecker rules, WatchedPackets made,
            StreamFlow looked, Label label) {
        in.flow().into(block);
        rules.watch(in.flow(), in.ready());
        made.watch(looked, in.ready());
        conditions(made, isWatched(number), constant(1, 0), constant(1, 0), label);
    }

    /// A stream to the shell.
    final void leaves(StreamSource block, StreamSource out, StreamChecker kept, WatchedPackets seen, Bits mine,
            Bits padded, Bits complete, Label label) {
        block.flow().into(out);
        kept.watch(block.flow(), out.ready());
        seen.watch(block.flow(), out.ready());
        conditions(seen, mine, padded, complete, label);
    }

    private static void conditions(WatchedPackets packets, Bits mine, Bits padded, Bits complete, Label label) {
        packets.mine.assign(mine);
        packets.ahead.assign(Bits.of(5, 0));
        packets.padded.assign(padded);
        packets.complete.assign(complete);
        packets.labelled.assign(label.there());
        packets.label.assign(label.value());
    }
}
