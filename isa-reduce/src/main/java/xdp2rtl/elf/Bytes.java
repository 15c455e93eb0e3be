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
