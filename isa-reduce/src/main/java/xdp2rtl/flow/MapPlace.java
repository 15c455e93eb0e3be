package xdp2rtl.flow;

import java.util.List;

/// Where a map lies on several cores, each of which has a map memory of its own.
public sealed interface MapPlace {
    /// Every core has a copy, which only the host writes.
    record Copied() implements MapPlace {}

    /// Every CPU has its values. Only the host adds keys, in all cores.
    record PerCpu() implements MapPlace {}

    /// An entry is in the core that gets the packets which name it.
    ///
    /// @param complete whether all entries are always there, in every core; only the owner's is used
    record ByFlow(FlowKey key, boolean complete) implements MapPlace {
        /// Of so many entries that a map may have, those of one core: all cores together never have more.
        public static int entries(int most, int cores) { return most / cores; }
    }

    /// Programs only add to numbers in its values and never read them: each core adds to its own, what they hold
    /// together is the number.
    ///
    /// @param numbers in each value; the rest of it is the same in all cores
    record AddedUp(List<Number> numbers) implements MapPlace {
        public AddedUp { numbers = List.copyOf(numbers); }
    }

    /// The first core has it, and gets all packets. The other cores' copies are not used.
    record First() implements MapPlace {}

    /// @param offset of its first byte in the value
    /// @param bytes  1, 2, 4 or 8
    record Number(int offset, int bytes) {
        boolean overlaps(Number other) {
            return offset < other.offset + other.bytes && other.offset < offset + bytes;
        }
    }
}
