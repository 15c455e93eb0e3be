package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;

import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.maps.LinkEntry;
import xdp2rtl.maps.NetworkMap;

/// Finds interfaces by index (`dev_get_by_index_rcu`, net/core/dev.c).
final class LinkSearch {
    private static final long FLAGS = 0xffff_ffffL;

    private final Emitter emitter;
    private final SortedSearch search;

    LinkSearch(Site site) {
        this.emitter = site.emitter;
        this.search = new SortedSearch(site, NetworkMap.LINKS);
    }

    /// An entry that may be another interface's.
    ///
    /// @param difference its first word less that of the wanted interface without flags: what is above
    ///                   [LinkEntry#FLAG_BITS] is 0 in the wanted one only
    record Found(Value entry, Value difference) {}

    /// @param ifindex zero-extended
    Found find(Value ifindex) {
        Value wanted = emitter.alu(AluOp.LSH, ifindex, Integer.SIZE);
        Value last = emitter.alu(AluOp.OR, wanted, FLAGS);
        Value entry = search.find(words -> emitter.compare(Cond.LE, W64, words.apply(0), last));
        Value word = search.load(entry, 0, 8);
        return new Found(entry, emitter.alu(AluOp.SUB, word, emitter.alu(AluOp.OR, wanted, LinkEntry.PRESENT)));
    }

    /// Leaves for `absent` if the interface is not there; afterwards the difference has its forwarding flags only.
    void leaveIfAbsent(Found found, Draft absent, Value... arguments) {
        long most = LinkEntry.FORWARDS_IPV4 | LinkEntry.FORWARDS_IPV6;
        emitter.leaveIf(Cond.GT, W64, found.difference(), Value.of(most), absent, arguments);
    }

    Value mtu(Found found) { return search.load(found.entry(), LinkEntry.MTU, 4); }
}
