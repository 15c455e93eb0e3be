package xdp2rtl.verifier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import xdp2rtl.ebpf.Registers;
import xdp2rtl.isa.CoreConfig;

/// What is known at one point of the program. Changed in place while a block is gone through; copied where
/// paths part.
public final class State {
    /// Bytes of stack from `offset` that were written as one value.
    record Cell(int size, Typed content) {}

    static final int STRIDE = 16;
    static final int CELLS = 1024;
    /// What is not worth looking through.
    private static final int FEW_ROOTS = 8;
    /// How far the packet's first byte can be moved.
    private static final Range SHIFT = new Range(-CoreConfig.PAGE, CoreConfig.PAGE);
    /// Where the packet can end.
    private static final Range ENDS = new Range(0, CoreConfig.PAGE);
    private static final Typed NEVER_WRITTEN =
            Typed.of(new Type.Unset("has not been written on every path to here"));

    private final Map<Integer, Typed> registers = new HashMap<>();
    /// By frame and offset; see [#cellKey].
    private final NavigableMap<Integer, Cell> cells = new TreeMap<>();
    /// Bytes that are known to follow a root: up to the packet's end, or for the metadata up to the packet's
    /// start.
    private final Map<Long, Long> proven = new HashMap<>();
    /// By the name of a reservation that may not have been given away yet, the block where paths disagree about that,
    /// or [Type.Unset#NOWHERE]. A pointer to a record that is null on some path, is so where nothing is reserved.
    private final Map<Long, Integer> reserved = new HashMap<>();

    State() {}

    public State copy() {
        State copy = new State();
        copy.registers.putAll(registers);
        copy.cells.putAll(cells);
        copy.proven.putAll(proven);
        copy.reserved.putAll(reserved);
        return copy;
    }

    static int registerKey(int frame, int register) { return frame * STRIDE + register; }

    static int cellKey(int frame, int offset) { return frame * CELLS + offset + CELLS / 2; }

    public Typed register(int frame, int register) {
        return registers.getOrDefault(registerKey(frame, register), NEVER_WRITTEN);
    }

    public Type type(int frame, int register) { return register(frame, register).type(); }

    void set(int frame, int register, Typed value) { registers.put(registerKey(frame, register), value); }

    void unset(int frame, int register, String why) { set(frame, register, Typed.of(new Type.Unset(why))); }

    void unsetArguments(int frame) {
        for (int r = Registers.FIRST_ARGUMENT; r <= Registers.LAST_ARGUMENT; r++) {
            unset(frame, r, "does not survive a call");
        }
    }

    /// Bytes that follow a root for certain.
    public long proven(long root) { return proven.getOrDefault(root, 0L); }

    void prove(long root, long bytes) {
        if (root != Type.Packet.UNKNOWN) {
            proven.merge(root, bytes, Math::max);
        }
    }

    /// Leaves out what is proven of roots that no pointer has any more: a root that is made anew starts with nothing. A
    /// program that tests one pointer after another would carry all of them along.
    void forgetRoots() {
        if (proven.size() > FEW_ROOTS) {
            Set<Long> roots = new HashSet<>(Set.of(Type.Packet.DATA, Type.Packet.META));
            registers.values().forEach(value -> addRoot(value.type(), roots));
            cells.values().forEach(cell -> addRoot(cell.content().type(), roots));
            proven.keySet().retainAll(roots);
        }
    }

    private static void addRoot(Type type, Set<Long> roots) {
        if (type instanceof Type.Packet packet) {
            roots.add(packet.root());
        } else if (type instanceof Type.Half(Type pointer)) {
            addRoot(pointer, roots);
        }
    }

    /// The packet's borders move at the place `move`, and its shortest length is known anew.
    void movePacket(long move, long shortest) {
        proven.clear();
        proven.put(Type.Packet.DATA, shortest);
        replaceAll(value -> new Typed(aged(value.type(), move), value.id()));
    }

