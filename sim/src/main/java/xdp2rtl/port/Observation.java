package xdp2rtl.port;

import java.util.List;

/// What was seen at the ports of a core since the last time, each list in order.
///
/// @param arrivals cycles in which the last beats of packets were taken
/// @param retired  bundles, where the core has a retirement port; their cycle is that of their issue
public record Observation(List<Long> arrivals, List<PortReport> reports, List<PortPacket> packets,
        List<Retired> retired) {
    public Observation {
        arrivals = List.copyOf(arrivals);
        reports = List.copyOf(reports);
        packets = List.copyOf(packets);
        retired = List.copyOf(retired);
    }
}
