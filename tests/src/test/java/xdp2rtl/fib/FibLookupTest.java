package xdp2rtl.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static xdp2rtl.fib.Lookups.ip;
import static xdp2rtl.fib.Lookups.link;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.linux.Errno;
import xdp2rtl.linux.FibLookup;
import xdp2rtl.linux.MapKind;
import xdp2rtl.port.Packet;
import xdp2rtl.port.Stimulus;

/// bpf_fib_lookup. Needs the right to load programs: run as root.
class FibLookupTest {
    private static final int IN = 2;
    private static final int OUT = 3;
    private static final int DARK = 4;
    /// Has an MTU under that of IPv6.
    private static final int NARROW = 5;
    private static final Bytes MAC = Bytes.of(new byte[]{2, 9, 8, 7, 6, 5});
    private static final NetworkState NETWORK = new NetworkState(
            List.of(link(IN, 1500, true), link(OUT, 1400, true), link(DARK, 1500, false),
                    link(NARROW, 1000, true)),
            List.of(
                    route(RouteType.UNICAST, "10.1.0.0/16", OUT, "", 7),
                    route(RouteType.UNICAST, "10.2.0.0/16", OUT, "10.1.0.9", -2),
                    route(RouteType.UNICAST, "10.3.0.0/16", OUT, "10.1.0.8", 0),
                    route(RouteType.UNICAST, "10.4.0.0/16", OUT, "2001:db8::9", 0),
                    route(RouteType.BLACKHOLE, "10.5.0.0/16", 0, "", 0),
                    route(RouteType.UNREACHABLE, "10.6.0.0/16", 0, "", 0),
                    route(RouteType.PROHIBIT, "10.7.0.0/16", 0, "", 0), route(RouteType.THROW, "10.8.0.0/16", 0, "", 0),
                    local(RouteType.LOCAL, "10.1.0.1/32"), local(RouteType.BROADCAST, "10.1.255.255/32"),
                    local(RouteType.LOCAL, "10.9.0.0/16"), route(RouteType.UNICAST, "10.9.1.0/24", OUT, "", 0),
                    route(RouteType.UNICAST, "2001:db8::/64", OUT, "", 256),
                    route(RouteType.UNICAST, "2001:db8:2::/48", OUT, "2001:db8::9", 1024),
                    route(RouteType.UNICAST, "2001:db8:3::/48", OUT, "fe80::9", 1024),
                    route(RouteType.BLACKHOLE, "2001:db8:5::/48", 0, "", 5),
                    route(RouteType.UNREACHABLE, "2001:db8:6::/48", 0, "", 5),
                    route(RouteType.PROHIBIT, "2001:db8:7::/48", 0, "", 5),
                    local(RouteType.LOCAL, "2001:db8::1/128"), local(RouteType.ANYCAST, "2001:db8::/128"),
                    local(RouteType.LOCAL, "2001:db8:9::/48"),
                    route(RouteType.UNICAST, "2001:db8:9:1::/64", OUT, "", 9)),
            List.of(neighbour("10.1.0.9"), neighbour("10.1.0.20"), neighbour("10.9.1.1"), neighbour("2001:db8::9"),
                    neighbour("2001:db8::20"),
                    neighbour("fe80::9"), neighbour("2001:db8:9:1::1")));

    private static Route route(RouteType type, String to, int ifindex, String gateway, int metric) {
        return new Route(RouteTable.MAIN, type,
                Prefix.parse(to, to.indexOf(':') < 0 ? IpFamily.IPV4 : IpFamily.IPV6).orElseThrow(),
                ifindex, IpAddress.parse(gateway), metric);
    }

    private static Route local(RouteType type, String to) {
        return new Route(RouteTable.LOCAL, type, route(type, to, OUT, "", 0).destination(), OUT, Optional.empty(), 0);
    }

    private static Neighbour neighbour(String address) { return new Neighbour(OUT, ip(address), MAC); }

    private static ByteBuffer to(String address) { return to(IN, address, 100); }

    private static ByteBuffer to(int ifindex, String address, int length) {
        return Lookups.parameters(ifindex, ip(address.indexOf(':') < 0 ? "192.0.2.1" : "2001:db8:ff::1"), ip(address),
                length);
    }

    private static List<Long> results(int flags, ByteBuffer... questions) {
        return results(NETWORK, flags, questions);
    }

    private static List<Long> results(NetworkState network, int flags, ByteBuffer... questions) {
        return Lookups.ask(network, flags, FibLookup.BYTES, List.of(questions)).stream().map(Lookups.Reply::result)
                .toList();
    }

    private static List<Long> longs(long... numbers) { return LongStream.of(numbers).boxed().toList(); }

