package xdp2rtl.fib;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import xdp2rtl.maps.NetworkSize;

/// A network as Linux sees it, without policy rules.
/// @param routes in the order of the file: of two that are alike the first is taken
public record NetworkState(List<Link> links, List<Route> routes, List<Neighbour> neighbours) {
    public static final NetworkState EMPTY = new NetworkState(List.of(), List.of(), List.of());

    public NetworkState {
        links = List.copyOf(links);
        routes = List.copyOf(routes);
        neighbours = List.copyOf(neighbours);
    }

    public Optional<Link> link(int ifindex) {
        return links.stream().filter(link -> link.ifindex() == ifindex).findFirst();
    }

    /// The same with these interfaces; those that are not known yet are as Linux makes them ([Link#unknown]).
    public NetworkState withInterfaces(Collection<Integer> interfaces) {
        var all = new ArrayList<>(links);
        interfaces.stream().filter(ifindex -> link(ifindex).isEmpty())
                .forEach(ifindex -> all.add(Link.unknown(ifindex)));
        return new NetworkState(all, routes, neighbours);
    }

    /// The same with a board's ports, which are Ethernet whatever their numbers.
    public NetworkState withPorts(Collection<Integer> ports) {
        var all = new ArrayList<>(links);
        ports.stream().filter(ifindex -> link(ifindex).isEmpty()).forEach(ifindex -> all.add(Link.port(ifindex)));
        return new NetworkState(all, routes, neighbours);
    }

    /// How large tables must be to hold it.
    public NetworkSize size() {
        int most = Stream.of(IpFamily.values()).mapToInt(this::entries).max().orElse(0);
        return new NetworkSize(Math.max(1, links.size()), Math.max(1, most));
    }

    /// One for each route, and one for each neighbour and for each IPv4 route that is tried before it is found.
    private int entries(IpFamily family) {
        RouteIndex index = RouteIndex.of(this, family, _ -> family == IpFamily.IPV4);
        return (int) routes.stream().filter(route -> route.destination().family() == family).count()
                + neighbours.stream().filter(neighbour -> neighbour.address().family() == family)
                        .mapToInt(neighbour -> 1 + Math.max(0, index.triesBefore(neighbour))).sum();
    }
}
