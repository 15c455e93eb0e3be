package xdp2rtl.elf;

import java.util.Arrays;
import java.util.HexFormat;

/// An immutable sequence of bytes.
public final class Bytes {
    private static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Bytes empty() {
        return EMPTY;
    }

    public static Bytes of(byte[] bytes) {
        return new Bytes(bytes.clone());
    }

    public int length() {
        return bytes.length;
    }

    /// The number of `size` bytes (1 to 8) at `at`, little-endian, extended to 64 bits with zeroes or its sign.
    public long number(int at, int size, boolean signed) {
        long number = signed && bytes[at + size - 1] < 0 ? -1 : 0;
        for (int i = size - 1; i >= 0; i--) {
            number = number << 8 | bytes[at + i] & 0xff;
        }
        return number;
    }

    /// A copy that the caller may change.
    public byte[] toArray() {
        return bytes.clone();
    }

    @Override public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
