package xdp2rtl.examples;

import static xdp2rtl.examples.MapDump.ip;
import static xdp2rtl.examples.MapDump.mac;
import static xdp2rtl.examples.MapDump.struct;
import static xdp2rtl.examples.MapDump.zeros;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import xdp2rtl.capture.Flow;
import xdp2rtl.examples.MapDump.Port;

/// What fills one folder of `examples/` besides its program: map contents, the flows that its maps know (its
/// trace holds them in every shape), and the flows of the trace that saturates a link with its main path.
///
/// @param interfaces the ingress interfaces for which there is a mixed trace; interface 1 has `trace.pcap`
record Example(String name, List<Integer> interfaces, List<Flow> flows, List<Flow> saturating,
        Map<String, MapDump> maps) {
    private static final int UDP = Flow.UDP;
    private static final int TCP = Flow.TCP;

    private static final List<Flow> ANY = List.of(
            Flow.of(UDP, "198.51.100.7", 4000, "192.0.2.1", 53),
            Flow.of(TCP, "198.51.100.8", 4001, "192.0.2.2", 80),
            Flow.of(UDP, "2001:db8:1::7", 4002, "2001:db8::1", 53),
            Flow.of(TCP, "2001:db8:1::8", 4003, "2001:db8::2", 443));

    static List<Example> all() {
        return List.of(
                new Example("xdp1", List.of(1), ANY, ANY.subList(0, 1), Map.of()),
                new Example("xdp2", List.of(1), ANY, ANY.subList(0, 1), Map.of()),
                new Example("adjust_tail", List.of(1), ANY, ANY.subList(0, 1),
                        Map.of("limit", new MapDump().put(struct(0), struct(60)))),
                new Example("redirect_map", List.of(1), ANY, ANY.subList(0, 1),
                        Map.of("ports", new MapDump().put(struct(0), struct(2)))),
                rxqInfo("rxq_info_drop", List.of(1, 2), 1, 0),
                rxqInfo("rxq_info_tx", List.of(1), 3, 2),
                router(), tunnel(), firewall(), katran(),
                new Example("csum_diff", List.of(1), ANY, ANY.subList(0, 1), Map.of()));
    }

    private static Example rxqInfo(String name, List<Integer> interfaces, int action, int flags) {
        MapDump config = new MapDump().put(struct(0), struct(action, 1, flags));
        return new Example(name, interfaces, ANY, ANY.subList(0, 1), Map.of("config", config));
    }

    private static Example router() {
        MapDump hosts = new MapDump()
                .put(struct(ip("10.1.0.2")), struct(mac(0x12), mac(1), 1))
                .put(struct(ip("10.1.0.3")), struct(mac(0x13), mac(2), 2))
                .put(struct(ip("10.1.0.4")), struct(mac(0x14), mac(9), 9)); // no such port
        MapDump routes = new MapDump()
                .put(struct(ip("10.2.0.0")), struct(0, 2, mac(2), zeros(2)))
                .put(struct(ip("10.3.0.0")), struct(ip("10.2.0.254"), 2, mac(2), zeros(2)))
                .put(struct(ip("10.4.0.0")), struct(ip("10.4.0.254"), 1, mac(1), zeros(2))) // unknown gateway
                .put(struct(ip("0.0.0.0")), struct(ip("10.9.0.1"), 3, mac(3), zeros(2)));
        MapDump neighbours = new MapDump()
                .put(struct(ip("10.2.0.7")), struct(mac(0x27), zeros(2)))
                .put(struct(ip("10.2.0.254")), struct(mac(0x2f), zeros(2)))
                .put(struct(ip("10.9.0.1")), struct(mac(0x91), zeros(2)));
        MapDump ports = new MapDump()
                .put(struct(1), struct(1)).put(struct(2), struct(2)).put(struct(3), struct(1));
        List<Flow> flows = List.of(
                Flow.of(UDP, "198.51.100.7", 4000, "10.1.0.2", 53),
                Flow.of(TCP, "198.51.100.7", 4001, "10.1.0.3", 80),
                Flow.of(UDP, "198.51.100.7", 4002, "10.1.0.4", 53),
                Flow.of(TCP, "198.51.100.7", 4003, "10.2.0.7", 80),
                Flow.of(UDP, "198.51.100.7", 4004, "10.2.0.8", 53),
                Flow.of(TCP, "198.51.100.7", 4005, "10.3.0.1", 80),
                Flow.of(UDP, "198.51.100.7", 4006, "10.4.0.1", 53),
                Flow.of(Flow.ICMP, "198.51.100.7", 0, "203.0.113.5", 0));
        return new Example("router", List.of(1), flows, flows.subList(0, 1),
                Map.of("hosts", hosts, "routes", routes, "neighbours", neighbours,
                        "ports", ports));
    }

    private static Example tunnel() {
        MapDump services = new MapDump()
                .put(service4("192.0.2.1", 53, UDP), tunnel4("192.0.2.1", "10.5.0.1"))
                .put(service4("192.0.2.1", 80, TCP), tunnel4("192.0.2.1", "10.5.0.2"))
                .put(service4("192.0.2.2", 0, Flow.ICMP), tunnel4("192.0.2.2", "10.5.0.3"))
                .put(service4("192.0.2.3", 53, UDP), tunnel6("2001:db8::3", "2001:db8:5::3")) // wrong family
                .put(service6("2001:db8::1", 53, UDP), tunnel6("2001:db8::1", "2001:db8:5::1"))
                .put(service6("2001:db8::1", 80, TCP), tunnel6("2001:db8::1", "2001:db8:5::2"))
                .put(service6("2001:db8::3", 53, UDP), tunnel4("192.0.2.3", "10.5.0.4")); // wrong family
        List<Flow> flows = List.of(
                Flow.of(UDP, "198.51.100.7", 4000, "192.0.2.1", 53),
                Flow.of(TCP, "198.51.100.7", 4001, "192.0.2.1", 80),
                Flow.of(Flow.ICMP, "198.51.100.7", 0, "192.0.2.2", 0),
                Flow.of(UDP, "198.51.100.7", 4002, "192.0.2.3", 53),
                Flow.of(UDP, "2001:db8:1::7", 4003, "2001:db8::1", 53),
                Flow.of(TCP, "2001:db8:1::7", 4004, "2001:db8::1", 80),
                Flow.of(UDP, "2001:db8:1::7", 4005, "2001:db8::3", 53));
        return new Example("tx_ip_tunnel", List.of(1), flows, flows.subList(0, 1),
                Map.of("services", services));
    }

    private static byte[] service4(String address, int port, int protocol) {
        return struct(ip(address), zeros(12), new Port(port), (short) 0x0800, (byte) protocol, zeros(3));
    }

    private static byte[] service6(String address, int port, int protocol) {
        return struct(ip(address), new Port(port), (short) 0x86dd, (byte) protocol, zeros(3));
    }

    private static byte[] tunnel4(String source, String destination) {
        return struct(ip(source), zeros(12), ip(destination), zeros(12), (short) 0x0800, mac(0x51));
    }

    private static byte[] tunnel6(String source, String destination) {
        return struct(ip(source), ip(destination), (short) 0x86dd, mac(0x52));
    }

    private static Example firewall() {
        MapDump flowTable = new MapDump();
        List<Flow> flows = List.of(
                Flow.of(UDP, "10.0.0.7", 4000, "192.0.2.1", 53),
                Flow.of(TCP, "10.0.0.7", 4001, "192.0.2.1", 80),
                Flow.of(TCP, "10.0.0.8", 4002, "192.0.2.1", 443),
                Flow.of(UDP, "192.0.2.9", 53, "10.0.0.9", 4003)); // as it comes from outside
        for (Flow flow : List.of(flows.get(0), flows.get(3).reversed())) {
            flowTable.put(flowKey(flow), struct(1));
        }
        for (int port = 5000; port < 5040; port++) { // so many that the trace fills the table
            flowTable.put(flowKey(Flow.of(TCP, "10.0.0.20", port, "192.0.2.30", 443)), struct(1));
        }
        MapDump ports = new MapDump().put(struct(0), struct(1)).put(struct(1), struct(2));
        return new Example("simple_firewall", List.of(1, 2), flows, flows.subList(0, 1),
                Map.of("flows", flowTable, "ports", ports));
    }

    /// The key of a flow in the tables of the firewall and of the load balancer.
    private static byte[] flowKey(Flow flow) {
        return struct(flow.source(), flow.destination(), new Port(flow.sourcePort()),
                new Port(flow.destinationPort()), flow.protocol());
    }

    private static Example katran() {
        List<Flow> flows = List.of(
                Flow.of(TCP, "198.51.100.7", 4000, "192.0.2.10", 80),
                Flow.of(TCP, "198.51.100.8", 4001, "192.0.2.10", 443),
                Flow.of(UDP, "198.51.100.9", 4002, "192.0.2.10", 53),
                Flow.of(UDP, "198.51.100.10", 4003, "192.0.2.11", 8080),
                Flow.of(UDP, "198.51.100.11", 4004, "192.0.2.11", 8080),
                Flow.of(UDP, "198.51.100.12", 4005, "192.0.2.11", 8080),
                Flow.of(UDP, "198.51.100.13", 4006, "192.0.2.12", 53),
                Flow.of(UDP, "198.51.100.14", 4007, "192.0.2.13", 53),
                Flow.of(TCP, "198.51.100.15", 4008, "192.0.2.14", 80),
                Flow.of(Flow.ICMP, "198.51.100.16", 0, "192.0.2.10", 0),
                Flow.of(TCP, "198.51.100.17", 4009, "192.0.2.10", 53),
                Flow.of(UDP, "198.51.100.18", 4010, "192.0.2.11", 8080));
        int addressOnly = 1;
        int noTable = 2;
        MapDump services = new MapDump()
                .put(vip(flows.get(0)), struct(0, 1))
                .put(vip(flows.get(1)), struct(addressOnly, 2))
                .put(vip(flows.get(2)), struct(noTable, 2))
                .put(vip(flows.get(3)), struct(0, 1))
                .put(vip(flows.get(6)), struct(0, 5)) // an empty ring
                .put(vip(flows.get(7)), struct(0, 6)) // a server without an address
                .put(vip(flows.get(8)), struct(0, 99)) // a ring that is not there
                .put(vip(flows.get(10)), struct(noTable, 2));
        MapDump connections = new MapDump()
                .put(flowKey(flows.get(3)), struct(3, 0, 0L))
                .put(flowKey(flows.get(4)), struct(3, 0, 1L)) // ran out long ago
                .put(flowKey(flows.get(5)), struct(3, 0, Long.MAX_VALUE))
                .put(flowKey(flows.get(11)), struct(0, 0, 0L)); // known, but without a server
        MapDump rings = new MapDump();
        for (int place = 0; place < 256; place++) {
            rings.put(struct(256 + place), struct(1 + place % 3));
            rings.put(struct(2 * 256 + place), struct(4 + place % 2));
            rings.put(struct(6 * 256 + place), struct(200));
        }
        MapDump servers = new MapDump();
        for (int number = 1; number <= 5; number++) {
            servers.put(struct(number), struct(ip("10.6.0." + number), 0));
        }
        return new Example("katran_like", List.of(1), flows, flows.subList(0, 1), new TreeMap<>(Map.of(
                "services", services, "connections", connections, "rings", rings, "servers", servers,
                "next_hop", new MapDump().put(struct(0), struct(mac(0x61), zeros(2))))));
    }

    private static byte[] vip(Flow flow) {
        return struct(flow.destination(), new Port(flow.destinationPort()), (byte) flow.protocol(), zeros(1));
    }
}