    @Test void everyResultOfIpv4() {
        assertEquals(longs(0, 7, 0, 7, 0, 1, 2, 3, 4, 4, 4, 4, 4, 0),
                results(0, to("10.1.0.20"), to("10.1.0.21"), to("10.2.0.1"), to("10.3.0.1"), to("10.4.0.1"),
                        to("10.5.0.1"), to("10.6.0.1"),
                        to("10.7.0.1"), to("10.8.0.1"), to("10.1.0.1"), to("10.1.255.255"), to("11.0.0.1"),
                        to("10.9.0.1"), to("10.9.1.1")));
    }

    @Test void everyResultOfIpv6() {
        assertEquals(longs(0, 7, 0, 0, 1, 2, 3, 4, 4, 4, 4, 4, 4, 4),
                results(0, to("2001:db8::20"), to("2001:db8::21"), to("2001:db8:2::1"), to("2001:db8:3::1"),
                        to("2001:db8:5::1"),
                        to("2001:db8:6::1"), to("2001:db8:7::1"), to("2001:db8:8::1"), to("2001:db8::1"),
                        to("2001:db8::"), to("2001:db8:9:1::1"),
                        to("fe80::9"), to("ff02::1"), to("::1")));
    }

    @Test void tableMainAlone() {
        assertEquals(longs(4, 0, 7, 0, 4), results(FibLookup.DIRECT, to("10.9.0.1"), to("10.9.1.1"), to("2001:db8::1"),
                to("2001:db8:9:1::1"), to("2001:db8:9::1")));
    }

    /// Routes that lead elsewhere are passed over, but those that lead nowhere are taken.
    @Test void leavingByAnInterface() {
        var network = new NetworkState(List.of(link(IN, 1500, true), link(OUT, 1400, true), link(DARK, 1500, false)),
                List.of(route(RouteType.UNICAST, "0.0.0.0/0", IN, "10.1.0.9", 0),
                        route(RouteType.UNICAST, "10.1.0.0/16", OUT, "", 7),
                        route(RouteType.UNICAST, "10.1.0.0/16", IN, "", 7),
                        route(RouteType.UNICAST, "10.1.2.0/24", IN, "10.1.0.8", 0),
                        local(RouteType.LOCAL, "10.1.0.1/32"),
                        route(RouteType.BLACKHOLE, "10.5.0.0/16", 0, "", 0),
                        route(RouteType.UNICAST, "10.5.1.0/24", OUT, "", 0),
                        route(RouteType.UNICAST, "2001:db8::/64", OUT, "", 256)),
                List.of(neighbour("10.1.0.20"), neighbour("10.1.2.20"), neighbour("10.5.1.1"),
                        neighbour("2001:db8::9"), new Neighbour(IN, ip("10.1.0.9"), MAC)));
        List<ByteBuffer> questions = Stream.of(IN, OUT, DARK, 9).flatMap(ifindex -> Stream.of("10.1.0.20", "10.1.2.20",
                "10.1.2.21", "10.1.0.1", "10.5.1.1", "11.0.0.1", "2001:db8::9")
                .map(address -> to(ifindex, address, 100))).toList();
        long none = Errno.ENODEV.result();
        assertEquals(longs(7, 7, 7, 7, 1, 0, 0, 0, 0, 7, 4, 0, 4, 0, 5, 5, 5, 5, 5, 5, 5, none, none, none, none, none,
                none, none), results(network, FibLookup.OUTPUT, questions.toArray(ByteBuffer[]::new)));
    }

    @Test void whatIsNotLookedUp() {
        ByteBuffer unix = to("10.1.0.20").put(FibLookup.FAMILY, (byte) 1);
        assertEquals(
                longs(Errno.ENODEV.result(), Errno.ENODEV.result(), Errno.ENODEV.result(), 5, 5,
                        Errno.EAFNOSUPPORT.result()),
                results(0, to(9, "10.1.0.20", 1), to(9, "2001:db8::20", 1), to(0, "10.1.0.20", 1),
                        to(DARK, "10.1.0.20", 1),
                        to(DARK, "2001:db8::20", 1), unix));
        assertEquals(longs(0, 5), results(0, to(NARROW, "10.1.0.20", 1), to(NARROW, "2001:db8::20", 1)));
        assertEquals(longs(Errno.EINVAL.result()), results(1 << 6, to("10.1.0.20")));
        assertEquals(Errno.EINVAL.result(), Lookups.ask(NETWORK, 0, 63, List.of(to("10.1.0.20"))).getFirst().result());
    }

    @Test void packetsThatAreTooLong() {
        List<Lookups.Reply> replies =
                Lookups.ask(NETWORK, 0, FibLookup.BYTES, List.of(to(IN, "10.1.0.20", 1400), to(IN, "10.1.0.20", 1401),
                        to(IN, "2001:db8::21", 65_535)));
        assertEquals(longs(0, 8, 8), replies.stream().map(Lookups.Reply::result).toList());
        assertEquals(List.of(1400, 1400, 1400), replies.stream().map(reply -> reply.u16(FibLookup.LENGTH)).toList());
    }

