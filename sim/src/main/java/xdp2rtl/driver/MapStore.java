package xdp2rtl.driver;

/// The map memory: words of 8 bytes, little-endian, addressed by bytes.
public final class MapStore implements MapMemoryAccess {
    private final long[] words;

    public MapStore(int bytes) {
        words = new long[bytes / Long.BYTES];
    }

    public int bytes() {
        return words.length * Long.BYTES;
    }

    @Override public long read(int address) {
        return word(address);
    }

    @Override public void write(int address, long word) {
        word(address, word);
    }

    /// The aligned word that holds the byte at `address`; 0 outside the memory.
    public long word(int address) {
        int index = address >>> 3;
        return index < words.length ? words[index] : 0;
    }

    /// Writes the aligned word that holds the byte at `address`; outside the memory nothing happens.
    public void word(int address, long value) {
        int index = address >>> 3;
        if (index < words.length) {
            words[index] = value;
        }
    }

    /// Writes the low 4 bytes of the word.
    public void lowHalf(int address, int value) {
        word(address, word(address) & ~0xffff_ffffL | Integer.toUnsignedLong(value));
    }

    /// `size` bytes from any address, zero-extended.
    public long load(int address, int size) {
        int shift = (address & 7) * 8;
        long value = word(address) >>> shift;
        if (shift != 0) {
            value |= word(address + 8) << 64 - shift;
        }
        return size == 8 ? value : value & (1L << size * 8) - 1;
    }

    /// Stores the low `size` bytes of `value` at any address.
    public void store(int address, int size, long value) {
        for (int i = 0; i < size; i++) {
            int at = address + i;
            int shift = (at & 7) * 8;
            word(at, word(at) & ~(0xffL << shift) | (value >>> i * 8 & 0xff) << shift);
        }
    }

    /// A second memory with the same contents.
    public MapStore copy() {
        MapStore copy = new MapStore(bytes());
        System.arraycopy(words, 0, copy.words, 0, words.length);
        return copy;
    }
}
