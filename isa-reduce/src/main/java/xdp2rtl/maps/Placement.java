package xdp2rtl.maps;

import xdp2rtl.elf.MapSpec;

/// Where one map lies.
public sealed interface Placement {
    MapSpec map();

    /// ARRAY, PERCPU_ARRAY, DEVMAP and global data: entry i at `address + i * stride`. A per-CPU array's address has
    /// bit 31 set. A DEVMAP's entry is one word: the interface index in its low half, 0 where there is none.
    record Array(MapSpec map, int address, int stride) implements Placement {}

    /// HASH and PERCPU_HASH.
    ///
    /// @param number      of the descriptor, what a map request names
    /// @param firstEntry  address of the first entry; entry i at `firstEntry + i * entryStride`
    /// @param firstValue  the first entry's value address as its word 0 holds it
    record Hash(MapSpec map, int number, HashDescriptor descriptor, int firstEntry, int firstValue) implements Placement {
        public int keyPairs()   { return descriptor.keyPairs(); }
        public int valuePairs() { return descriptor.valuePairs(); }
    }
}
