package xdp2rtl.maps;

/// What the map unit knows of one hash map; the fields of its descriptor registers, in their order. Addresses are bytes
/// in the map memory; layout and use are in `docs/machine.md`, section 6.
///
/// @param perCpu      1 if values are per CPU, else 0
/// @param keyPairs    16-byte pairs of a key, 1 to 31
/// @param valuePairs  16-byte pairs of a value that a request can have, at most 32 less those of a key
/// @param buckets     address of the bucket words
/// @param bucketMask  number of buckets less one, a power of two less one
/// @param state       address of the allocation state, 16-byte aligned
/// @param entryLimit  address behind the last entry that can be allocated
/// @param entryStride bytes of an entry, a multiple of 16
/// @param valueStride what the value address grows by from entry to entry
/// @param extras      address of the spare entries' words, one a context; 0 if per CPU
/// @param counted     1 if its entries are counted over all cores, else 0
public record HashDescriptor(int perCpu, int keyPairs, int valuePairs, int buckets, int bucketMask, int state,
        int entryLimit, int entryStride, int valueStride, int extras, int counted) {
    /// Registers of a descriptor.
    public static final int WORDS = 11;

    /// The registers in order.
    public int[] words() {
        return new int[]{perCpu, keyPairs, valuePairs, buckets, bucketMask, state, entryLimit, entryStride, valueStride,
                extras, counted};
    }
}
