package xdp2rtl.reach;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.port.Context;
import xdp2rtl.port.Freedoms;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

/// Packets that are run one behind the other, with what they are run with.
///
/// @param base the program, and the network around
/// @param maps what they hold at the start, by name
public record Scene(Stimulus base, List<Bytes> packets, Map<String, MapContents> maps, Context context,
        Freedoms freedoms) {
    /// As engines take it.
    public Stimulus stimulus() {
        return new Stimulus(base.program(),
                packets.stream().map(packet -> new Packet(packet, Optional.empty())).toList(),
                context, maps, freedoms, base.fib());
    }

    /// The maps that are given something.
    public List<MapSpec> filled() {
        return base.program().maps().stream().filter(map -> maps.containsKey(map.name())).toList();
    }

    /// Whether nothing but the packets is its own.
    public boolean isPlain() {
        return maps.isEmpty() && context.equals(Context.DEFAULT) && freedoms.equals(Freedoms.DEFAULT);
    }
}
