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
///
/// A call that is taken leaves its number in `bpf_redirect_info`. A later bpf_redirect_map that finds nothing
/// takes the map away but not the number, which xdp_do_redirect then takes for an interface. Only where calls
/// can follow each other is the number kept.
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
        End end = new End();
        end.leaveIf(Cond.NE, site.read(2), Value.ZERO, Value.of(ABORTED));
        put(target);
        end.jump(Value.of(REDIRECT), target);
        return end.begin();
    }

    /// EXCLUDE_INGRESS means nothing without BROADCAST. Flags that might ask for a broadcast are refused,
    /// because the hardware sends a packet to one interface only.
    Value redirectMap() {
        int map = ((Type.Map) site.type(1)).map();
        Placement.Array devices = (Placement.Array) site.layout.placement(map);
        Value flags = site.read(3);
        refuseBroadcast(flags);
        Value index = emitter.low32(site.read(2));
        End end = new End();
        end.leaveIf(Cond.SET, flags, Value.of(~(ACTION_MASK | BROADCAST_FLAG | EXCLUDE_INGRESS_FLAG)),
            Value.of(ABORTED));
        Value entry = MapLowering.entry(site, devices, map, index);
        if (site.redirectsAgain) {
            // Stays where nothing is found.
            put(end.before);
        }
        end.leaveIf(Cond.EQ, entry, Value.ZERO, emitter.alu(AluOp.AND, flags, ACTION_MASK));
        put(emitter.alu(AluOp.PAIR, entry, map + 1));
        end.jump(Value.of(REDIRECT), index);
        return end.begin();
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

    /// Where the ways through a call meet, with what it returns and the number that it leaves.
    private final class End {
        final Value before = site.redirectsAgain ? site.read(new Variable.RedirectIndex()) : Value.ZERO;
        private final Draft draft = emitter.open();

        /// The number stays what it was.
        void leaveIf(Cond cond, Value left, Value right, Value action) {
            emitter.leaveIf(cond, W64, left, right, draft, arguments(action, before));
        }

        void jump(Value action, Value index) { emitter.jump(draft, arguments(action, index)); }

        /// Goes on behind the call; gives what it returns.
        Value begin() {
            Value result = emitter.parameter(draft);
            if (site.redirectsAgain) {
                site.write(new Variable.RedirectIndex(), emitter.parameter(draft));
            }
            emitter.begin(draft);
            return result;
        }

        private Value[] arguments(Value action, Value index) {
            return site.redirectsAgain ? new Value[] {action, index} : new Value[] {action};
        }
    }
}
