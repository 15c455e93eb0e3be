package xdp2rtl.driver;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import xdp2rtl.fib.IpAddress;
import xdp2rtl.fib.IpFamily;
import xdp2rtl.fib.Neighbour;
import xdp2rtl.fib.NetworkState;
import xdp2rtl.fib.Prefix;
import xdp2rtl.fib.Route;
import xdp2rtl.fib.RouteTable;
import xdp2rtl.fib.RouteType;

/// Destinations that one thing becomes of, from an address up to the next interval's.
/// @param start the first address as a number
record Interval(BigInteger start, Nexthop nexthop) {

    /// All addresses of IPv4. Without rules of one's own local and main are one table
    /// (`fib_trie_unmerge`, net/ipv4/fib_trie.c): a longer prefix of main is taken before a shorter one of local.
    static List<Interval> ipv4(NetworkState network) { return of(network, IpFamily.IPV4, _ -> true); }

    /// All addresses of IPv6. Table local is looked into first, and main only where it has nothing
    /// (`fib6_rule_lookup`, net/ipv6/fib6_rules.c).
    static List<Interval> ipv6(NetworkState network) {
        List<Prefix> local = network.routes().stream().filter(route -> route.table() == RouteTable.LOCAL)
                .map(Route::destination).toList();
        return of(network, IpFamily.IPV6, route -> route.table() == RouteTable.LOCAL
                || local.stream().noneMatch(prefix -> prefix.contains(route.destination())));
    }

    /// The same of table main alone.
    static List<Interval> ipv6Main(NetworkState network) {
        return of(network, IpFamily.IPV6, route -> route.table() == RouteTable.MAIN);
    }

    private static List<Interval> of(NetworkState network, IpFamily family, Predicate<Route> counts) {
        Map<Prefix, Route> routes = new HashMap<>();
        // Table local first, then the lower metric, then the order of the file.
        network.routes().stream().filter(route -> route.destination().family() == family).filter(counts)
                .sorted(Comparator.comparing(Route::table).thenComparing(Route::metric, Integer::compareUnsigned))
                .forEach(route -> routes.putIfAbsent(route.destination(), route));
        List<Integer> lengths = routes.keySet().stream().map(Prefix::length).distinct()
                .sorted(Comparator.reverseOrder()).toList();
        var starts = new TreeSet<BigInteger>(List.of(BigInteger.ZERO));
        routes.keySet().forEach(prefix -> starts.addAll(List.of(prefix.first().value(), prefix.end())));
        for (Neighbour neighbour : network.neighbours()) {
            IpAddress address = neighbour.address();
            if (address.family() == family && longest(routes, lengths, address)
                    .filter(route -> leadsTo(route, neighbour)).isPresent()) {
                starts.addAll(List.of(address.value(), address.value().add(BigInteger.ONE)));
            }
        }
        starts.remove(BigInteger.ONE.shiftLeft(family.bits()));
        var intervals = new ArrayList<Interval>();
        for (BigInteger start : starts) {
            var address = new IpAddress(family, start);
            Nexthop nexthop = longest(routes, lengths, address).map(route -> Nexthop.of(network, route, address))
                    .orElse(Nexthop.NONE);
            if (intervals.isEmpty() || !intervals.getLast().nexthop.equals(nexthop)) {
                intervals.add(new Interval(start, nexthop));
            }
        }
        return intervals;
    }

    /// Whether a route leads to a neighbour itself.
    private static boolean leadsTo(Route route, Neighbour neighbour) {
        return route.type() == RouteType.UNICAST && route.gateway().isEmpty() && route.ifindex() == neighbour.ifindex();
    }

    private static Optional<Route> longest(Map<Prefix, Route> routes, List<Integer> lengths, IpAddress address) {
        return lengths.stream().flatMap(length -> Stream.ofNullable(routes.get(Prefix.of(address, length))))
                .findFirst();
    }
}
