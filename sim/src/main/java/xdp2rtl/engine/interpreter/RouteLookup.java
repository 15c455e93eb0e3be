package xdp2rtl.engine.interpreter;

import static xdp2rtl.linux.Errno.EAFNOSUPPORT;
import static xdp2rtl.linux.Errno.ENODEV;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import xdp2rtl.fib.IpAddress;
import xdp2rtl.fib.IpFamily;
import xdp2rtl.fib.Link;
import xdp2rtl.fib.Neighbour;
import xdp2rtl.fib.NetworkState;
import xdp2rtl.fib.Prefix;
import xdp2rtl.fib.Route;
import xdp2rtl.fib.RouteTable;
import xdp2rtl.linux.FibLookup;

/// One call of bpf_fib_lookup: `bpf_ipv4_fib_lookup` and `bpf_ipv6_fib_lookup` (net/core/filter.c), and what they call
/// in net/ipv4/fib_trie.c and net/ipv6/ip6_fib.c, as a search through the list of routes.
///
/// @param parameters little-endian
record RouteLookup(NetworkState network, ByteBuffer parameters, int flags) {
    private static final int MAC_BYTES = 6;

    int result() {
        return switch (parameters.get(FibLookup.FAMILY)) {
            case FibLookup.IPV4 -> lookup(IpFamily.IPV4);
            case FibLookup.IPV6 -> isNeverForwarded(address(FibLookup.DESTINATION, IpFamily.IPV6))
                    || isNeverForwarded(address(FibLookup.SOURCE, IpFamily.IPV6)) ? FibLookup.NOT_FORWARDED
                            : lookup(IpFamily.IPV6);
            default -> EAFNOSUPPORT.result();
        };
    }

    private IpAddress address(int offset, IpFamily family) {
        byte[] bytes = new byte[family.bits() / Byte.SIZE];
        parameters.get(offset, bytes);
        return IpAddress.of(bytes);
    }

    private static boolean isNeverForwarded(IpAddress address) {
        byte[] bytes = address.bytes();
        boolean linkLocal = bytes[0] == (byte) 0xfe && (bytes[1] & 0xc0) == 0x80;
        return bytes[0] == (byte) 0xff || linkLocal || address.value().equals(BigInteger.ONE);
    }

    private int lookup(IpFamily family) {
        Optional<Link> ingress = network.link(parameters.getInt(FibLookup.IFINDEX));
        if (ingress.isEmpty()) { return ENODEV.result(); }
        if (!ingress.get().forwards(family)) { return FibLookup.FORWARDING_DISABLED; }
        IpAddress destination = address(FibLookup.DESTINATION, family);
        Optional<Route> found = switch (family) {
            case IPV4 -> longest(destination, List.of(RouteTable.values()),
                    route -> (flags & FibLookup.OUTPUT) == 0 || route.type().isForEveryInterface()
                            || route.ifindex() == ingress.get().ifindex());
            case IPV6 -> (flags & FibLookup.DIRECT) != 0 ? longest(destination, List.of(RouteTable.MAIN), _ -> true)
                    : longest(destination, List.of(RouteTable.LOCAL), _ -> true)
                            .or(() -> longest(destination, List.of(RouteTable.MAIN), _ -> true));
        };
        return found.map(route -> switch (route.type()) {
            case UNICAST -> forward(route, destination);
            case BLACKHOLE -> FibLookup.BLACKHOLE;
            case UNREACHABLE -> FibLookup.UNREACHABLE;
            case PROHIBIT -> FibLookup.PROHIBIT;
            case LOCAL, BROADCAST, ANYCAST, MULTICAST, THROW -> FibLookup.NOT_FORWARDED;
        }).orElse(FibLookup.NOT_FORWARDED);
    }

    /// The route to an address that Linux takes, of those in some tables that count.
    private Optional<Route> longest(IpAddress destination, List<RouteTable> tables, Predicate<Route> counts) {
        Optional<Route> best = Optional.empty();
        for (Route route : network.routes()) {
            if (tables.contains(route.table()) && route.destination().contains(destination) && counts.test(route)
                    && (best.isEmpty() || isBetter(route, best.get()))) {
                best = Optional.of(route);
            }
        }
        return best;
    }

    private static boolean isBetter(Route route, Route best) {
        Prefix one = route.destination();
        if (one.length() != best.destination().length()) { return one.length() > best.destination().length(); }
        return route.table() == best.table() ? Integer.compareUnsigned(route.metric(), best.metric()) < 0
                : route.table() == RouteTable.LOCAL;
    }

    private int forward(Route route, IpAddress destination) {
        Link link = network.link(route.ifindex()).orElseThrow();
        int mtu = switch (destination.family()) {
            case IPV4 -> Math.min(link.mtu(), 65_535);
            case IPV6 -> Math.clamp(link.mtu(), Link.IPV6_LEAST_MTU, 65_575);
        };
        if (Short.toUnsignedInt(parameters.getShort(FibLookup.LENGTH)) > mtu) {
            parameters.putShort(FibLookup.LENGTH, (short) mtu);
            return FibLookup.FRAGMENTATION_NEEDED;
        }
        parameters.putInt(FibLookup.METRIC, route.metric()).putInt(FibLookup.IFINDEX, link.ifindex());
        route.gateway().ifPresent(gateway -> parameters.put(FibLookup.DESTINATION, gateway.bytes())
                .put(FibLookup.FAMILY, (byte) gateway.family().number()));
        if ((flags & FibLookup.SKIP_NEIGH) == 0) {
            IpAddress next = route.gateway().orElse(destination);
            Optional<Neighbour> neighbour = network.neighbours().stream()
                    .filter(one -> one.ifindex() == link.ifindex() && one.address().equals(next)).findFirst();
            if (neighbour.isEmpty()) { return FibLookup.NO_NEIGHBOUR; }
            parameters.put(FibLookup.MAC_ADDRESSES, link.address().toArray())
                    .put(FibLookup.MAC_ADDRESSES + MAC_BYTES, neighbour.get().mac().toArray());
        }
        parameters.putInt(FibLookup.VLAN, 0).putShort(FibLookup.LENGTH, (short) mtu);
        return FibLookup.SUCCESS;
    }
}
