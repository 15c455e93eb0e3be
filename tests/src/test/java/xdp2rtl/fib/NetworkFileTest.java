package xdp2rtl.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.maps.NetworkSize;

/// Files of networks.
class NetworkFileTest {
    static final Path FILE = Path.of("src/test/resources/xdp2rtl/fib/network.json");
    private static final String LINKS = """
        "links": [{"ifindex":1,"ifname":"lo","mtu":65536,"link_type":"loopback","address":"00:00:00:00:00:00"},
        {"ifindex":2,"ifname":"a","mtu":1500,"link_type":"ether","address":"02:00:00:00:00:02"},
        {"ifindex":3,"ifname":"b","mtu":1000,"link_type":"ether","address":"02:00:00:00:00:03"}]""";

    @Test void whatIprouteWrites() {
        NetworkState network = NetworkFile.read(FILE);
        assertEquals(List.of(1, 4, 12), network.links().stream().map(Link::ifindex).toList());
        assertEquals(List.of(false, true, true), network.links().stream().map(Link::forwardsIpv4).toList());
        assertEquals(List.of(false, false, true), network.links().stream().map(Link::forwardsIpv6).toList());
        assertEquals(8 + 4, network.routes().size(), network.routes()::toString);
        assertEquals(new Route(RouteTable.MAIN, RouteType.UNICAST,
                Prefix.parse("10.10.0.0/16", IpFamily.IPV4).orElseThrow(), 12,
                IpAddress.parse("2001:db8:7::2"), 0), network.routes().get(3));
        assertEquals(Optional.of(new Neighbour(12, IpAddress.parse("10.0.7.3").orElseThrow(),
                Bytes.of(new byte[]{2, 0x11, 0x22, 0x33, 0x44, 0x56}))),
                network.neighbours().stream().skip(1).findFirst());
        assertEquals(4, network.neighbours().size());
        assertEquals(new NetworkSize(3, 10), network.size());
    }

    @Test void everyInterfaceForwardsUnlessTheFileSays() {
        assertTrue(parse("").links().stream().allMatch(link -> link.forwardsIpv4() && link.forwardsIpv6()));
        assertTrue(parse("").links().stream().filter(link -> link.mtu() < 1280)
                .noneMatch(link -> link.forwards(IpFamily.IPV6)));
    }

    @Test void whatIsNoNetwork() {
        refused("{", "fib.json: not JSON");
        refused("[]", "fib.json: not an object with links");
        refused("{}", "fib.json: it has no links. Add \"links\": what `ip -j link` prints");
        refused("{\"route\": []}", "there is nothing called `route`. An object may have links, routes");
        refused("{\"links\": 1}", "`links` is not an array");
        refused("{\"links\": [1]}", "links[0]: not an object");
        refused("{\"links\": [{}]}", "links[0]: it has no `ifname`");
    }

    @Test void interfacesThatAreNotSupported() {
        link("{\"ifindex\":9,\"ifname\":\"t\",\"mtu\":1420,\"link_type\":\"none\"}",
                "interface t is of type none; packets leave");
        link("{\"ifindex\":1,\"ifname\":\"t\",\"mtu\":1420,\"link_type\":\"ether\",\"address\":\"02:00:00:00:00:02\"}",
                "has index 1");
        link("{\"ifindex\":2,\"ifname\":\"t\",\"mtu\":1420,\"link_type\":\"ether\",\"address\":\"02:00:00:00:00:02\"}",
                "index 2 is there twice");
        link("{\"ifindex\":9,\"ifname\":\"t\",\"mtu\":10,\"link_type\":\"ether\",\"address\":\"02:00:00:00:00:02\"}",
                "`mtu` is 10, not a number");
        link("{\"ifindex\":9,\"ifname\":\"t\",\"mtu\":1500,\"link_type\":\"ether\",\"address\":\"02:00\"}",
                "`address` is 02:00, not a MAC address");
    }

