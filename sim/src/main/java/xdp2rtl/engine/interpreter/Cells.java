package xdp2rtl.engine.interpreter;

import java.util.Arrays;

import xdp2rtl.diagnostic.InputError;

/// Equal cells of `size` bytes in a row, each of which is accessed alone: an access that runs over a cell's end
/// stops, although the next cell follows. Cell n starts at offset n * [#stride()]. Cells come into being as zeroes
/// when they are first [#reserve]d.
final class Cells implements MemoryRegion {
    private final String name;
    private final int size;
    private final int stride;
    private final boolean readable;
    private final boolean writable;
    private int count;
    private byte[] bytes = {};

    Cells(String name, int size, boolean readable, boolean writable) {
        this.name = name;
        this.size = size;
        this.stride = Math.toIntExact(Math.min(Integer.MAX_VALUE & ~7L, size + 7L & ~7L));
        this.readable = readable;
        this.writable = writable;
    }

    int size() {
        return size;
    }

    int stride() {
        return stride;
    }

    /// Makes sure that cells 0 to `cell` exist, and gives the offset of `cell`.
    int reserve(int cell) {
        if (cell >= count) {
            count = cell + 1;
            long needed = (long) count * stride;
            if (needed > Integer.MAX_VALUE - 8) {
                throw new InputError(name, "more than 2 GiB", "the interpreter cannot hold it", "");
            }
            if (needed > bytes.length) {
                long grown = Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * bytes.length));
                bytes = Arrays.copyOf(bytes, (int) grown);
            }
        }
        return cell * stride;
    }

    /// How many cells have been reserved.
    int count() {
        return count;
    }

    void put(int cell, byte[] value) {
        int at = reserve(cell);
        System.arraycopy(value, 0, bytes, at, size);
    }

    byte[] get(int cell) {
        int at = reserve(cell);
        return Arrays.copyOfRange(bytes, at, at + size);
    }

    void clear(int cell) {
        int at = reserve(cell);
        Arrays.fill(bytes, at, at + size, (byte) 0);
    }

    @Override public int locate(long offset, int bytesTouched, boolean write) {
        if (offset < 0 || offset >= (long) count * stride || offset % stride + bytesTouched > size) {
            throw new Stop("accesses %d bytes at offset %d of %s".formatted(bytesTouched, (int) offset, name));
        }
        if (write ? !writable : !readable) { throw new Stop("%s %s".formatted(write ? "writes to" : "reads", name)); }
        return (int) offset;
    }

    @Override public byte[] bytes() {
        return bytes;
    }
}
