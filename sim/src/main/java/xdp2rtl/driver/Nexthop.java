package xdp2rtl.driver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import xdp2rtl.elf.Bytes;
import xdp2rtl.fib.IpAddress;
import xdp2rtl.fib.IpFamily;
import xdp2rtl.fib.Link;
import xdp2rtl.fib.Neighbour;
import xdp2rtl.fib.NetworkState;
import xdp2rtl.fib.Route;
import xdp2rtl.linux.FibLookup;
import xdp2rtl.maps.NexthopEntry;

/// What becomes of packets: the bytes of a [NexthopEntry].
record Nexthop(Bytes bytes) {
    private static final int IPV4_MOST_MTU = 65_535;
    private static final int IPV6_MOST_MTU = 65_575;
    private static final int MAC_BYTES = 6;

    /// No route leads there.
    static final Nexthop NONE = unforwarded(FibLookup.NOT_FORWARDED);

    /// What a route does with packets to an address.
    static Nexthop of(NetworkState network, Route route, IpAddress destination) {
        return switch (route.type()) {
            case UNICAST -> forwarded(network, route, destination);
            case BLACKHOLE -> unforwarded(FibLookup.BLACKHOLE);
            case UNREACHABLE -> unforwarded(FibLookup.UNREACHABLE);
            case PROHIBIT -> unforwarded(FibLookup.PROHIBIT);
            case LOCAL, BROADCAST, ANYCAST, MULTICAST, THROW -> NONE;
        };
    }

    private static Nexthop unforwarded(int result) {
        return new Nexthop(Bytes.of(entry().putInt(NexthopEntry.RESULT, result).array()));
    }

    private static Nexthop forwarded(NetworkState network, Route route, IpAddress destination) {
        IpAddress next = route.gateway().orElse(destination);
        Link link = network.link(route.ifindex()).orElseThrow();
        Optional<Bytes> mac = network.neighbours().stream().filter(one -> one.ifindex() == link.ifindex()
                && one.address().equals(next))
                .map(Neighbour::mac).findFirst();
        ByteBuffer entry = entry().putInt(NexthopEntry.RESULT, mac.isPresent() ? FibLookup.SUCCESS
                : FibLookup.NO_NEIGHBOUR)
                .putInt(NexthopEntry.MTU, Math.min(link.mtu(), destination.family() == IpFamily.IPV4 ? IPV4_MOST_MTU
                        : IPV6_MOST_MTU))
                .putInt(NexthopEntry.IFINDEX, link.ifindex())
                .putInt(NexthopEntry.IFINDEX + Integer.BYTES, route.metric());
        route.gateway().ifPresent(gateway -> entry.put(NexthopEntry.GATEWAY, gateway.bytes())
                .putInt(NexthopEntry.GATEWAY_FAMILY, gateway.family().number()));
        mac.ifPresent(address -> entry.put(NexthopEntry.MAC_ADDRESSES, link.address().toArray())
                .put(NexthopEntry.MAC_ADDRESSES + MAC_BYTES, address.toArray()));
        return new Nexthop(Bytes.of(entry.array()));
    }

    private static ByteBuffer entry() { return ByteBuffer.allocate(NexthopEntry.BYTES).order(ByteOrder.LITTLE_ENDIAN); }
}
