package xdp2rtl.fib;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import xdp2rtl.diagnostic.InputError;

/// The routes of a [NetworkFile].
///
/// @param links           by name
/// @param ignoresLinkDown whether some interface takes no routes while it has no carrier
record RouteReader(Map<String, Link> links, boolean ignoresLinkDown) {
    private static final String OWN = "the tables that the hardware looks into have no place for that";
    private static final String REMEDY =
            "Take it out of the file, and let a program in the kernel decide about such packets";
    /// Metric of an IPv6 route for which none is given (IP6_RT_PRIO_USER).
    private static final long IPV6_METRIC = 1024;
    private static final long MOST_METRIC = 0xffff_ffffL;
    /// Addresses that are never looked up (`rt6_need_strict`, include/net/ip6_route.h).
    private static final List<Prefix> NEVER_FORWARDED = Stream.of("fe80::/10", "ff00::/8", "::1")
            .map(text -> Prefix.parse(text, IpFamily.IPV6).orElseThrow()).toList();

    List<Route> read(JsonEntry root) {
        var routes = new ArrayList<Route>();
        Set<List<Object>> alike = new HashSet<>();
        root.entries("routes").forEach(entry -> read(entry, IpFamily.IPV4).ifPresent(routes::add));
        for (JsonEntry entry : root.entries("routes6")) {
            Optional<Route> route = read(entry, IpFamily.IPV6)
                    .filter(one -> NEVER_FORWARDED.stream().noneMatch(prefix -> prefix.contains(one.destination())));
            if (route.isPresent() && !alike.add(
                    List.of(route.get().table(), route.get().destination(), route.get().metric()))) {
                throw refused(entry, "another route of this metric leads to " + route.get().destination());
            }
            route.ifPresent(routes::add);
        }
        return routes;
    }

    private Optional<Route> read(JsonEntry entry, IpFamily family) {
        Optional<RouteTable> table = table(entry, family);
        if (table.isEmpty()) { return Optional.empty(); }
        String text = entry.text("dst");
        Prefix destination = Prefix.parse(text, family).orElseThrow(() -> new InputError(entry.where(),
                "`dst` is %s, not a destination of %s".formatted(text, family)));
        String kind = entry.optionalText("type").orElse(RouteType.UNICAST.text());
        RouteType type = RouteType.of(kind).orElseThrow(() -> refused(entry, "it is of type " + kind));
        check(entry, destination);
        long metric = entry.has("metric") ? entry.number("metric", 0, MOST_METRIC) : family == IpFamily.IPV6
                ? IPV6_METRIC : 0;
        if (type != RouteType.UNICAST) {
            int ifindex = type.isForEveryInterface() ? 0 : entry.optionalText("dev").map(links::get)
                    .map(Link::ifindex).orElse(Link.LOOPBACK);
            return Optional.of(new Route(table.get(), type, destination, ifindex, Optional.empty(), (int) metric));
        }
        if (family == IpFamily.IPV6 && metric == 0) {
            throw refused(entry, "the route to %s has metric 0".formatted(destination));
        }
        Link link = link(links, entry);
        boolean never = NEVER_FORWARDED.stream().anyMatch(prefix -> prefix.contains(destination));
        if (link.loopback() && !never) {
            throw refused(entry, "the route to %s leads to the loopback".formatted(destination));
        }
        if (family == IpFamily.IPV6 && link.mtu() < Link.IPV6_LEAST_MTU) {
            throw new InputError(entry.where(), "interface %s has an MTU of %d".formatted(link.name(), link.mtu()),
                    "Linux has no IPv6 where it is under " + Link.IPV6_LEAST_MTU, "");
        }
        return Optional.of(new Route(table.get(), type, destination, link.ifindex(), gateway(entry), (int) metric));
    }

    private static Optional<RouteTable> table(JsonEntry entry, IpFamily family) {
        String name = entry.optionalText("table").orElse("main");
        if (name.equals("default") && family == IpFamily.IPV4) {
            throw refused(entry, "the route to %s is in table default".formatted(entry.text("dst")));
        }
        return switch (name) {
            case "main", "254" -> Optional.of(RouteTable.MAIN);
            case "local", "255" -> Optional.of(RouteTable.LOCAL);
            default -> Optional.empty();
        };
    }

    /// Refuses what decides by more than the destination, or makes more of a packet than one on an interface.
    private void check(JsonEntry entry, Prefix destination) {
        String route = "the route to %s ".formatted(destination);
        if (entry.has("nexthops")) {
            throw refused(entry, route + "has several ways, of which Linux takes one by a hash");
        }
        if (entry.has("encap") || entry.has("encap_type")) {
            throw refused(entry, route + "puts packets into a tunnel");
        }
        if (entry.has("tos")) { throw refused(entry, route + "is for packets of one tos"); }
        if (entry.has("from") || entry.has("src")) { throw refused(entry, route + "is for packets from some senders"); }
        if (entry.entries("metrics").stream().anyMatch(metrics -> metrics.has("mtu"))) {
            throw new InputError(entry.where(), route + "has an MTU",
                    "`ip -j` does not say whether it is locked, and Linux "
                            + "goes by it only then",
                    "Give the interface that MTU, and take `metrics` out of the file");
        }
        entry.texts("flags").stream().filter(flag -> flag.equals("dead") || ignoresLinkDown
                && flag.equals("linkdown")).findFirst().ifPresent(flag -> {
                    throw refused(entry, route + "is " + flag);
                });
    }

    private Optional<IpAddress> gateway(JsonEntry entry) {
        Optional<String> text = entry.optionalText("gateway");
        if (text.isEmpty() && entry.has("via")) {
            text = Optional.of(new JsonEntry(entry.where(), entry.object().getAsJsonObject("via")).text("host"));
        }
        return text.map(one -> IpAddress.parse(one).orElseThrow(() -> new InputError(entry.where(),
                "the gateway is %s, not an address".formatted(one))));
    }

    /// The interface that an entry names.
    static Link link(Map<String, Link> links, JsonEntry entry) {
        String name = entry.text("dev");
        return Optional.ofNullable(links.get(name)).orElseThrow(() -> new InputError(entry.where(),
                "there is no interface %s in the file".formatted(name), "",
                "Add it to `links`, or take this entry out"));
    }

    private static InputError refused(JsonEntry entry, String what) {
        return new InputError(entry.where(), what, OWN, REMEDY);
    }
}
