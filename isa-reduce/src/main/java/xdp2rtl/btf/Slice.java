package xdp2rtl.btf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import xdp2rtl.diagnostic.InputError;

/// A piece of a file that is read with every access checked: outside of it there is one [InputError], which
/// names the piece, and nothing else. Little-endian. Offsets count bytes from the start of the piece.
public final class Slice {
    private final String where;
    private final byte[] bytes;
    private final int start;
    private final int length;

    private Slice(String where, byte[] bytes, int start, int length) {
        this.where = where;
        this.bytes = bytes;
        this.start = start;
        this.length = length;
    }

    public static Slice of(String where, byte[] bytes) {
        return new Slice(where, bytes, 0, bytes.length);
    }

    /// The place of the piece for messages.
    public String where() {
        return where;
    }

    public int length() {
        return length;
    }

    /// A part of this piece with a name of its own; offset and size come from the file and may be anything.
    public Slice part(String partWhere, long offset, long size) {
        if (offset < 0 || size < 0 || offset > length || size > length - offset) {
            throw new InputError(partWhere,
                    "%s bytes at offset %s are not inside the %d bytes of %s".formatted(
                            Long.toUnsignedString(size), Long.toUnsignedString(offset), length, where));
        }
        return new Slice(partWhere, bytes, start + (int) offset, (int) size);
    }

    public int u8(long offset) {
        return bytes[at(offset, 1)] & 0xff;
    }

    public int u16(long offset) {
        int at = at(offset, 2);
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }

    public int s32(long offset) {
        at(offset, 4);
        return u16(offset) | u16(offset + 2) << 16;
    }

    public long u32(long offset) {
        return s32(offset) & 0xffff_ffffL;
    }

    public long s64(long offset) {
        return u32(offset) | u32(offset + 4) << 32;
    }

    /// The text from an offset up to its terminating zero byte.
    public String text(long offset) {
        int from = at(offset, 1);
        int end = from;
        while (end < start + length && bytes[end] != 0) {
            end++;
        }
        if (end == start + length) { throw new InputError(where, "the text at offset " + offset + " does not end"); }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    /// A copy of the bytes.
    public byte[] toArray() {
        return Arrays.copyOfRange(bytes, start, start + length);
    }

    private int at(long offset, int size) {
        if (offset < 0 || offset > length - size) {
            throw new InputError(where,
                    "it has only %d bytes, but offset %d is read".formatted(length, offset));
        }
        return start + (int) offset;
    }
}