    /// What pointed into the packet is stale; its first byte may now be elsewhere in the frame.
    private static Type aged(Type type, long move) {
        return switch (type) {
            case Type.Packet packet -> new Type.Stale(move, packet.from().plus(SHIFT));
            case Type.PacketEnd _ -> new Type.Stale(move, ENDS.plus(SHIFT));
            case Type.Stale(long earlier, Range from) ->
                new Type.Stale(earlier == move ? Type.Stale.SEVERAL : earlier, from.plus(SHIFT));
            case Type.Half(Type pointer) -> new Type.Half(aged(pointer, move));
            case Type.Unset _, Type.Number _, Type.Context _, Type.Stack _, Type.Map _, Type.InnerMap _,
                 Type.MapValue _, Type.Function _, Type.Tainted _, Type.Record _ ->
                type;
        };
    }

    /// What a place in memory or a register holds that is a place in the packet's frame, or its low half.
    ///
    /// @param register -1 for bytes of the stack
    /// @param offset   of these 8 bytes, from R10
    public record Place(int frame, int register, int offset, Type type) {}

    /// All of these.
    public List<Place> places() {
        List<Place> places = new ArrayList<>();
        registers.forEach((key, value) -> {
            if (isPlace(value.type())) {
                places.add(new Place(key / STRIDE, key % STRIDE, 0, value.type()));
            }
        });
        cells.forEach((key, cell) -> {
            if (isPlace(cell.content().type())) {
                places.add(new Place(key / CELLS, -1, key % CELLS - CELLS / 2, cell.content().type()));
            }
        });
        return places;
    }

    private static boolean isPlace(Type type) {
        return type.isPlace() || type instanceof Type.Half(Type pointer) && pointer.isPlace();
    }

    /// Everything that holds the value `id` holds it with this type.
    void refine(long id, Type type) {
        replaceAll(value -> value.id() == id ? new Typed(type, id) : value);
    }

    /// Takes an id or root out of use, because its place in the program is about to make a new value under
    /// the same name.
    void forget(long id) {
        proven.remove(id);
        replaceAll(value -> {
            Type type = value.type() instanceof Type.Packet(long root, Range place, long offset) && root == id
                    ? new Type.Packet(Type.Packet.UNKNOWN, place, offset) : value.type();
            return value.id() == id ? Typed.of(type) : type == value.type() ? value
                    : new Typed(type, value.id());
        });
    }

    /// What a register holds, under an id: `id` if it has none yet. For what is about to be in two places.
    Typed named(int frame, int register, long id) {
        Typed named = named(register(frame, register), id);
        set(frame, register, named);
        return named;
    }

    private Typed named(Typed value, long id) {
        if (value.id() != Typed.ANY || value.type() instanceof Type.Unset || value.type() instanceof Type.Tainted) {
            return value;
        }
        forget(id);
        return new Typed(value.type(), id);
    }

    /// Memory for a record is there, or the pointer to it is null.
    void reserve(long name) { reserved.put(name, Type.Unset.NOWHERE); }

    /// All pointers to a record are what `change` makes of them.
    void changeRecord(long name, UnaryOperator<Type.Record> change) {
        replaceAll(value -> value.type() instanceof Type.Record record && record.name() == name
                ? new Typed(change.apply(record), value.id()) : value);
    }

    /// A record is given away, or was never there: no pointer leads to it any more.
    void release(long name, Type instead) {
        reserved.remove(name);
        replaceAll(value -> value.type() instanceof Type.Record record && record.name() == name
                ? new Typed(instead, value.id()) : value);
    }

    private void replaceAll(UnaryOperator<Typed> change) {
        registers.replaceAll((_, value) -> change.apply(value));
        cells.replaceAll((_, cell) -> new Cell(cell.size(), change.apply(cell.content())));
    }

