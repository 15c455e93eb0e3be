package xdp2rtl.boards.adapter;

import java.util.List;
import java.util.stream.IntStream;
import xdp2rtl.boards.proof.WatchedPackets;
import xdp2rtl.boards.stream.StreamChecker;
import xdp2rtl.boards.stream.StreamSink;
import xdp2rtl.boards.stream.StreamSource;
import xdp2rtl.hdl.Doc;

@Doc("Corundum's adapter: what is received goes to the core as it came, what the host sends to its wire, as it is and with what the shell has "
        + "beside it, and none of it is missing.")
final class CorundumProof extends AdapterProof {
    private static final int SIDE = 2;
    private final int interfaces;
    private final int bytes;

    final List<StreamSink> rx = IntStream.range(0, interfaces).mapToObj(_ -> StreamSink.of(this, bytes, SIDE)).toList();
    final List<StreamSink> hostTx =
            IntStream.range(0, interfaces).mapToObj(_ -> StreamSink.of(this, bytes, SIDE)).toList();
    final List<StreamSource> tx =
            IntStream.range(0, interfaces).mapToObj(_ -> StreamSource.of(this, bytes, SIDE)).toList();
    final List<StreamSource> hostRx =
            IntStream.range(0, interfaces).mapToObj(_ -> StreamSource.of(this, bytes, SIDE)).toList();
    final CorundumAdapter block = use(new CorundumAdapter(interfaces, bytes, BEAT, SIDE, SIDE, LIMIT, MEASURES));

    final List<StreamChecker> rules = use(2 * interfaces, () -> new StreamChecker(bytes, SIDE, true));
    final List<StreamChecker> kept = use(2 * interfaces, () -> new StreamChecker(bytes, SIDE));
    final List<WatchedPackets> made =
            use(2 * interfaces, () -> new WatchedPackets(bytes, SIDE, SHORTEST, WatchedPackets.Kind.GIVEN));
    final List<WatchedPackets> seen =
            use(2 * interfaces, () -> new WatchedPackets(bytes, SIDE, SHORTEST, WatchedPackets.Kind.SEEN));

    /// `bytes`: of a beat of the shell, those of the core or fewer.
    CorundumProof(int interfaces, int bytes) {
        this.interfaces = interfaces;
        this.bytes = bytes;
        super("corundum_adapter");
    }

    @Override protected void logic() {
        core(block.core, watched.atLeast(1).and(watched.atMost(interfaces)), true);
        var no = constant(1, 0);
        for (int i = 0; i < interfaces; i++) {
            int other = interfaces + i;
            int host = 1 + other;
            var sent = hostTx.get(i).flow();
            comes(1 + i, rx.get(i), block.rx.get(i), rules.get(i), made.get(i), rx.get(i).flow(), Label.NONE);
            comes(host, hostTx.get(i), block.hostTx.get(i), rules.get(other), made.get(other), sent,
                    new Label(isWatched(host), sent.side().bit(0)));
            leaves(block.tx.get(i), tx.get(i), kept.get(i), seen.get(i), isWatched(CORE).or(isWatched(host)),
                    isWatched(CORE), isWatched(host),
                    new Label(isWatched(host), block.tx.get(i).side().bit(0)));
            leaves(block.hostRx.get(i), hostRx.get(i), kept.get(other), seen.get(other), isWatched(CORE), no, no,
                    Label.NONE);
        }
    }
}
