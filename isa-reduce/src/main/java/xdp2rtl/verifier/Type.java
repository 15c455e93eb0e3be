package xdp2rtl.verifier;

import java.util.List;

/// What a register or stack slot holds. Offsets and bounds are in bytes.
public sealed interface Type {

    /// Nothing that may be used; `why` completes "r3 ...". If paths that disagree are the reason, `join` is the block
    /// in which they meet, else [#NOWHERE].
    record Unset(String why, int join) implements Type {
        public static final int NOWHERE = -1;

        public Unset(String why) { this(why, NOWHERE); }
    }

    record Number(Range range) implements Type {}

    /// A number that depends on where memory lies in Linux, such as a part of a pointer, or a pointer on some path
    /// only. Compilers move such about and compute with it where they do not use it then. So it can be moved, kept on
    /// the stack and computed with, and whatever is made of it is tainted too: nothing that is seen may depend on it.
    ///
    /// @param join the block in which paths meet that disagree, else [Unset#NOWHERE]
    record Tainted(Taint taint, int join) implements Type {
        Tainted(Taint taint) { this(taint, Unset.NOWHERE); }
    }

    /// The `xdp_md` of the run.
    record Context(int offset) implements Type {}

    /// A place in the packet: `root` plus `offset`, where `root` is a point that is not known exactly; it
    /// lies in `place`, counted from the packet's first byte. [State#proven] says what is known to follow a
    /// root.
    record Packet(long root, Range place, long offset) implements Type {
        /// The root of all pointers with known place: the packet's first byte.
        public static final long DATA = 0;
        /// The root that is the first byte of the metadata.
        public static final long META = -1;
        /// A root about which nothing is known.
        public static final long UNKNOWN = -2;

        public static final Packet START = new Packet(DATA, Range.of(0), 0);

        public Range from() { return place.plus(Range.of(offset)); }
    }

    /// `xdp_md.data_end`.
    record PacketEnd() implements Type {}

    /// A place in the stack of a frame; `offset` counts from its R10, so it is negative inside.
    record Stack(int frame, Range offset) implements Type {}

    /// The map itself, as an argument of helpers.
    record Map(int map) implements Type {}

    /// One of the maps that a map of maps holds, or null if `nullable`.
    /// @param outer the map of maps
    record InnerMap(int outer, boolean nullable) implements Type {}

    /// A place in a value of one of these maps (ascending), or null if `nullable`.
    record MapValue(List<Integer> maps, Range offset, boolean nullable) implements Type {
        public MapValue { maps = List.copyOf(maps); }
    }

    /// A place in the memory of a record that the program has reserved and not yet given away, or null if `nullable`:
    /// then nothing is reserved.
    /// @param map  the ring
    /// @param size of the data
    /// @param name of the reservation, see [State#reserved]
    record Record(int map, int size, long name, Range offset, boolean nullable) implements Type {}

    /// What pointed into the packet, or to its end, before the packet's borders moved at the place `move`: a number to
    /// Linux from then on. The frame does not move, so how far it is from other places in the packet is still known:
    /// `from` the packet's first byte, wherever that is now. Compilers put off the computing of lengths and the
    /// checking of borders until they are needed.
    record Stale(long move, Range from) implements Type {
        /// One of several moves, or of a loop's turns.
        public static final long SEVERAL = -1;
    }

    /// The low 32 bits of a pointer into the packet or of its end: good for a difference, for nothing else.
    record Half(Type pointer) implements Type {}

    /// A function of the program, which starts at this slot.
    record Function(int start) implements Type {}

    static Type number() { return new Number(Range.ALL); }

    static Type number(Range range) { return new Number(range); }

    static Type constant(long value) { return new Number(Range.of(value)); }

    /// Whether it is a place in the packet's frame, that can be compared with others.
    default boolean isPlace() {
        return switch (this) {
            case Packet _, PacketEnd _, Stale _ -> true;
            case Unset _, Number _, Context _, Half _, Stack _, Map _, InnerMap _, MapValue _, Function _, Tainted _,
                 Record _ ->
                false;
        };
    }

    default boolean isPointer() {
        return switch (this) {
            case Unset _, Number _, Tainted _ -> false;
            case Context _, Packet _, PacketEnd _, Stale _, Half _, Stack _, Map _, InnerMap _, MapValue _, Function _,
                 Record _ ->
                true;
        };
    }

    default boolean isZero() { return this instanceof Number(Range range) && range.isConstant(0); }

    /// For messages.
    default String text() {
        return switch (this) {
            case Unset _ -> "nothing";
            case Number _ -> "a number";
            case Tainted _ -> "a number that depends on an address";
            case Context _ -> "the context";
            case Packet(long root, _, _) -> root == Packet.META ? "a pointer to metadata"
                    : "a pointer into the packet";
            case PacketEnd _ -> "the packet's end";
            case Stale _ -> "what pointed into the packet before its borders moved";
            case Half(Type pointer) -> "half of " + pointer.text();
            case Stack _ -> "a pointer into the stack";
            case Map _ -> "a map";
            case Function _ -> "a function";
            case InnerMap(_, boolean nullable) -> "a map out of a map" + (nullable ? ", or null" : "");
            case Record record -> "a pointer into a record" + (record.nullable() ? " that may be null" : "");
            case MapValue value -> "a pointer into a map value"
                    + (value.nullable() ? " that may be null" : "");
        };
    }
}
