package xdp2rtl.verifier;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.stream.Stream;
import xdp2rtl.verifier.Type.InnerMap;
import xdp2rtl.verifier.Type.MapValue;
import xdp2rtl.verifier.Type.Number;
import xdp2rtl.verifier.Type.Packet;
import xdp2rtl.verifier.Type.Record;
import xdp2rtl.verifier.Type.Stack;
import xdp2rtl.verifier.Type.Stale;
import xdp2rtl.verifier.Type.Tainted;
import xdp2rtl.verifier.Type.Unset;

/// Joins what is known on two paths into one block.
///
/// Ids: places that hold equal values on both paths hold equal values behind the join, under an id of this
/// block, so that ids of an earlier turn of a loop cannot meet those of a later one.
final class Joiner {
    private final int here;
    private final long block;
    private final Typed unwritten;
    private final State a;
    private final State b;
    private final boolean widen;
    private final NavigableSet<Long> thresholds;
    private final State joined = new State();
    private final Map<List<Long>, Long> classes = new HashMap<>();
    private final Map<List<Long>, Root> roots = new HashMap<>();

    /// A root that is made here, and the offset that its first pointer had on the one path.
    private record Root(long root, Range place, long offset) {}

    private Joiner(int block, State a, State b, boolean widen, NavigableSet<Long> thresholds) {
        this.here = block;
        this.block = 1L << 62 | (long) block << 32;
        this.unwritten = Typed.of(new Unset("has not been written on every path to here", block));
        this.a = a;
        this.b = b;
        this.widen = widen;
        this.thresholds = thresholds;
    }

    /// @param a what was known before; with `widen`, what keeps growing in `b` grows to the next threshold at
    ///          once
    static State join(int block, State a, State b, boolean widen, NavigableSet<Long> thresholds) {
        return new Joiner(block, a, b, widen, thresholds).join();
    }

    private State join() {
        a.provenRoots().forEach((root, bytes) -> {
            Long other = b.provenRoots().get(root);
            if (other != null && !ofThisBlock(root)) {
                joined.provenRoots().put(root, widen && other < bytes ? 0L : Math.min(bytes, other));
            }
        });
        a.registers().keySet().stream().sorted().forEach(key -> {
            Typed other = b.registers().get(key);
            if (other != null) {
                joined.registers().put(key, join(a.registers().get(key), other, key));
            } else {
                joined.registers().put(key, unwritten);
            }
        });
        b.registers().keySet().stream().filter(key -> !a.registers().containsKey(key))
                .forEach(key -> joined.registers().put(key, unwritten));
        a.reserved().forEach((name, join) -> joined.reserved().put(name,
                b.reserved().containsKey(name) ? Math.max(join, b.reserved().get(name)) : here));
        b.reserved().keySet().forEach(name -> joined.reserved().putIfAbsent(name, here));
        a.cells().forEach((key, cell) -> {
            State.Cell other = b.cells().get(key);
            if (other != null && other.size() == cell.size()) {
                joined.cells().put(key, new State.Cell(cell.size(),
                        join(cell.content(), other.content(), 1 << 30 | key)));
            } else if (!(cell.content().type() instanceof Number)) {
                doubt(key, cell);
            }
        });
        b.cells().forEach((key, cell) -> {
            if (!joined.cells().containsKey(key) && !(cell.content().type() instanceof Number)) {
                doubt(key, cell);
            }
        });
        return joined;
    }

    /// A pointer that is on the stack on one path only is no use behind the join.
    private void doubt(int key, State.Cell cell) {
        for (int i = 0; i < cell.size(); i++) {
            joined.cells().put(key + i, new State.Cell(
                    1, Typed.of(new Tainted(new Taint.Told("is a part of a pointer on some path to here"), here))));
        }
    }

    private Typed join(Typed x, Typed y, int place) {
        long id = id(x.id(), y.id(), place);
        return new Typed(join(x.type(), y.type(), place), id);
    }

    private long id(long x, long y, int place) {
        if (x == Typed.ANY || y == Typed.ANY) { return Typed.ANY; }
        return x == y && !ofThisBlock(x) ? x : classes.computeIfAbsent(List.of(x, y), _ -> block | place);
    }

    private boolean ofThisBlock(long id) { return id >> 32 == block >> 32; }

