package xdp2rtl.build;

import static xdp2rtl.isa.Width.W64;

import xdp2rtl.build.Value.Constant;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.Special;
import xdp2rtl.maps.Placement;
import xdp2rtl.types.Range;
import xdp2rtl.types.Type;

/// bpf_redirect and bpf_redirect_map (net/core/filter.c bpf_xdp_redirect, include/linux/filter.h
/// __bpf_xdp_redirect_map).
final class RedirectLowering {
    private static final int ABORTED = 0;
    private static final int REDIRECT = 4;
    private static final int ACTION_MASK = 3;
    private static final int BROADCAST_FLAG = 8;
    private static final int EXCLUDE_INGRESS_FLAG = 16;

    private final Site site;
    private final Emitter emitter;

    RedirectLowering(Site site) {
        this.site = site;
        this.emitter = site.emitter;
    }

    Value redirect() {
        Value target = emitter.low32(site.read(1));
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        emitter.leaveIf(Cond.NE, W64, site.read(2), Value.ZERO, done, Value.of(ABORTED));
        put(target);
        emitter.jump(done, Value.of(REDIRECT));
        emitter.begin(done);
        return result;
    }

    /// EXCLUDE_INGRESS means nothing without BROADCAST. Flags that might ask for a broadcast are refused,
    /// because the hardware sends a packet to one interface only.
    Value redirectMap() {
        int map = ((Type.Map) site.type(1)).map();
        Placement.Array devices = (Placement.Array) site.layout.placement(map);
        Value flags = site.read(3);
        refuseBroadcast(flags);
        Value index = emitter.low32(site.read(2));
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        emitter.leaveIf(Cond.SET, W64, flags, Value.of(
            ~(ACTION_MASK | BROADCAST_FLAG | EXCLUDE_INGRESS_FLAG)), done, Value.of(ABORTED));
        Value entry = MapLowering.entry(site, devices, map, index);
        emitter.leaveIf(Cond.EQ, W64, entry, Value.ZERO, done, emitter.alu(AluOp.AND, flags, ACTION_MASK));
        put(emitter.alu(AluOp.PAIR, entry, map + 1));
        emitter.jump(done, Value.of(REDIRECT));
        emitter.begin(done);
        return result;
    }

    private void refuseBroadcast(Value flags) {
        boolean possible = flags instanceof Constant(long number) ? (number & BROADCAST_FLAG) != 0
            : !(site.type(3) instanceof Type.Number(Range range)
            && range.within(new Range(0, BROADCAST_FLAG - 1)));
        if (possible) {
            throw site.refusal.of(site.node(), flags instanceof Constant ? "redirects with BPF_F_BROADCAST"
                : "redirects with flags that are not known",
                "the hardware sends a packet to one interface only", "Give an action or 0 as the flags");
        }
    }

    private void put(Value target) {
        emitter.emit(new Operation.Put(Special.REDIRECT, emitter.operand(target)));
    }
}
