package xdp2rtl.engine.interpreter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.Errno;
import xdp2rtl.linux.UpdateFlags;
import xdp2rtl.port.MapContents;

/// BLOOM_FILTER with seed 0 (kernel/bpf/bloom_filter.c, include/linux/jhash.h).
final class FilterModel implements ClosedModel {
    private final MapSpec spec;
    private final BitSet bits = new BitSet();
    private final int hashes;
    private final int mask;

    FilterModel(MapSpec spec, MapContents initial) {
        this.spec = spec;
        this.hashes = spec.extra() == 0 ? 5 : spec.extra();
        this.mask = mask(spec.maxEntries(), hashes);
        initial.entries().forEach(entry -> push(entry.value(0).toArray(), UpdateFlags.ANY));
    }

    /// `bloom_map_alloc`, with its 32-bit overflows.
    private static int mask(int entries, int hashes) {
        long wanted = Integer.toUnsignedLong(entries) * hashes;
        if (wanted > 0xffff_ffffL) { return -1; }
        wanted = wanted / 5 * 7;
        if (wanted > 1L << 31) { return -1; }
        int bits = 64;
        while (Integer.toUnsignedLong(bits) < wanted) {
            bits <<= 1;
        }
        return bits - 1;
    }

    @Override public long push(byte[] value, long flags) {
        if (flags != UpdateFlags.ANY) { return Errno.EINVAL.result(); }
        for (int hash = 0; hash < hashes; hash++) {
            bits.set(bit(value, hash));
        }
        return 0;
    }

    @Override public long tellOf(byte[] value) {
        for (int hash = 0; hash < hashes; hash++) {
            if (!bits.get(bit(value, hash))) { return Errno.ENOENT.result(); }
        }
        return 0;
    }

    /// Bits above the largest number of a BitSet are those of the largest filters, which no engine has memory for.
    private int bit(byte[] value, int hash) {
        return jhash(value, hash) & mask & Integer.MAX_VALUE;
    }

    private static int jhash(byte[] value, int seed) {
        int whole = Math.ceilDiv(value.length, 12) * 12;
        ByteBuffer key = ByteBuffer.wrap(Arrays.copyOf(value, whole)).order(ByteOrder.LITTLE_ENDIAN);
        int a = 0xdeadbeef + value.length + seed;
        int b = a;
        int c = a;
        while (key.remaining() > 12) {
            a += key.getInt();
            b += key.getInt();
            c += key.getInt();
            a = a - c ^ Integer.rotateLeft(c, 4);
            c += b;
            b = b - a ^ Integer.rotateLeft(a, 6);
            a += c;
            c = c - b ^ Integer.rotateLeft(b, 8);
            b += a;
            a = a - c ^ Integer.rotateLeft(c, 16);
            c += b;
            b = b - a ^ Integer.rotateLeft(a, 19);
            a += c;
            c = c - b ^ Integer.rotateLeft(b, 4);
            b += a;
        }
        a += key.getInt();
        b += key.getInt();
        c += key.getInt();
        c = (c ^ b) - Integer.rotateLeft(b, 14);
        a = (a ^ c) - Integer.rotateLeft(c, 11);
        b = (b ^ a) - Integer.rotateLeft(a, 25);
        c = (c ^ b) - Integer.rotateLeft(b, 16);
        a = (a ^ c) - Integer.rotateLeft(c, 4);
        b = (b ^ a) - Integer.rotateLeft(a, 14);
        return (c ^ b) - Integer.rotateLeft(b, 24);
    }

    @Override public MapSpec spec() {
        return spec;
    }

    @Override public MapContents contents() {
        return MapContents.EMPTY;
    }
}