    /// Ends a frame: its registers and stack are gone.
    void leave(int frame) {
        for (int r = 0; r < Registers.COUNT; r++) {
            registers.remove(registerKey(frame, r));
        }
        cells.subMap(cellKey(frame, -512), cellKey(frame, 512)).clear();
    }

    /// Stack bytes are written with something that is not kept track of.
    void scribble(int frame, int offset, int size) {
        for (int key : overlapping(frame, offset, size)) {
            Cell cell = cells.remove(key);
            Type type = cell.content().type();
            if (!(type instanceof Type.Number)) {
                for (int i = 0; i < cell.size(); i++) {
                    int at = key + i;
                    if (at < cellKey(frame, offset) || at >= cellKey(frame, offset) + size) {
                        cells.put(at, new Cell(1, Typed.of(part(type))));
                    }
                }
            }
        }
    }

    /// What bytes are that belong to something of which they are not all.
    private static Type part(Type whole) {
        return whole instanceof Type.Tainted || whole instanceof Type.Unset ? whole
                : new Type.Tainted(new Taint.Told("is a part of " + whole.text()));
    }

    void store(int frame, int offset, int size, Typed value) {
        scribble(frame, offset, size);
        cells.put(cellKey(frame, offset), new Cell(size, value));
    }

    /// What a load finds that puts it into a register: the stack keeps it too, under the same id.
    Typed load(int frame, int offset, int size, long id) {
        Cell exact = cells.get(cellKey(frame, offset));
        if (exact != null && exact.size() == size) {
            Typed named = named(exact.content(), id);
            cells.put(cellKey(frame, offset), new Cell(size, named));
            return named;
        }
        return load(frame, offset, size);
    }

    /// What a load finds. Bytes that were never written read as zeroes, but they count as any number.
    Typed load(int frame, int offset, int size) {
        Cell exact = cells.get(cellKey(frame, offset));
        if (exact != null && exact.size() == size) { return exact.content(); }
        for (int key : overlapping(frame, offset, size)) {
            Type type = cells.get(key).content().type();
            if (!(type instanceof Type.Number)) { return Typed.of(part(type)); }
        }
        return Typed.of(Type.number(Range.ofBytes(size, false)));
    }

    /// Bytes that were stored as constants; empty where one was not.
    Optional<byte[]> constants(int frame, int offset, int size) {
        byte[] bytes = new byte[size];
        int known = 0;
        for (int key : overlapping(frame, offset, size)) {
            Cell cell = cells.get(key);
            if (!(cell.content().type() instanceof Type.Number(Range range) && range.isConstant())) {
                return Optional.empty();
            }
            for (int i = 0; i < cell.size(); i++) {
                int at = key + i - cellKey(frame, offset);
                if (at >= 0 && at < size) {
                    bytes[at] = (byte) (range.low() >>> Byte.SIZE * i);
                    known++;
                }
            }
        }
        return known == size ? Optional.of(bytes) : Optional.empty();
    }

    private List<Integer> overlapping(int frame, int offset, int size) {
        int start = cellKey(frame, offset);
        List<Integer> keys = new ArrayList<>();
        cells.subMap(Math.max(start - 7, cellKey(frame, -512)), Math.min(start + size, cellKey(frame, 512)))
                .forEach((key, cell) -> {
                    if (key + cell.size() > start) {
                        keys.add(key);
                    }
                });
        return keys;
    }

    Map<Integer, Typed> registers() { return registers; }

    NavigableMap<Integer, Cell> cells() { return cells; }

    Map<Long, Long> provenRoots() { return proven; }

    Map<Long, Integer> reserved() { return reserved; }

    @Override public boolean equals(Object other) {
        return other instanceof State that && registers.equals(that.registers) && cells.equals(that.cells)
                && proven.equals(that.proven) && reserved.equals(that.reserved);
    }

    @Override public int hashCode() { return Objects.hash(registers, cells, proven, reserved); }
}
