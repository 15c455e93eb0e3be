package xdp2rtl.isa;

/// The hash that the map unit finds buckets with: CRC-32C (reflected polynomial 0x82F63B78, start value 0, no final
/// inversion) over the key's 16-byte pairs, each fed as 128 bits, least significant bit of `low` first. Linear, so
/// hardware computes one pair per cycle by XOR trees.
public final class KeyHash {
    private static final int POLYNOMIAL = 0x82F63B78;

    private KeyHash() {}

    /// The hash after one more pair.
    public static int step(int hash, long low, long high) {
        return word(word(hash, low), high);
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
