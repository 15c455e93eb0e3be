package xdp2rtl.isa;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What the dispatcher of several cores is loaded with (`docs/machine.md`, section 10).
///
/// @param keys  of the units of a packet's first 64 bytes, 16 bits each; 0: the unit takes no part. Units of one key can
///              change places, and the packet goes to the same core. All 0: packets are dealt out in turn
/// @param table the core of each hash, or [#FREE]
/// @param perFlow whether, by flow, packets of different cores may overtake each other
public record Dispatch(List<Integer> keys, List<Integer> table, boolean perFlow) {
    /// Bytes of a unit.
    public static final int UNIT = 2;
    /// Units of a packet that can take part.
    public static final int UNITS = 32;
    /// Numbers that packets are hashed to.
    public static final int ENTRIES = 128;
    /// Beats that wait for the core that they are for, at most.
    public static final int QUEUE_BEATS = 512;
    /// Packets that can be on their way out of a core without a context.
    private static final int LEAVING = 8;
    /// In the table: the core whose turn it is takes the hash with the first packet that has it. So the flows that there
    /// are have a core in turn.
    public static final int FREE = 0x100;
    /// Packets go to the cores in turn.
    public static final Dispatch IN_TURN =
            new Dispatch(Collections.nCopies(UNITS, 0), Collections.nCopies(ENTRIES, FREE), false);
    /// All packets go to the first core, whatever is in them.
    public static final Dispatch TO_FIRST = new Dispatch(firstUnit(), Collections.nCopies(ENTRIES, 0), false);

    /// The fractional part of the golden ratio, in 15 bits: its multiples lie far from each other.
    private static final int STEP = 0x4f1b;

    public Dispatch {
        keys = List.copyOf(keys);
        table = List.copyOf(table);
        check(keys, UNITS, "keys");
        check(table, ENTRIES, "table entries");
    }

    /// By these fields.
    public static Dispatch of(FlowFields flow) {
        if (flow.fields().isEmpty()) return IN_TURN;
        var keys = new ArrayList<>(Collections.nCopies(UNITS, 0));
        int number = 0;
        for (FlowFields.Field field : flow.fields()) {
            check(field);
            for (int at = 0; at < field.bytes(); at += UNIT) {
                int key = key(number++);
                keys.set((field.offset() + at) / UNIT, key);
                if (field.partner().isPresent()) keys.set((field.partner().getAsInt() + at) / UNIT, key);
            }
        }
        return new Dispatch(keys, IN_TURN.table, true);
    }

    /// The same with another table.
    public Dispatch withTable(List<Integer> cores) {
        return new Dispatch(keys, cores, perFlow);
    }

    /// The same with all packets in the order of arrival.
    public Dispatch inOrder() {
        return new Dispatch(keys, table, false);
    }

    /// Whether flows have a core each, which may be the same for all.
    public boolean byFlow() {
        return keys.stream().anyMatch(key -> key != 0);
    }

    /// Keys by which there is a hash.
    private static List<Integer> firstUnit() {
        var keys = new ArrayList<>(Collections.nCopies(UNITS, 0));
        keys.set(0, 1);
        return keys;
    }

    /// An odd number of 16 bits, the highest of them set.
    private static int key(int number) {
        return 0x8001 | (number + 1) * STEP << 1 & 0x7fff;
    }

    /// Places for packets whose order is kept, a power of two: twice as many as the cores can have, as others wait in
    /// front of one of them.
    public static int orderPlaces(CoreConfig config) {
        return Integer.highestOneBit(2 * config.cores() * (config.contexts() + LEAVING)) << 1;
    }

    private static void check(List<Integer> values, int count, String what) {
        if (values.size() != count) throw new IllegalArgumentException(values.size() + " " + what + ", not " + count);
    }

    private static void check(FlowFields.Field field) {
        int last = Math.max(field.offset(), field.partner().orElse(0)) + field.bytes();
        boolean even = (field.offset() | field.bytes() | field.partner().orElse(0)) % UNIT == 0;
        if (!even || field.offset() < 0 || last > UNIT * UNITS) {
            throw new IllegalArgumentException(field + " is not made of the units of the first 64 bytes");
        }
    }
}
