package xdp2rtl.boards.adapter;

import java.util.List;
import java.util.stream.IntStream;
import xdp2rtl.boards.proof.WatchedPackets;
import xdp2rtl.boards.stream.StreamChecker;
import xdp2rtl.boards.stream.StreamSink;
import xdp2rtl.boards.stream.StreamSource;
import xdp2rtl.hdl.Doc;
import xdp2rtl.isa.RedirectWord;

@Doc("OpenNIC's adapter: what is received goes to the core as it came, what the host sends to its wire, padded, and none of it is missing.")
final class OpenNicProof extends AdapterProof {
    private static final int SIZE = OpenNicAdapter.SIZE;
    private final int ports;
    private final boolean floods;

    final List<StreamSink> rx = IntStream.range(0, ports).mapToObj(_ -> StreamSink.of(this, BEAT, 1)).toList();
    final List<StreamSink> hostTx = IntStream.range(0, ports).mapToObj(_ -> StreamSink.of(this, BEAT, SIZE)).toList();
    final List<StreamSource> tx = IntStream.range(0, ports).mapToObj(_ -> StreamSource.of(this, BEAT, SIZE)).toList();
    final List<StreamSource> hostRx =
            IntStream.range(0, ports).mapToObj(_ -> StreamSource.of(this, BEAT, SIZE)).toList();
    final OpenNicAdapter block = use(new OpenNicAdapter(BEAT, ports, 1, LIMIT, MEASURES));

    final List<StreamChecker> rxRules = use(ports, () -> new StreamChecker(BEAT, 1, true));
    final List<StreamChecker> hostRules = use(ports, () -> new StreamChecker(BEAT, SIZE, true));
    final List<StreamChecker> kept = use(2 * ports, () -> new StreamChecker(BEAT, SIZE));
    final List<WatchedPackets> rxMade =
            use(ports, () -> new WatchedPackets(BEAT, 1, SHORTEST, WatchedPackets.Kind.GIVEN));
    final List<WatchedPackets> hostMade =
            use(ports, () -> new WatchedPackets(BEAT, SIZE, SHORTEST, WatchedPackets.Kind.GIVEN));
    final List<WatchedPackets> seen =
            use(2 * ports, () -> new WatchedPackets(BEAT, SIZE, SHORTEST, WatchedPackets.Kind.SEEN));

    OpenNicProof(int ports) {
        this(ports, false);
    }

    /// `floods`: packets come by port 0 only, and the core broadcasts each of them to all ports but the one that it
    /// came from, through any map.
    OpenNicProof(int ports, boolean floods) {
        this.ports = ports;
        this.floods = floods;
        super("opennic_adapter");
    }

    @Override protected void logic() {
        var no = constant(1, 0);
        core(block.core, watched.atLeast(1).and(watched.atMost(ports)), true);
        if (floods) flood();
        for (int i = 0; i < ports; i++) {
            var core = floods && i == 0 ? no : isWatched(CORE);
            int host = 1 + ports + i;
            comes(1 + i, rx.get(i), block.rx.get(i), rxRules.get(i), rxMade.get(i), rx.get(i).flow(), Label.NONE);
            comes(host, hostTx.get(i), block.hostTx.get(i), hostRules.get(i), hostMade.get(i), hostTx.get(i).flow(),
                    Label.NONE);
            leaves(block.tx.get(i), tx.get(i), kept.get(i), seen.get(i), core.or(isWatched(host)), constant(1, 1),
                    isWatched(host),
                    Label.NONE);
            leaves(block.hostRx.get(i), hostRx.get(i), kept.get(ports + i), seen.get(ports + i),
                    floods ? no : isWatched(CORE), no, no, Label.NONE);
        }
    }

    private void flood() {
        var side = coreTx.side();
        int target = Integer.SIZE;
        given("the_core_floods",
                coreTx.valid().not()
                        .or(side.low(Integer.SIZE).is(REDIRECT).and(side.bit(target + RedirectWord.BROADCAST_BIT))
                                .and(side.bit(target + RedirectWord.EXCLUDE_INGRESS_BIT))));
        for (int i = 1; i < ports; i++) given("nothing_comes_by_port_" + i, rx.get(i).valid().not());
    }
}
