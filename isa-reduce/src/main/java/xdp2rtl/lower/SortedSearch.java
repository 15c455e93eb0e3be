package xdp2rtl.lower;

import java.util.function.Function;
import java.util.function.IntFunction;
import xdp2rtl.isa.AluOp;
import xdp2rtl.isa.Space;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.NetworkMap;
import xdp2rtl.maps.Placement;

/// A search in halves through a sorted table of 2^n entries of 2^m bytes: n rounds, one behind the other, each of which
/// reads one entry. There is no branch in it.
final class SortedSearch {
    private final Emitter emitter;
    private final Placement.Array table;
    private final int alias;

    SortedSearch(Site site, NetworkMap map) {
        this.emitter = site.emitter;
        int place = place(site.layout, map);
        this.table = (Placement.Array) site.layout.placement(place);
        this.alias = place + 1;
    }

    private static int place(MapLayout layout, NetworkMap map) {
        for (int place = 0; place < layout.placements().size(); place++) {
            if (layout.placement(place).map().name().equals(map.label())) { return place; }
        }
        throw new IllegalStateException("a program that needs " + map.label() + " is laid out without it");
    }

    /// Where the table begins.
    int address() { return table.address(); }

    /// The words of an entry, by their offset.
    interface Words extends IntFunction<Value> {}

    /// The address of the last entry that `notAbove` gives 1 for and not 0; of the first entry if there is none.
    Value find(Function<Words, Value> notAbove) {
        Value at = Value.of(table.address());
        for (int half = table.stride() * table.map().maxEntries() / 2; half >= table.stride(); half /= 2) {
            Value from = at;
            int distance = half;
            Value test = notAbove.apply(offset -> load(from, distance + offset, Long.BYTES));
            at = emitter.alu(AluOp.ADD, emitter.alu(AluOp.LSH, test, Integer.numberOfTrailingZeros(half)), at);
        }
        return at;
    }

    /// Up to 8 bytes of an entry.
    Value load(Value entry, int offset, int bytes) {
        return emitter.load(new Access(Space.MAP, entry, offset, Access.sizeOf(bytes), true, alias), false);
    }
}
