package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;
import static xdp2rtl.linux.Errno.EAFNOSUPPORT;
import static xdp2rtl.linux.Errno.EINVAL;
import static xdp2rtl.linux.Errno.ENODEV;

import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.linux.FibLookup;
import xdp2rtl.maps.LinkEntry;
import xdp2rtl.maps.NetworkMap;
import xdp2rtl.maps.NexthopEntry;

/// bpf_xdp_fib_lookup (net/core/filter.c). The host has worked out for each destination what Linux finds in its tables
/// of routes and neighbours, so what is left is a search, and to copy what it finds.
final class FibLowering {
    private static final int PARAMETERS = 2;
    private static final int SIZE = 3;
    private static final int FLAGS = 4;
    /// How far to shift the upper half of an address so that the bits of ff00::/8 and of fe80::/10 are left.
    private static final int MULTICAST_SHIFT = 56;
    private static final int MULTICAST = 0xff;
    private static final int LINK_LOCAL_SHIFT = 54;
    private static final int LINK_LOCAL = 0x3fa;

    private final Site site;
    private final Emitter emitter;
    private final MemoryLowering memory;

    FibLowering(Site site, MemoryLowering memory) {
        this.site = site;
        this.emitter = site.emitter;
        this.memory = memory;
    }

    /// The flags and the size are constants.
    Value lookup() {
        long flags = site.range(FLAGS).low() & 0xffff_ffffL;
        if (site.range(SIZE).low() < FibLookup.BYTES || (flags & ~FibLookup.FLAGS) != 0) {
            return Value.of(EINVAL.result());
        }
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        Draft found = emitter.open();
        Value nexthop = emitter.parameter(found);
        Draft other = emitter.open();
        Value family = load(FibLookup.FAMILY, 1);
        emitter.leaveIf(Cond.NE, W64, family, Value.of(FibLookup.IPV4), other);
        Value route = ipv4(done);
        emitter.jump(found, (flags & FibLookup.OUTPUT) != 0 ? leavingByInterface(route) : route);
        emitter.begin(other);
        emitter.leaveIf(Cond.NE, W64, family, Value.of(FibLookup.IPV6), done, Value.of(EAFNOSUPPORT.result()));
        emitter.jump(found, ipv6((flags & FibLookup.DIRECT) != 0 ? NetworkMap.IPV6_MAIN : NetworkMap.IPV6, done));
        emitter.begin(found);
        forward(nexthop, (flags & FibLookup.SKIP_NEIGH) != 0, done);
        emitter.begin(done);
        return result;
    }

    private Value ipv4(Draft done) {
        leaveUnlessForwarding(LinkEntry.FORWARDS_IPV4, done);
        return new RouteSearch(site).ipv4(emitter.alu(AluOp.SWAP32, load(FibLookup.DESTINATION, 4), 0));
    }

    /// The first of the routes to a destination that leads to the given interface, or that is for all of them
    /// (`fib_lookup_good_nhc`, net/ipv4/fib_trie.c).
    ///
    /// @param best at which byte of the table the entry of the first route begins
    private Value leavingByInterface(Value best) {
        SortedSearch table = new SortedSearch(site, NetworkMap.NEXTHOPS);
        Value wanted = load(FibLookup.IFINDEX, 4);
        Draft end = emitter.open();
        Value found = emitter.parameter(end);
        Draft turn = emitter.open();
        Value nexthop = emitter.parameter(turn);
        emitter.jump(turn, best);
        emitter.begin(turn);
        Value entry = emitter.alu(AluOp.ADD, nexthop, table.address());
        Value ifindex = table.load(entry, NexthopEntry.IFINDEX, 4);
        emitter.leaveIf(Cond.EQ, W64, ifindex, wanted, end, nexthop);
        emitter.leaveIf(Cond.EQ, W64, ifindex, Value.ZERO, end, nexthop);
        emitter.jump(turn, table.load(entry, NexthopEntry.OTHER, 4));
        emitter.begin(end);
        return found;
    }

    private Value ipv6(NetworkMap table, Draft done) {
        Value high = half(FibLookup.DESTINATION);
        Value low = half(FibLookup.DESTINATION + Long.BYTES);
        leaveIfNeverForwarded(high, low, done);
        leaveIfNeverForwarded(half(FibLookup.SOURCE), half(FibLookup.SOURCE + Long.BYTES), done);
        leaveUnlessForwarding(LinkEntry.FORWARDS_IPV6, done);
        return new RouteSearch(site).ipv6(table, high, low);
    }

    /// Half of an address as a number.
    private Value half(int offset) { return emitter.alu(AluOp.SWAP64, load(offset, 8), 0); }