    @Test void wherePacketsGo() {
        Lookups.Reply reply = Lookups.ask(NETWORK, 0, FibLookup.BYTES, List.of(to("10.4.0.1"))).getFirst();
        assertEquals(OUT, reply.u32(FibLookup.IFINDEX));
        assertEquals(FibLookup.IPV6, reply.fields().get(FibLookup.FAMILY));
        assertEquals(ip("2001:db8::9"), reply.address(FibLookup.DESTINATION, IpFamily.IPV6));
        reply = Lookups.ask(NETWORK, 0, FibLookup.BYTES, List.of(to("10.2.0.1"))).getFirst();
        assertEquals(ip("10.1.0.9"), reply.address(FibLookup.DESTINATION, IpFamily.IPV4));
        assertEquals(-2, reply.u32(FibLookup.METRIC));
        assertEquals(0, reply.u32(FibLookup.VLAN));
        byte[] addresses = new byte[12];
        reply.fields().get(FibLookup.MAC_ADDRESSES, addresses);
        assertEquals(Bytes.of(new byte[]{2, 0, 0, 0, 1, OUT, 2, 9, 8, 7, 6, 5}), Bytes.of(addresses));
    }

    @Test void withoutNeighbours() {
        ByteBuffer question = to("10.3.0.1");
        Lookups.Reply reply = Lookups.ask(NETWORK, FibLookup.SKIP_NEIGH, FibLookup.BYTES, List.of(question)).getFirst();
        assertEquals(0, reply.result());
        assertEquals(question.getLong(FibLookup.MAC_ADDRESSES), reply.fields().getLong(FibLookup.MAC_ADDRESSES));
    }

    @Test void parametersInAMap() {
        Program raw = AgreementOnNetworks.program("""
            r6 = *(u32 *)(r1 +0)
            r7 = *(u32 *)(r1 +4)
            r8 = r1
            *(u32 *)(r10 -4) = 0
            r2 = r10
            r2 += -4
            r1 = map[0] ll
            call map_lookup_elem
            if r0 == 0 goto end
            r3 = r6
            r3 += 4
            if r3 > r7 goto end
            r3 = *(u32 *)(r6 +0)
            *(u32 *)(r0 +32) = r3
            *(u8 *)(r0 +0) = 2
            *(u32 *)(r0 +8) = 2
            r1 = r8
            r2 = r0
            r3 = 64
            r4 = 0
            call fib_lookup
            end:
            r0 = 2
            exit
            """);
        var program = new Program(raw.source(), raw.code(), List.of(MapSpec.of("fib", MapKind.ARRAY, 4, 64, 1)), "GPL");
        for (String address : List.of("10.1.0.20", "10.1.0.21", "10.2.0.1", "10.4.0.1", "10.5.0.1")) {
            byte[] packet = ByteBuffer.allocate(60).put(ip(address).bytes()).array();
            AgreementOnNetworks.run(Stimulus.of(program, List.of(Packet.of(packet))).withNetwork(NETWORK));
        }
    }

    @Test void withoutANetwork() {
        assertEquals(List.of(longs(5), longs(Errno.ENODEV.result())),
                Stream.of(1, 2).map(ifindex -> Lookups.ask(NetworkState.EMPTY, 0,
                        FibLookup.BYTES, List.of(to(ifindex, "10.1.0.20", 1))).stream().map(Lookups.Reply::result)
                        .toList()).toList());
    }

    @Tag("model")
    @ParameterizedTest
    @ValueSource(ints = {0, FibLookup.OUTPUT})
    void theHardwareLooksUpTheSame(int flags) {
        var networks = new RandomNetwork(new Random(flags));
        NetworkState network = networks.state();
        List<ByteBuffer> questions = Stream.generate(() -> networks.question(network)).limit(400).toList();
        AgreementOnNetworks.runOnHardware(Lookups.program(flags, FibLookup.BYTES), network, Lookups.packets(questions));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, FibLookup.DIRECT, FibLookup.SKIP_NEIGH | FibLookup.MARK, FibLookup.OUTPUT,
            FibLookup.OUTPUT | FibLookup.DIRECT, FibLookup.OUTPUT | FibLookup.SKIP_NEIGH | FibLookup.TBID})
    void randomNetworks(int flags) {
        for (int seed = 0; seed < 12; seed++) {
            var networks = new RandomNetwork(new Random(64 * flags + seed));
            NetworkState network = networks.state();
            var questions = new ArrayList<ByteBuffer>();
            for (int i = 0; i < 400; i++) {
                questions.add(networks.question(network));
            }
            Lookups.ask(network, flags, FibLookup.BYTES, questions);
        }
    }
}
