package xdp2rtl.driver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import xdp2rtl.elf.Bytes;
import xdp2rtl.fib.IpAddress;
import xdp2rtl.fib.IpFamily;
import xdp2rtl.fib.Link;
import xdp2rtl.fib.Neighbour;
import xdp2rtl.fib.NetworkState;
import xdp2rtl.fib.Route;
import xdp2rtl.linux.FibLookup;
import xdp2rtl.maps.NexthopEntry;

/// What becomes of packets: a [NexthopEntry].
///
/// @param fields its bytes without OTHER
/// @param other  what OTHER leads to; none leads to [#NONE]
record Nexthop(Bytes fields, Optional<Nexthop> other) {
    private static final int IPV4_MOST_MTU = 65_535;
    private static final int IPV6_MOST_MTU = 65_575;
    private static final int MAC_BYTES = 6;

    /// No route leads there.
    static final Nexthop NONE = new Nexthop(Bytes.of(entry(FibLookup.NOT_FORWARDED).array()), Optional.empty());

    /// What a route does with packets to an address.
    ///
    /// @param neighbours those that it may find the destination among
    private static ByteBuffer fields(NetworkState network, Route route, IpAddress destination,
            List<Neighbour> neighbours) {
        return switch (route.type()) {
            case UNICAST -> forwarded(network, route, destination, neighbours);
            case BLACKHOLE -> entry(FibLookup.BLACKHOLE);
            case UNREACHABLE -> entry(FibLookup.UNREACHABLE);
            case PROHIBIT -> entry(FibLookup.PROHIBIT);
            case LOCAL, BROADCAST, ANYCAST, MULTICAST, THROW ->
                entry(FibLookup.NOT_FORWARDED).putInt(NexthopEntry.IFINDEX, route.ifindex());
        };
    }

    /// What routes do with packets to an address that are tried one after the other. A route that is tried behind
    /// another of its interface is never taken, so what it does is the same for all its addresses.
    static Nexthop of(NetworkState network, List<Route> routes, IpAddress destination) {
        Optional<Nexthop> first = Optional.empty();
        for (int i = routes.size() - 1; i >= 0; i--) {
            Route route = routes.get(i);
            boolean counts = routes.subList(0, i).stream().noneMatch(one -> one.ifindex() == route.ifindex());
            first = Optional.of(new Nexthop(Bytes.of(fields(network, route, destination,
                    counts || route.gateway().isPresent() ? network.neighbours() : List.of()).array()), first));
        }
        return first.orElse(NONE);
    }

    /// The entry's bytes.
    /// @param place at which byte of the table the other one's begin
    Bytes bytes(ToIntFunction<Nexthop> place) {
        byte[] bytes = fields.toArray();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)
                .putInt(NexthopEntry.OTHER, other.map(place::applyAsInt).orElse(0));
        return Bytes.of(bytes);
    }

    private static ByteBuffer forwarded(NetworkState network, Route route, IpAddress destination,
            List<Neighbour> neighbours) {
        IpAddress next = route.gateway().orElse(destination);
        Link link = network.link(route.ifindex()).orElseThrow();
        Optional<Bytes> mac = neighbours.stream().filter(one -> one.ifindex() == link.ifindex()
                && one.address().equals(next))
                .map(Neighbour::mac).findFirst();
        ByteBuffer entry = entry(mac.isPresent() ? FibLookup.SUCCESS : FibLookup.NO_NEIGHBOUR)
                .putInt(NexthopEntry.MTU, Math.min(link.mtu(), destination.family() == IpFamily.IPV4 ? IPV4_MOST_MTU
                        : IPV6_MOST_MTU))
                .putInt(NexthopEntry.IFINDEX, link.ifindex())
                .putInt(NexthopEntry.IFINDEX + Integer.BYTES, route.metric());
        route.gateway().ifPresent(gateway -> entry.put(NexthopEntry.GATEWAY, gateway.bytes())
                .put(NexthopEntry.GATEWAY_FAMILY, (byte) gateway.family().number()));
        mac.ifPresent(address -> entry.put(NexthopEntry.MAC_ADDRESSES, link.address().toArray())
                .put(NexthopEntry.MAC_ADDRESSES + MAC_BYTES, address.toArray()));
        return entry;
    }

    private static ByteBuffer entry(int result) {
        return ByteBuffer.allocate(NexthopEntry.BYTES).order(ByteOrder.LITTLE_ENDIAN)
                .put(NexthopEntry.RESULT, (byte) result);
    }
}
