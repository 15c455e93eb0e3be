package xdp2rtl.boards.adapter;

import java.util.List;
import java.util.Optional;
import xdp2rtl.boards.stream.PacketArbiter;
import xdp2rtl.boards.stream.StreamSink;
import xdp2rtl.hdl.Bits;

/// Several streams into one, and one into several.
final class StreamMerge {
    private StreamMerge() {}

    /// Where a packet goes: the wires of its ports, or above them their hosts.
    static Bits of(Offload offload) {
        if (offload.toPorts.width() == 1) return Bits.concat(offload.toHost, offload.toHost.not());
        var none = Bits.of(offload.toPorts.width(), 0);
        return Bits.concat(offload.toHost.then(offload.toPorts, none), offload.toHost.then(none, offload.toPorts));
    }

    /// Connects `lanes` to `to` through `arbiter`, which there is where there is more than one. Gives the
    /// number of the lane, 0 where there is one.
    static Bits merge(List<StreamSink> lanes, Optional<PacketArbiter> arbiter, StreamSink to) {
        if (arbiter.isEmpty()) {
            lanes.getFirst().flow().into(to);
            return Bits.of(1, 0);
        }
        var merger = arbiter.get();
        for (int i = 0; i < lanes.size(); i++) lanes.get(i).flow().into(merger.from.get(i));
        merger.to.flow().into(to);
        return merger.lane;
    }
}
