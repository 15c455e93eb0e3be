package xdp2rtl.engine.interpreter;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

import xdp2rtl.ebpf.AccessSize;

/// The address space of a program: [MemoryRegion]s by number, little-endian.
public final class AddressSpace {
    static final int NULL = 0;
    public static final int CONTEXT = 1;
    public static final int PACKET = 2;
    public static final int STACK = 3;
    /// The memory of a program that runs outside of XDP.
    static final int ARGUMENT = 4;
    /// The program's code by slot, where nothing can be accessed.
    static final int CODE = 5;
    /// The keys of map entries that functions are called for, by how deep these calls nest.
    static final int KEYS = 6;
    /// The values of map n are region FIRST_MAP + n.
    public static final int FIRST_MAP = 8;
    /// The map n itself is the address of region FIRST_HANDLE + n, where nothing can be accessed.
    public static final int FIRST_HANDLE = 1 << 20;

    /// Where in the 4 GiB of a region its offset 0 lies, so that a small step out of it leads into no other region.
    private static final long ORIGIN = 1L << 30;

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private final MemoryRegion[] regions;

    AddressSpace(int maps) {
        regions = new MemoryRegion[FIRST_MAP + maps];
    }

    void set(int region, MemoryRegion memory) {
        regions[region] = memory;
    }

    /// The address of an offset in a region.
    public static long address(int region, int offset) {
        return ((long) region << 32) + ORIGIN + offset;
    }

    /// How far an address is from the start of its region; negative in front of it.
    public static long offset(long address) {
        return (address & 0xffff_ffffL) - ORIGIN;
    }

    /// The region that an address is in.
    public static int region(long address) {
        return (int) (address >>> 32);
    }

    /// Zero-extended.
    long load(long address, AccessSize size) {
        MemoryRegion region = at(address);
        int index = region.locate(offset(address), size.bytes(), false);
        byte[] bytes = region.bytes();
        return switch (size) {
            case B -> bytes[index] & 0xffL;
            case H -> (short) SHORT.get(bytes, index) & 0xffffL;
            case W -> (int) INT.get(bytes, index) & 0xffff_ffffL;
            case DW -> (long) LONG.get(bytes, index);
        };
    }

    void store(long address, AccessSize size, long value) {
        MemoryRegion region = at(address);
        int index = region.locate(offset(address), size.bytes(), true);
        byte[] bytes = region.bytes();
        switch (size) {
            case B -> bytes[index] = (byte) value;
            case H -> SHORT.set(bytes, index, (short) value);
            case W -> INT.set(bytes, index, (int) value);
            case DW -> LONG.set(bytes, index, value);
        }
    }

    /// A copy of `length` bytes.
    public byte[] read(long address, int length) {
        MemoryRegion region = at(address);
        int index = region.locate(offset(address), length, false);
        return Arrays.copyOfRange(region.bytes(), index, index + length);
    }

    /// The bytes up to a zero, or to the end of what they lie in.
    byte[] readText(long address) {
        var text = new ByteArrayOutputStream();
        try {
            for (long at = address;; at++) {
                int one = (int) load(at, AccessSize.B);
                if (one == 0) { break; }
                text.write(one);
            }
        } catch (Stop end) {
            if (text.size() == 0) { throw end; }
        }
        return text.toByteArray();
    }

    void write(long address, byte[] bytes) {
        MemoryRegion region = at(address);
        System.arraycopy(bytes, 0, region.bytes(), region.locate(offset(address), bytes.length, true), bytes.length);
    }

    private MemoryRegion at(long address) {
        int number = region(address);
        if (number < 0 || number >= regions.length || regions[number] == null) {
            throw new Stop("accesses memory at 0x%x, where nothing is".formatted(address));
        }
        return regions[number];
    }

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
    }
}
