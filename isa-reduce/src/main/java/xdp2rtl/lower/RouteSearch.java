package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;

import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.maps.IntervalEntry;
import xdp2rtl.maps.NetworkMap;

/// Finds what becomes of a destination: the interval of addresses that it is in, and at which byte of
/// [NetworkMap#NEXTHOPS] the interval's entry begins.
final class RouteSearch {
    private static final long LOWER_HALF = 0xffff_ffffL;

    private final Site site;
    private final Emitter emitter;

    RouteSearch(Site site) {
        this.site = site;
        this.emitter = site.emitter;
    }

    /// @param address as a number, zero-extended
    Value ipv4(Value address) {
        SortedSearch search = new SortedSearch(site, NetworkMap.IPV4);
        Value last = emitter.alu(AluOp.OR, emitter.alu(AluOp.LSH, address, Integer.SIZE), LOWER_HALF);
        Value entry = search.find(words -> emitter.compare(Cond.LE, W64, words.apply(0), last));
        return search.load(entry, 0, 4);
    }

    /// @param table IPV6 or IPV6_MAIN
    /// @param high  the address's upper half as a number
    /// @param low   the lower half
    Value ipv6(NetworkMap table, Value high, Value low) {
        SortedSearch search = new SortedSearch(site, table);
        Value entry = search.find(words -> {
            Value upper = words.apply(0);
            Value lower = words.apply(IntervalEntry.IPV6_LOW);
            Value same = emitter.compare(Cond.EQ, W64, upper, high);
            Value notAbove = emitter.compare(Cond.LE, W64, lower, low);
            return emitter.alu(AluOp.OR, emitter.compare(Cond.LT, W64, upper, high), emitter.alu(AluOp.AND, same,
                    notAbove));
        });
        return search.load(entry, IntervalEntry.IPV6_NEXTHOP, 4);
    }
}
