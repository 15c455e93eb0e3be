package xdp2rtl.boards.proof;

import xdp2rtl.boards.stream.StreamChecker;
import xdp2rtl.boards.stream.StreamSink;
import xdp2rtl.boards.stream.StreamSource;
import xdp2rtl.hdl.Bits;
import xdp2rtl.hdl.Component;
import xdp2rtl.hdl.Doc;

@Doc("A block between a stream that keeps the rules and one that must.")
abstract class StreamProof extends Component {
    private final int inBytes;
    private final int outBytes;
    private final PacketPattern.Kind kind;

    final StreamSink in = StreamSink.of(this, inBytes, PacketPattern.SIDE);
    final StreamSource out = StreamSource.of(this, outBytes, PacketPattern.SIDE);
    final StreamChecker rules = use(new StreamChecker(inBytes, PacketPattern.SIDE, true));
    final PacketPattern made = use(new PacketPattern(inBytes, PacketPattern.Kind.GIVEN));
    final StreamChecker kept = use(new StreamChecker(outBytes, PacketPattern.SIDE));
    final PacketPattern seen = use(new PacketPattern(outBytes, kind));

    StreamProof(String name, int inBytes, int outBytes, PacketPattern.Kind kind) {
        this.inBytes = inBytes;
        this.outBytes = outBytes;
        this.kind = kind;
        super("proof_of_" + name);
    }

    /// Connects the block.
    final void around(StreamSink from, StreamSource to) {
        around(from, to, Bits.of(5, 0));
    }

    /// `before`: bytes in front of the packet that must not come out.
    final void around(StreamSink from, StreamSource to, Bits before) {
        in.flow().into(from);
        rules.watch(in.flow(), in.ready());
        made.watch(in.flow(), in.ready(), before);
        to.flow().into(out);
        kept.watch(to.flow(), out.ready());
        seen.watch(to.flow(), out.ready());
    }

    final Bits taken() {
        return in.valid().and(in.ready());
    }
}
