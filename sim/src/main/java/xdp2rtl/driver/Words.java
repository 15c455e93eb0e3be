package xdp2rtl.driver;

import xdp2rtl.elf.Bytes;

/// Byte strings in a memory of little-endian 8-byte words, from a word's start on.
final class Words {
    private Words() {}

    /// Writes the words that are not zero; the last is filled up with zeroes.
    static void write(MapMemoryAccess memory, int address, byte[] bytes) {
        for (int from = 0; from < bytes.length; from += Long.BYTES) {
            long word = word(bytes, from);
            if (word != 0) {
                memory.write(address + from, word);
            }
        }
    }

    /// Writes all words of `length` bytes, zeroes behind the end of `bytes`.
    static void overwrite(MapMemoryAccess memory, int address, byte[] bytes, int length) {
        for (int from = 0; from < length; from += Long.BYTES) {
            memory.write(address + from, word(bytes, from));
        }
    }

    static Bytes read(MapMemoryAccess memory, int address, int length) {
        byte[] bytes = new byte[length];
        for (int from = 0; from < length; from += Long.BYTES) {
            long word = memory.read(address + from);
            for (int i = from; i < Math.min(length, from + Long.BYTES); i++) {
                bytes[i] = (byte) (word >>> 8 * (i - from));
            }
        }
        return Bytes.of(bytes);
    }

    /// The word from `from` on; zeroes behind the end.
    static long word(byte[] bytes, int from) {
        long word = 0;
        for (int i = Math.min(bytes.length, from + Long.BYTES) - 1; i >= from; i--) {
            word = word << 8 | bytes[i] & 0xff;
        }
        return word;
    }
}
