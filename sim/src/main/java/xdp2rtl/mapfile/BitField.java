package xdp2rtl.mapfile;

import xdp2rtl.elf.Bytes;

/// Bit fields of little-endian structs; bits count from the lowest of the first byte.
final class BitField {
    private BitField() {}

    static long read(Bytes bytes, long from, int bits) {
        long value = 0;
        for (int bit = 0; bit < bits; bit++) {
            long place = from + bit;
            value |= (bytes.number((int) (place / Byte.SIZE), 1, false) >> place % Byte.SIZE & 1) << bit;
        }
        return value;
    }

    static void write(byte[] bytes, long from, int bits, long value) {
        for (int bit = 0; bit < bits; bit++) {
            long place = from + bit;
            int mask = 1 << place % Byte.SIZE;
            int at = (int) (place / Byte.SIZE);
            bytes[at] = (byte) (value >> bit & 1) == 0 ? (byte) (bytes[at] & ~mask) : (byte) (bytes[at] | mask);
        }
    }
}