    private Type join(Type x, Type y, int place) {
        if (x.equals(y) && !(x instanceof Packet(long root, _, _) && ofThisBlock(root))) { return x; }
        if (x instanceof Unset unset) { return y instanceof Unset ? x : new Unset(unset.why(), here); }
        if (y instanceof Unset(String why, _)) { return new Unset(why, here); }
        if (x instanceof Tainted(Taint taint, _)) { return y instanceof Tainted ? x : new Tainted(taint, here); }
        if (y instanceof Tainted(Taint taint, _)) { return new Tainted(taint, here); }
        if (x instanceof Number(Range range) && y instanceof Number(Range other)) {
            return new Number(grow(range, other));
        }
        if (x.isZero() && y instanceof MapValue value) { return nullable(value); }
        if (x instanceof MapValue value && y.isZero()) { return nullable(value); }
        if (x instanceof MapValue value && y instanceof MapValue other) {
            return new MapValue(union(value.maps(), other.maps()), grow(value.offset(), other.offset()),
                    value.nullable() || other.nullable());
        }
        if (x instanceof InnerMap(int outer, _)
                && (y.isZero() || y instanceof InnerMap(int other, _) && other == outer)) {
            return new InnerMap(outer, true);
        }
        if (x.isZero() && y instanceof InnerMap(int outer, _)) { return new InnerMap(outer, true); }
        if (x instanceof Record record && (y.isZero() || y instanceof Record)) { return record(record, y, b); }
        if (x.isZero() && y instanceof Record record) { return record(record, x, a); }
        if (x instanceof Stack stack && y instanceof Stack other && other.frame() == stack.frame()) {
            return new Stack(stack.frame(), grow(stack.offset(), other.offset()));
        }
        if (x instanceof Stale(long move, Range from) && y instanceof Stale(long other, Range range)) {
            return new Stale(move == other ? move : Stale.SEVERAL, grow(from, range));
        }
        if (x instanceof Type.Half(Stale half) && y instanceof Type.Half(Stale other)) {
            return new Type.Half(join(half, other, place));
        }
        if (x instanceof Packet packet && y instanceof Packet other) { return packet(packet, other, place); }
        return mixed(x, y);
    }

    /// A number 0 is a null pointer: null is 0, and no place inside a value is.
    private static Type nullable(MapValue value) {
        return new MapValue(value.maps(), value.offset(), true);
    }

    /// @param state where `other` is
    private Type record(Record record, Type other, State state) {
        if (other instanceof Record(int map, int size, long name, Range offset, boolean nullable)) {
            return name == record.name() && map == record.map() && size == record.size()
                    ? new Record(map, size, name, grow(record.offset(), offset), record.nullable() || nullable)
                    : mixed(record, other);
        }
        return state.reserved().containsKey(record.name()) ? mixed(record, other)
                : new Record(record.map(), record.size(), record.name(), record.offset(), true);
    }

    private static List<Integer> union(List<Integer> x, List<Integer> y) {
        return Stream.concat(x.stream(), y.stream()).distinct().sorted().toList();
    }

    /// Pointers that are equally far apart on both paths get a common root, so that a test of one tells about
    /// the others.
    private Type packet(Packet x, Packet y, int place) {
        if (x.root() == Packet.META != (y.root() == Packet.META)) { return mixed(x, y); }
        List<Long> kind = List.of(x.root(), y.root(), x.offset() - y.offset());
        Root first = roots.computeIfAbsent(kind, _ -> root(x, y, place));
        return new Packet(first.root(), first.place(), x.offset() - first.offset());
    }

    private Root root(Packet x, Packet y, int place) {
        long root = block | place;
        long known = Math.min(a.proven(x.root()) - x.offset(), b.proven(y.root()) - y.offset());
        if (widen && x.root() == root && known < a.proven(root)) {
            known = 0;
        }
        if (known > 0) {
            joined.provenRoots().put(root, known);
        }
        return new Root(root, grow(x.from(), y.from()), x.offset());
    }

    private Range grow(Range x, Range y) { return widen ? x.widen(y, thresholds) : x.join(y); }

    private Tainted mixed(Type x, Type y) {
        return new Tainted(new Taint.Told("is " + x.text() + " or " + y.text() + ", by the path to here"), here);
    }
}
