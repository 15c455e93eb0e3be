package xdp2rtl.maps;

import xdp2rtl.elf.MapSpec;

/// A BLOOM_FILTER in the map memory: bits, in words of 64, of which each value sets one for each hash
/// (kernel/bpf/bloom_filter.c). Hashes are `jhash` (include/linux/jhash.h) with the hash's number for a seed, as Linux
/// has them with BPF_F_ZERO_SEED.
///
/// @param mask   number of bits less one, a power of two less one
/// @param hashes of a value
public record FilterBits(long mask, int hashes) {
    private static final int DEFAULT_HASHES = 5;
    private static final int LEAST = 64;
    private static final long MOST = 1L << 31;
    /// `JHASH_INITVAL`.
    public static final int START = 0xdeadbeef;

    /// What `bloom_map_alloc` makes of a definition.
    public static FilterBits of(MapSpec map) {
        int hashes = map.extra() == 0 ? DEFAULT_HASHES : map.extra();
        long product = Integer.toUnsignedLong(map.maxEntries()) * hashes;
        long bits = product / 5 * 7;
        if (product >= 1L << 32 || bits > MOST) { return new FilterBits(0xffff_ffffL, hashes); }
        return new FilterBits(bits <= LEAST ? LEAST - 1 : (Long.highestOneBit(bits - 1) << 1) - 1, hashes);
    }

    /// Bytes that the bits take.
    public long bytes() { return (mask + 1) / Byte.SIZE; }

    /// The bit of a value, by its bytes, and one of the hashes.
    public long bit(byte[] value, int hash) {
        int[] state = {START + value.length + hash, START + value.length + hash, START + value.length + hash};
        int at = 0;
        for (; value.length - at > 3 * Integer.BYTES; at += 3 * Integer.BYTES) {
            add(state, value, at);
            mix(state);
        }
        add(state, value, at);
        end(state);
        return state[2] & mask;
    }

    private static void add(int[] state, byte[] value, int from) {
        for (int i = from; i < Math.min(value.length, from + 3 * Integer.BYTES); i++) {
            state[(i - from) / Integer.BYTES] += (value[i] & 0xff) << Byte.SIZE * ((i - from) % Integer.BYTES);
        }
    }

    /// `__jhash_mix`.
    private static void mix(int[] state) {
        int[] turns = {4, 6, 8, 16, 19, 4};
        for (int i = 0; i < turns.length; i++) {
            int x = i % 3;
            int y = (i + 2) % 3;
            int z = (i + 1) % 3;
            state[x] -= state[y];
            state[x] ^= Integer.rotateLeft(state[y], turns[i]);
            state[y] += state[z];
        }
    }

    /// `__jhash_final`.
    private static void end(int[] state) {
        int[] turns = {14, 11, 25, 16, 4, 14, 24};
        for (int i = 0; i < turns.length; i++) {
            int x = (i + 2) % 3;
            int y = (i + 1) % 3;
            state[x] ^= state[y];
            state[x] -= Integer.rotateLeft(state[y], turns[i]);
        }
    }
}
