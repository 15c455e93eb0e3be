package xdp2rtl.boards.stream;

import java.util.function.Consumer;
import xdp2rtl.hdl.Bits;

/// A stream on its way from one place to another, in the `logic()` of the component that connects the two:
/// either its own sink or a source of its child. `ready` takes the answer, once.
public record StreamFlow(Bits valid, Bits data, Bits keep, Bits last, Bits side, Consumer<Bits> ready) {

    /// The same packets with something else beside them.
    public StreamFlow withSide(Bits side) {
        return new StreamFlow(valid, data, keep, last, side, ready);
    }

    /// Into a child.
    public void into(StreamSink sink) {
        sink.valid().assign(valid);
        sink.data().assign(data);
        sink.keep().assign(keep);
        sink.last().assign(last);
        sink.side().assign(side);
        ready.accept(sink.ready());
    }

    /// Out of the component.
    public void into(StreamSource source) {
        source.valid().assign(valid);
        source.data().assign(data);
        source.keep().assign(keep);
        source.last().assign(last);
        source.side().assign(side);
        ready.accept(source.ready());
    }
}
