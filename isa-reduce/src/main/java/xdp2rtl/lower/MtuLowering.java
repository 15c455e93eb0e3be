package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W32;
import static xdp2rtl.isa.Width.W64;
import static xdp2rtl.linux.Errno.EINVAL;
import static xdp2rtl.linux.Errno.ENODEV;

import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Special;
import xdp2rtl.linux.LinkHeader;

/// bpf_xdp_check_mtu (net/core/filter.c): whether a packet of this length fits an interface.
final class MtuLowering {
    private static final int IFINDEX = 2;
    private static final int LENGTH = 3;
    private static final int DIFFERENCE = 4;
    private static final int FLAGS = 5;

    private final Site site;
    private final Emitter emitter;
    private final MemoryLowering memory;

    MtuLowering(Site site, MemoryLowering memory) {
        this.site = site;
        this.emitter = site.emitter;
        this.memory = memory;
    }

    Value check() {
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        emitter.leaveIf(Cond.NE, W64, site.read(FLAGS), Value.ZERO, done, Value.of(EINVAL.result()));
        Value given = emitter.low32(site.read(IFINDEX));
        Value ifindex = given.is(0) ? emitter.get(Special.IFINDEX) : given.constant().isPresent() ? given
                : either(given, given, emitter.get(Special.IFINDEX));
        LinkSearch links = new LinkSearch(site);
        LinkSearch.Found link = links.find(ifindex);
        links.leaveIfAbsent(link, done, Value.of(ENODEV.result()));

        Value mtu = links.mtu(link);
        Access place = memory.access(LENGTH, 0, Integer.BYTES);
        Value wanted = emitter.load(place, false);
        Value length = either(wanted, emitter.alu(AluOp.ADD, wanted, LinkHeader.BYTES), emitter.get(Special.LENGTH));
        Value changed = emitter.alu(AluOp.ADD, W32, length, site.read(DIFFERENCE));
        emitter.store(place, mtu);
        Value most = emitter.alu(AluOp.ADD, mtu, LinkHeader.BYTES);
        emitter.jump(done, emitter.compare(Cond.SGT, W32, changed, most));
        emitter.begin(done);
        return result;
    }

    /// `test != 0 ? then : otherwise`.
    private Value either(Value test, Value then, Value otherwise) {
        Value isZero = emitter.compare(Cond.EQ, W64, test, Value.ZERO);
        return emitter.alu(AluOp.OR, emitter.choose(test, then, 0), emitter.choose(isZero, otherwise, 0));
    }
}