    /// Multicast, link-local and loopback addresses (`rt6_need_strict`, include/net/ip6_route.h).
    private void leaveIfNeverForwarded(Value high, Value low, Draft done) {
        Value code = Value.of(FibLookup.NOT_FORWARDED);
        emitter.leaveIf(Cond.EQ, W64, emitter.alu(AluOp.RSH, high, MULTICAST_SHIFT), Value.of(MULTICAST), done, code);
        emitter.leaveIf(Cond.EQ, W64, emitter.alu(AluOp.RSH, high, LINK_LOCAL_SHIFT), Value.of(LINK_LOCAL), done, code);
        Value other = emitter.alu(AluOp.OR, high, emitter.alu(AluOp.XOR, low, 1));
        emitter.leaveIf(Cond.EQ, W64, other, Value.ZERO, done, code);
    }

    private void leaveUnlessForwarding(int flag, Draft done) {
        LinkSearch links = new LinkSearch(site);
        LinkSearch.Found link = links.find(load(FibLookup.IFINDEX, 4));
        links.leaveIfAbsent(link, done, Value.of(ENODEV.result()));
        emitter.leaveIf(Cond.CLEAR, W64, link.difference(), Value.of(flag), done,
                Value.of(FibLookup.FORWARDING_DISABLED));
    }

    /// Says in the parameters where packets go.
    ///
    /// @param nexthop at which byte of the table its entry is
    private void forward(Value nexthop, boolean skipsNeighbour, Draft done) {
        SortedSearch table = new SortedSearch(site, NetworkMap.NEXTHOPS);
        Value entry = emitter.alu(AluOp.ADD, nexthop, table.address());
        Value outcome = table.load(entry, NexthopEntry.RESULT, 1);
        Draft stays = emitter.open();
        Value refusal = emitter.alu(AluOp.SUB, outcome, FibLookup.BLACKHOLE);
        emitter.leaveIf(Cond.LT, W64, refusal, Value.of(FibLookup.NO_NEIGHBOUR - FibLookup.BLACKHOLE), done, outcome);
        Value mtu = table.load(entry, NexthopEntry.MTU, 4);
        emitter.leaveIf(Cond.GT, W64, load(FibLookup.LENGTH, 2), mtu, stays);
        store(FibLookup.IFINDEX, 8, table.load(entry, NexthopEntry.IFINDEX, 8));
        gateway(table, entry);
        if (!skipsNeighbour) {
            emitter.leaveIf(Cond.NE, W64, outcome, Value.ZERO, done, outcome);
            store(FibLookup.MAC_ADDRESSES, 8, table.load(entry, NexthopEntry.MAC_ADDRESSES, 8));
            store(FibLookup.MAC_ADDRESSES + 8, 4, table.load(entry, NexthopEntry.MAC_ADDRESSES + 8, 4));
        }
        store(FibLookup.VLAN, 4, Value.ZERO);
        store(FibLookup.LENGTH, 2, mtu);
        emitter.jump(done, Value.of(FibLookup.SUCCESS));

        emitter.begin(stays);
        store(FibLookup.LENGTH, 2, mtu);
        emitter.jump(done, Value.of(FibLookup.FRAGMENTATION_NEEDED));
    }

    /// The gateway takes the destination's place; that of an IPv4 route can have an IPv6 address.
    private void gateway(SortedSearch table, Value entry) {
        Draft known = emitter.open();
        Draft ipv4 = emitter.open();
        Value family = table.load(entry, NexthopEntry.GATEWAY_FAMILY, 1);
        emitter.leaveIf(Cond.EQ, W64, family, Value.ZERO, known);
        emitter.leaveIf(Cond.EQ, W64, family, Value.of(FibLookup.IPV4), ipv4);
        store(FibLookup.FAMILY, 1, family);
        store(FibLookup.DESTINATION, 8, table.load(entry, NexthopEntry.GATEWAY, 8));
        store(FibLookup.DESTINATION + 8, 8, table.load(entry, NexthopEntry.GATEWAY + 8, 8));
        emitter.jump(known);
        emitter.begin(ipv4);
        store(FibLookup.DESTINATION, 4, table.load(entry, NexthopEntry.GATEWAY, 4));
        emitter.jump(known);
        emitter.begin(known);
    }

    private Value load(int offset, int bytes) { return emitter.load(memory.access(PARAMETERS, offset, bytes), false); }

    private void store(int offset, int bytes, Value value) {
        emitter.store(memory.access(PARAMETERS, offset, bytes), value);
    }
}