    @Test void routesThatAreNotExact() {
        route("\"dst\":\"10.0.0.0/8\",\"nexthops\":[]", "routes[0]: the route to 10.0.0.0/8 has several ways");
        route("\"dst\":\"10.0.0.0/8\",\"encap\":\"mpls\"", "puts packets into a tunnel");
        route("\"dst\":\"10.0.0.0/8\",\"dev\":\"a\",\"tos\":\"0x10\"", "is for packets of one tos");
        route("\"dst\":\"10.0.0.0/8\",\"dev\":\"a\",\"metrics\":[{\"mtu\":1300}]",
                "has an MTU; `ip -j` does not say whether it is locked");
        route("\"dst\":\"10.0.0.0/8\",\"dev\":\"a\",\"flags\":[\"dead\"]", "is dead");
        route("\"dst\":\"10.0.0.0/8\",\"dev\":\"lo\"", "leads to the loopback");
        route("\"dst\":\"10.0.0.0/8\",\"dev\":\"c\"", "there is no interface c in the file");
        route("\"dst\":\"10.0.0.1/8\",\"dev\":\"a\"", "`dst` is 10.0.0.1/8, not a destination of IPV4");
        route("\"dst\":\"2001:db8::/32\",\"dev\":\"a\"", "`dst` is 2001:db8::/32, not a destination of IPV4");
        route("\"type\":\"nat\",\"dst\":\"10.0.0.0/8\",\"dev\":\"a\"", "it is of type nat");
        route("\"dst\":\"10.0.0.0/8\",\"dev\":\"a\",\"table\":\"default\"", "is in table default");
        route("\"dst\":\"10.0.0.0/8\",\"dev\":\"a\",\"gateway\":\"b\"", "the gateway is b, not an address");
        route("\"dst\":\"10.0.0.0/8\",\"dev\":\"a\",\"metric\":4294967296",
                "`metric` is 4294967296, not a number from 0 to 4294967295");
        route6("{\"dst\":\"2001:db8::/32\",\"dev\":\"a\",\"from\":\"2001:db8::1\"}",
                "is for packets from some senders");
        route6("{\"dst\":\"2001:db8::/32\",\"dev\":\"b\"}", "interface b has an MTU of 1000; Linux has no IPv6");
        route6("{\"dst\":\"2001:db8::/32\",\"dev\":\"a\"},{\"dst\":\"2001:db8::/32\",\"dev\":\"a\"}",
                "routes6[1]: another route of this metric");
    }

    @Test void rulesOfOnesOwnAndWrongNeighbours() {
        more("\"rules\": [{\"priority\":0,\"src\":\"all\",\"table\":\"local\"},{\"priority\":5,\"src\":\"all\",\"fwmark\":\"0x1\",\"table\":\"7\"}]",
                "rules[1]: it is a rule of one's own");
        more("\"neighbours\": [{\"dst\":\"10.0.0.1\",\"dev\":\"lo\",\"lladdr\":\"02:00:00:00:00:02\",\"state\":[\"NOARP\"]}]",
                "on the loopback");
        more("\"neighbours\": [{\"dst\":\"me\",\"dev\":\"a\",\"lladdr\":\"02:00:00:00:00:02\",\"state\":[\"STALE\"]}]",
                "`dst` is me, not an address");
    }

    private static NetworkState parse(String more) { return NetworkFile.parse("fib.json", "{" + LINKS + more + "}"); }

    private static void refused(String text, String words) {
        InputError error = assertThrows(InputError.class, () -> NetworkFile.parse("fib.json", text));
        assertTrue(error.getMessage().contains(words), error.getMessage());
    }

    private static void more(String member, String words) { refused("{" + LINKS + "," + member + "}", words); }

    private static void link(String entry, String words) {
        refused("{" + LINKS.substring(0, LINKS.length() - 1) + "," + entry + "]}", words);
    }

    private static void route(String members, String words) { more("\"routes\": [{" + members + "}]", words); }

    private static void route6(String entries, String words) { more("\"routes6\": [" + entries + "]", words); }
}
