package xdp2rtl.lower;

import static xdp2rtl.isa.Width.W64;

import java.util.List;
import java.util.function.IntFunction;
import xdp2rtl.isa.Cond;
import xdp2rtl.isa.Size;
import xdp2rtl.isa.Space;
import xdp2rtl.maps.Placement;
import xdp2rtl.verifier.Type;

/// Maps out of maps (kernel/bpf/map_in_map.c). What a lookup in a map of maps finds is the number of a map, from 1; a
/// call on it is made for each of the maps that it can be.
final class InnerMapLowering {
    private static final int MAP = 1;

    private final Site site;
    private final Emitter emitter;

    InnerMapLowering(Site site) {
        this.site = site;
        this.emitter = site.emitter;
    }

    /// What a call gives on the map that it is given.
    /// @param call on the map of a place among the program's
    Value onMap(IntFunction<Value> call) {
        Type type = site.type(MAP);
        List<Integer> places = site.refusal.places(type);
        if (type instanceof Type.Map) { return call.apply(places.getFirst()); }
        Value number = site.read(MAP);
        Draft done = emitter.open();
        Value result = emitter.parameter(done);
        for (int at = 0; at < places.size() - 1; at++) {
            Draft other = emitter.open();
            emitter.leaveIf(Cond.NE, W64, number, Value.of(at + 1L), other);
            emitter.jump(done, call.apply(places.get(at)));
            emitter.begin(other);
        }
        emitter.jump(done, call.apply(places.getLast()));
        emitter.begin(done);
        return result;
    }

    /// The number of the map that a lookup finds, 0 for none.
    Value found(int outer, Placement placement, MapLowering maps) {
        if (site.refusal.places(new Type.InnerMap(outer, true)).isEmpty()) { return Value.ZERO; }
        return switch (placement) {
            case Placement.Array array -> MapLowering.entry(site, array, outer, maps.index(outer));
            case Placement.Hash hash -> {
                Draft done = emitter.open();
                Value result = emitter.parameter(done);
                Value address = maps.lookup(hash);
                emitter.leaveIf(Cond.EQ, W64, address, Value.ZERO, done, Value.ZERO);
                emitter.jump(done, emitter.load(new Access(Space.MAP, address, 0, Size.B4, true, outer + 1), false));
                emitter.begin(done);
                yield result;
            }
            case Placement.Ring _, Placement.Shared _, Placement.Line _, Placement.Filter _, Placement.Prefixes _ ->
                throw new IllegalStateException("map " + placement.map().name() + " holds no maps");
        };
    }
}
