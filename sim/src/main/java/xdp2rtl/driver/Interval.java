package xdp2rtl.driver;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import xdp2rtl.fib.IpAddress;
import xdp2rtl.fib.IpFamily;
import xdp2rtl.fib.Neighbour;
import xdp2rtl.fib.NetworkState;
import xdp2rtl.fib.Prefix;
import xdp2rtl.fib.Route;
import xdp2rtl.fib.RouteIndex;
import xdp2rtl.fib.RouteTable;

/// Destinations that one thing becomes of, from an address up to the next interval's.
/// @param start the first address as a number
record Interval(BigInteger start, Nexthop nexthop) {

    /// All addresses of IPv4. Without rules of one's own local and main are one table
    /// (`fib_trie_unmerge`, net/ipv4/fib_trie.c): a longer prefix of main is taken before a shorter one of local.
    static List<Interval> ipv4(NetworkState network) {
        return of(network, IpFamily.IPV4, RouteIndex.of(network, IpFamily.IPV4, _ -> true), Integer.MAX_VALUE);
    }

    /// All addresses of IPv6. Table local is looked into first, and main only where it has nothing
    /// (`fib6_rule_lookup`, net/ipv6/fib6_rules.c).
    static List<Interval> ipv6(NetworkState network) {
        List<Prefix> local = network.routes().stream().filter(route -> route.table() == RouteTable.LOCAL)
                .map(Route::destination).toList();
        return ipv6(network, route -> route.table() == RouteTable.LOCAL
                || local.stream().noneMatch(prefix -> prefix.contains(route.destination())));
    }

    /// The same of table main alone.
    static List<Interval> ipv6Main(NetworkState network) {
        return ipv6(network, route -> route.table() == RouteTable.MAIN);
    }

    /// The first route to a destination is the only one, whatever interface is given.
    private static List<Interval> ipv6(NetworkState network, Predicate<Route> counts) {
        return of(network, IpFamily.IPV6, RouteIndex.of(network, IpFamily.IPV6, counts), 1);
    }

    private static List<Interval> of(NetworkState network, IpFamily family, RouteIndex index, int tries) {
        var starts = new TreeSet<BigInteger>(List.of(BigInteger.ZERO));
        index.destinations().forEach(prefix -> starts.addAll(List.of(prefix.first().value(), prefix.end())));
        for (Neighbour neighbour : network.neighbours()) {
            IpAddress address = neighbour.address();
            int before = address.family() == family ? index.triesBefore(neighbour) : -1;
            if (before >= 0 && before < tries) {
                starts.addAll(List.of(address.value(), address.value().add(BigInteger.ONE)));
            }
        }
        starts.remove(BigInteger.ONE.shiftLeft(family.bits()));
        var intervals = new ArrayList<Interval>();
        for (BigInteger start : starts) {
            var address = new IpAddress(family, start);
            List<Route> routes = index.to(address);
            Nexthop nexthop = Nexthop.of(network, routes.subList(0, Math.min(tries, routes.size())), address);
            if (intervals.isEmpty() || !intervals.getLast().nexthop.equals(nexthop)) {
                intervals.add(new Interval(start, nexthop));
            }
        }
        return intervals;
    }
}
