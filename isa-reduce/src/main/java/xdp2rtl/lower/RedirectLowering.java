package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;
import static xdp2rtl.linux.RedirectFlags.BROADCAST;
import static xdp2rtl.linux.RedirectFlags.EXCLUDE_INGRESS;

import xdp2rtl.elf.MapSpec;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Operation;
import xdp2rtl.isa.RedirectWord;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.isa.Special;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.RedirectFlags;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.maps.Placement;
import xdp2rtl.verifier.Broadcasts;
import xdp2rtl.verifier.Type;

/// bpf_redirect and bpf_redirect_map (net/core/filter.c bpf_xdp_redirect, include/linux/filter.h
/// __bpf_xdp_redirect_map).
///
/// A call that is taken leaves its number in `bpf_redirect_info`. A later bpf_redirect_map that finds nothing
/// takes the map away but not the number, which xdp_do_redirect then takes for an interface. Only where calls
/// can follow each other is the number kept.
final class RedirectLowering {
    private static final Value ABORTED = Value.of(XdpAction.ABORTED.number());
    private static final Value REDIRECT = Value.of(XdpAction.REDIRECT.number());

    private final Site site;
    private final Emitter emitter;
    private final MapLowering maps;

    RedirectLowering(Site site, MapLowering maps) {
        this.site = site;
        this.maps = maps;
        this.emitter = site.emitter;
    }

    Value redirect() {
        Value target = emitter.low32(site.read(1));
        End end = new End();
        end.leaveIf(Cond.NE, site.read(2), Value.ZERO, ABORTED);
        put(target);
        end.jump(REDIRECT, target);
        return end.begin();
    }

    /// EXCLUDE_INGRESS means nothing without BROADCAST. A broadcast does not look into the map.
    Value redirectMap() {
        int number = ((Type.Map) site.type(1)).map();
        MapSpec map = site.layout.placement(number).map();
        Value flags = site.read(3);
        Value index = emitter.low32(site.read(2));
        End end = new End();
        end.leaveIf(Cond.SET, flags, Value.of(~RedirectFlags.takenBy(map.type())), ABORTED);
        if (map.holdsDevices() && Broadcasts.arePossible(site.type(3))) {
            Draft toAll = emitter.open();
            Draft toOne = emitter.open();
            emitter.leaveIf(Cond.SET, W64, flags, Value.of(BROADCAST), toAll);
            emitter.jump(toOne);
            emitter.begin(toAll);
            put(all(number, flags));
            end.jump(REDIRECT, index);
            emitter.begin(toOne);
        }
        Value target = switch (site.layout.placement(number)) {
            case Placement.Array targets -> {
                Value entry = MapLowering.entry(site, targets, number, index);
                leaveIfNone(end, entry, flags);
                yield map.kind() == MapKind.CPUMAP ? index : entry;
            }
            case Placement.Ring _, Placement.Shared _, Placement.Line _, Placement.Filter _ ->
                throw new IllegalStateException("no target");
            case Placement.Hash devices -> {
                Value device = maps.lookup(devices, index);
                leaveIfNone(end, device, flags);
                yield emitter.load(new Access(Space.MAP, device, 0, Size.B4, true, number + 1), false);
            }
            case Placement.Prefixes _ -> throw new IllegalStateException("a redirect by map " + map.name());
        };
        put(emitter.alu(AluOp.PAIR, target, RedirectWord.ofMap(number)));
        end.jump(REDIRECT, index);
        return end.begin();
    }

    /// The action that the flags name, and no target but the number of an earlier call.
    private void leaveIfNone(End end, Value entry, Value flags) {
        if (site.redirectsAgain) {
            put(end.before);
        }
        end.leaveIf(Cond.EQ, entry, Value.ZERO, emitter.alu(AluOp.AND, flags, RedirectFlags.ACTION));
    }

    /// The [RedirectWord] of a broadcast: the flags stand above the map's number.
    private Value all(int map, Value flags) {
        Value which = emitter.alu(AluOp.AND, flags, BROADCAST | EXCLUDE_INGRESS);
        Value upper =
                emitter.alu(AluOp.OR, emitter.alu(AluOp.LSH, which, RedirectWord.FLAG_SHIFT), RedirectWord.ofMap(map));
        return emitter.alu(AluOp.LSH, upper, Integer.SIZE);
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
            return site.redirectsAgain ? new Value[]{action, index} : new Value[]{action};
        }
    }
}
