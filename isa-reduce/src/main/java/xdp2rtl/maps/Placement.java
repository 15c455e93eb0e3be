package xdp2rtl.maps;

import java.nio.ByteBuffer;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;

/// Where one map lies.
public sealed interface Placement {
    MapSpec map();

    /// ARRAY, PERCPU_ARRAY, DEVMAP, CPUMAP, XSKMAP, PROG_ARRAY, ARRAY_OF_MAPS and global data: entry i at `address + i
    /// * stride`. A per-CPU array's address has bit 31 set. An entry that names a target is one word, 0 where there is
    /// none: an interface index, the length of a CPU's queue, a queue of the host with bit 32 set, or the number of a
    /// program or map ([xdp2rtl.elf.NameTable]).
    record Array(MapSpec map, int address, int stride) implements Placement {
        private static final byte PRESENT = 1;

        /// A value as it lies in memory; zeroes may be missing at its end.
        public byte[] stored(Bytes value) {
            return switch (map.kind()) {
                case XSKMAP -> ByteBuffer.allocate(Long.BYTES).put(value.toArray()).put(PRESENT).array();
                case HASH, ARRAY, PROG_ARRAY, PERF_EVENT_ARRAY, PERCPU_HASH, PERCPU_ARRAY, LRU_HASH, LRU_PERCPU_HASH,
                        LPM_TRIE, ARRAY_OF_MAPS,
                        HASH_OF_MAPS, DEVMAP, DEVMAP_HASH, CPUMAP, RINGBUF, QUEUE, STACK, BLOOM_FILTER ->
                    value.toArray();
            };
        }
    }

    /// PERF_EVENT_ARRAY, and the log: an [EventRing] a context.
    ///
    /// @param address of the ring, bit 31 set
    /// @param bytes   for records, a power of two
    record Ring(MapSpec map, int address, int bytes) implements Placement {}

    /// RINGBUF: a [SharedRing].
    ///
    /// @param bytes for records, a power of two
    record Shared(MapSpec map, int address, int bytes) implements Placement {}

    /// QUEUE and STACK: a [ValueLine].
    ///
    /// @param stride bytes from a place to the next
    record Line(MapSpec map, int address, int stride) implements Placement {}

    /// BLOOM_FILTER.
    ///
    /// @param address of the first bits
    record Filter(MapSpec map, int address, FilterBits bits) implements Placement {}

    /// HASH, PERCPU_HASH, the LRU kinds of both, DEVMAP_HASH, and HASH_OF_MAPS, whose values are numbers as in arrays.
    ///
    /// @param number      of the descriptor, what a map request names
    /// @param firstEntry  address of the first entry; entry i at `firstEntry + i * entryStride`
    /// @param firstValue  the first entry's value address as its word 0 holds it
    /// @param victim      address of a word of an LRU map: bytes from the first entry to the one that is tried next
    /// when there is
    ///                    no room, 0 at the beginning; 0 in maps of other kinds
    /// @param entryBytes  of all entries, the spare ones among them
    record Hash(MapSpec map, int number, HashDescriptor descriptor, int firstEntry, int firstValue, int victim,
            int entryBytes)
            implements
            Placement {
        public int keyPairs() { return descriptor.keyPairs(); }
        public int valuePairs() { return MapLayout.pairs(map.valueSize()); }
    }

    /// LPM_TRIE.
    record Prefixes(MapSpec map, PrefixTable table) implements Placement {}
}
