package xdp2rtl.fib;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Routes of one protocol by destination.
public final class RouteIndex {
    private final Map<Prefix, List<Route>> routes = new HashMap<>();
    /// Of the destinations, the longest first.
    private final List<Integer> lengths;

    private RouteIndex(Collection<Route> all) {
        // Table local first, then the lower metric, then the order of the file.
        all.stream().sorted(Comparator.comparing(Route::table).thenComparing(Route::metric, Integer::compareUnsigned))
                .forEach(route -> routes.computeIfAbsent(route.destination(), _ -> new ArrayList<>()).add(route));
        lengths = routes.keySet().stream().map(Prefix::length).distinct().sorted(Comparator.reverseOrder()).toList();
    }

    /// @param counts which routes of the protocol there are
    public static RouteIndex of(NetworkState network, IpFamily family, Predicate<Route> counts) {
        return new RouteIndex(network.routes().stream().filter(route -> route.destination().family() == family)
                .filter(counts).toList());
    }

    public Set<Prefix> destinations() { return routes.keySet(); }

    /// The routes to an address in the order in which Linux tries them (`fib_table_lookup`, net/ipv4/fib_trie.c), up to
    /// one that it takes in any case.
    public List<Route> to(IpAddress address) {
        var found = new ArrayList<Route>();
        for (int length : lengths) {
            for (Route route : routes.getOrDefault(Prefix.of(address, length), List.of())) {
                found.add(route);
                if (route.type().isForEveryInterface()) { return found; }
            }
        }
        return found;
    }

    /// How many routes Linux tries in vain before one that leads to a neighbour itself, if packets must leave by its
    /// interface; -1 if that is none.
    public int triesBefore(Neighbour neighbour) {
        List<Route> tried = to(neighbour.address());
        for (int i = 0; i < tried.size(); i++) {
            Route route = tried.get(i);
            if (route.ifindex() == neighbour.ifindex()) {
                return route.type() == RouteType.UNICAST && route.gateway().isEmpty() ? i : -1;
            }
        }
        return -1;
    }
}
