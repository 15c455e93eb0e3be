package xdp2rtl.isa;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The hash that the map unit finds buckets with: CRC-32C (reflected polynomial 0x82F63B78, start value 0, no final
/// inversion) over the key's 16-byte pairs, each fed as 128 bits, least significant bit of `low` first. Linear, so
/// hardware computes one pair per cycle by XOR trees.
public final class KeyHash {
    private static final int POLYNOMIAL = 0x82F63B78;
    private static final int PAIR = 16;

    private KeyHash() {}

    /// The hash after one more pair.
    public static int step(int hash, long low, long high) {
        return word(word(hash, low), high);
    }

    /// The hash of a key.
    public static int of(byte[] key) {
        ByteBuffer padded = ByteBuffer.wrap(Arrays.copyOf(key, Math.ceilDiv(key.length, PAIR) * PAIR))
                .order(ByteOrder.LITTLE_ENDIAN);
        int hash = 0;
        while (padded.hasRemaining()) {
            hash = step(hash, padded.getLong(), padded.getLong());
        }
        return hash;
    }

    /// How many buckets a map has, a power of two.
    public static int buckets(int maxEntries) {
        return Math.max(2, Integer.highestOneBit(Math.max(1, maxEntries - 1)) << 1);
    }

    private static int word(int hash, long word) {
        int crc = hash;
        for (int bit = 0; bit < Long.SIZE; bit++) {
            int feedback = (crc ^ (int) (word >>> bit)) & 1;
            crc = crc >>> 1 ^ (feedback == 0 ? 0 : POLYNOMIAL);
        }
        return crc;
    }
}
