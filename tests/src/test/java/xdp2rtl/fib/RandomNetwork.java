package xdp2rtl.fib;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import xdp2rtl.elf.Bytes;

/// Makes networks whose routes overlap, and addresses that are at their borders.
final class RandomNetwork {
    private static final List<Integer> INTERFACES = List.of(2, 3, 7, 40);

    private final Random random;
    private final List<Prefix> prefixes = new ArrayList<>();

    RandomNetwork(Random random) { this.random = random; }

    NetworkState state() {
        var links = new ArrayList<Link>();
        links.add(new Link(1, "lo", 65_536, Bytes.of(new byte[6]), true, random.nextBoolean(), random.nextBoolean()));
        for (int ifindex : INTERFACES) {
            links.add(Lookups.link(ifindex, List.of(1280, 1500, 9000).get(random.nextInt(3)), random.nextInt(4) > 0));
        }
        var routes = new ArrayList<Route>();
        var neighbours = new ArrayList<Neighbour>();
        for (IpFamily family : IpFamily.values()) {
            routes(family, routes);
            neighbours(family, routes, neighbours);
        }
        return new NetworkState(links, routes, neighbours);
    }

    private void routes(IpFamily family, List<Route> routes) {
        Set<List<Object>> known = new HashSet<>();
        int count = random.nextInt(30);
        for (int i = 0; i < count; i++) {
            Prefix destination =
                    random.nextInt(8) == 0 ? Prefix.parse("default", family).orElseThrow() : prefix(family);
            RouteType type = type(destination);
            boolean reserved = type == RouteType.LOCAL || type == RouteType.BROADCAST;
            RouteTable table = reserved || random.nextInt(8) == 0 ? RouteTable.LOCAL : RouteTable.MAIN;
            int metric = random.nextInt(3) == 0 ? random.nextInt(Integer.MIN_VALUE, 0) : 1 + random.nextInt(3);
            if (known.add(List.of(destination, table, metric))) {
                boolean forwarded = type == RouteType.UNICAST;
                int ifindex = type.isForEveryInterface() ? 0 : !forwarded && random.nextInt(4) == 0 ? Link.LOOPBACK
                        : ifindex();
                routes.add(new Route(table, type, destination, ifindex,
                        forwarded && random.nextBoolean() ? Optional.of(gateway(family)) : Optional.empty(), metric));
                prefixes.add(destination);
            }
        }
    }

    private RouteType type(Prefix destination) {
        return switch (random.nextInt(12)) {
            case 0 -> RouteType.BLACKHOLE;
            case 1 -> RouteType.UNREACHABLE;
            case 2 -> RouteType.PROHIBIT;
            case 3 -> destination.family() == IpFamily.IPV4 ? RouteType.THROW : RouteType.BLACKHOLE;
            case 4 -> destination.length() == 0 ? RouteType.UNICAST : RouteType.LOCAL;
            case 5 -> destination.length() == 0 || destination.family() == IpFamily.IPV6 ? RouteType.UNICAST
                    : RouteType.BROADCAST;
            default -> RouteType.UNICAST;
        };
    }

    private int ifindex() { return INTERFACES.get(random.nextInt(INTERFACES.size())); }

    private Prefix prefix(IpFamily family) {
        return switch (family) {
            case IPV4 -> Prefix.of(near(family), 8 + random.nextInt(25));
            case IPV6 -> Prefix.of(near(family), 32 + random.nextInt(97));
        };
    }

    /// An address of which few bits are random.
    private IpAddress near(IpFamily family) {
        BigInteger bits = BigInteger.valueOf(random.nextInt() & random.nextInt() & random.nextInt() & 0xff_ffff);
        return switch (family) {
            case IPV4 -> new IpAddress(family, Lookups.ip("10.0.0.0").value().or(bits));
            case IPV6 ->
                new IpAddress(family, Lookups.ip("2001:db8::").value().or(bits.shiftLeft(8 * random.nextInt(10))));
        };
    }

    private IpAddress gateway(IpFamily family) {
        String ipv6 = random.nextBoolean() ? "fe80::%d" : "fd00::%d";
        String text = family == IpFamily.IPV4 && random.nextInt(4) > 0 ? "172.16.0.%d" : ipv6;
        return Lookups.ip(text.formatted(1 + random.nextInt(4)));
    }

    private void neighbours(IpFamily family, List<Route> routes, List<Neighbour> neighbours) {
        Set<List<Object>> known = new HashSet<>();
        neighbours.forEach(one -> known.add(List.of(one.ifindex(), one.address())));
        int count = random.nextInt(20);
        for (int i = 0; i < count; i++) {
            Optional<Route> route =
                    routes.isEmpty() ? Optional.empty() : Optional.of(routes.get(random.nextInt(routes.size())))
                            .filter(one -> one.gateway().isPresent());
            IpAddress address = route.flatMap(Route::gateway).orElseGet(() -> address(family));
            int ifindex = route.map(Route::ifindex).orElseGet(this::ifindex);
            boolean multicast = address.family() == IpFamily.IPV4 && address.value().intValue() >>> 28 == 0xe;
            if (!multicast && known.add(List.of(ifindex, address))) {
                byte[] mac = new byte[6];
                random.nextBytes(mac);
                mac[0] &= ~1;
                neighbours.add(new Neighbour(ifindex, address, Bytes.of(mac)));
            }
        }
    }

    /// An address at the border of a route, or anywhere.
    IpAddress address(IpFamily family) {
        List<Prefix> own = prefixes.stream().filter(prefix -> prefix.family() == family).toList();
        if (own.isEmpty() || random.nextInt(4) == 0) { return near(family); }
        Prefix prefix = own.get(random.nextInt(own.size()));
        BigInteger value = switch (random.nextInt(4)) {
            case 0 -> prefix.first().value();
            case 1 -> prefix.end().subtract(BigInteger.ONE);
            case 2 -> prefix.end();
            default -> prefix.first().value().subtract(BigInteger.ONE);
        };
        BigInteger size = BigInteger.ONE.shiftLeft(family.bits());
        return new IpAddress(family, value.mod(size));
    }

    /// The parameters of a lookup.
    ByteBuffer question(NetworkState network) {
        IpFamily family = IpFamily.values()[random.nextInt(2)];
        List<Neighbour> known = network.neighbours().stream().filter(one -> one.address().family() == family).toList();
        IpAddress destination =
                !known.isEmpty() && random.nextInt(3) == 0 ? known.get(random.nextInt(known.size())).address()
                        : address(family);
        IpAddress source = random.nextInt(8) == 0 && family == IpFamily.IPV6
                ? Lookups.ip(List.of("fe80::1", "::1", "ff02::1", "::")
                        .get(random.nextInt(4)))
                : address(family);
        int ifindex = random.nextInt(16) == 0 ? random.nextInt(4) : random.nextInt(16) == 0 ? 1 : ifindex();
        int length = random.nextInt(3) == 0 ? 1279 + random.nextInt(3) : random.nextInt(1 << random.nextInt(17));
        ByteBuffer parameters = Lookups.parameters(ifindex, source, destination, length);
        return random.nextInt(32) == 0 ? parameters.put(0, (byte) random.nextInt(12)) : parameters;
    }
}
