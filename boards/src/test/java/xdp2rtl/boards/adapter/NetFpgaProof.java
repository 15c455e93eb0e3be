package xdp2rtl.boards.adapter;

import xdp2rtl.boards.proof.WatchedPackets;
import xdp2rtl.boards.stream.StreamChecker;
import xdp2rtl.boards.stream.StreamSink;
import xdp2rtl.boards.stream.StreamSource;
import xdp2rtl.hdl.Doc;

@Doc("NetFPGA's adapter: the input never waits, what the shell says in a packet's first beat stays beside it, what leaves is padded.")
final class NetFpgaProof extends AdapterProof {
    private static final int USER = NetFpgaAdapter.USER;
    /// The first of the bits that are the shell's own.
    private static final int OWN = 32;
    private static final int PORTS = 2;
    private static final int SHELL = 1;
    private final int bytes;

    final StreamSink from = StreamSink.of(this, bytes, USER);
    final StreamSource to = StreamSource.of(this, bytes, USER);
    final NetFpgaAdapter block = use(new NetFpgaAdapter(bytes, BEAT, PORTS, LIMIT, MEASURES));

    final StreamChecker rules = use(new StreamChecker(bytes, USER, true));
    final StreamChecker kept = use(new StreamChecker(bytes, USER));
    final WatchedPackets made = use(new WatchedPackets(bytes, 1, SHORTEST, WatchedPackets.Kind.GIVEN));
    final WatchedPackets seen = use(new WatchedPackets(bytes, USER, SHORTEST, WatchedPackets.Kind.SEEN));

    /// `bytes`: of a beat of the shell, those of the core or twice as many.
    NetFpgaProof(int bytes) {
        this.bytes = bytes;
        super("netfpga_adapter");
    }

    @Override protected void logic() {
        core(block.core, isWatched(SHELL), false);
        var anything = from.flow().withSide(constant(1, 0));
        comes(SHELL, from, block.from, rules, made, anything, new Label(isWatched(SHELL), from.side().bit(OWN)));
        leaves(block.to, to, kept, seen, constant(1, 1), constant(1, 1), constant(1, 0),
                new Label(isWatched(SHELL), block.to.side().bit(OWN)));
        check("the_input_never_waits", from.ready());
    }
}
