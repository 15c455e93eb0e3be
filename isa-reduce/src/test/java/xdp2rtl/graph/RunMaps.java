package xdp2rtl.graph;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.MapOp;
import xdp2rtl.linux.Errno;
import xdp2rtl.linux.UpdateFlags;

/// Map memory and hash maps of a [GraphRunner] run; they outlive runs. Shared memory lies from address 0;
/// addresses with [CoreConfig#PER_CPU_BIT] lie in a memory of their own (one CPU). Values of hash maps are
/// handed out from `heap` upwards.
public final class RunMaps {

    private final byte[] shared;
    private final byte[] own;
    private final Map<Integer, Table> tables = new HashMap<>();
    private int heap;

    /// @param bytes size of each of the two memories
    /// @param heap  first address that no array uses
    public RunMaps(int bytes, int heap) {
        this.shared = new byte[bytes];
        this.own = new byte[bytes];
        this.heap = heap;
    }

    /// A hash map under a descriptor, with values of `valueBytes` (rounded up to 8).
    public void define(int descriptor, int keyPairs, int keyBytes, int valueBytes, int entries, boolean perCpu) {
        var free = new ArrayDeque<Integer>();
        int stride = Math.ceilDiv(valueBytes, 8) * 8;
        // One more than entries: see update.
        for (int i = 0; i < entries + 1; i++) {
            free.add(heap | (perCpu ? 1 << CoreConfig.PER_CPU_BIT : 0));
            heap += stride;
        }
        int last = free.removeLast();
        Deque<Integer> spare = new ArrayDeque<>(perCpu ? List.of() : List.of(last));
        tables.put(descriptor, new Table(keyPairs, keyBytes, stride, free, new HashMap<>(), spare));
    }

    /// The memory behind an address, from its start.
    public byte[] memory(long address) {
        return ((int) address & 1 << CoreConfig.PER_CPU_BIT) != 0 ? own : shared;
    }

    /// The place in [#memory] of an address; only its low half counts.
    public int place(long address) { return (int) address & Integer.MAX_VALUE; }

    boolean holds(long address, int bytes) {
        return place(address) + (long) bytes <= shared.length;
    }

    /// All keys of a hash map, each with the address of its value.
    public Map<ByteBuffer, Integer> entries(int descriptor) {
        return Map.copyOf(tables.get(descriptor).values);
    }

    /// What the map unit answers. `pairs` are the 16-byte pairs of key and value.
    public long request(MapOp op, int descriptor, int flags, byte[] pairs) {
        Table table = tables.get(descriptor);
        ByteBuffer key = ByteBuffer.wrap(Arrays.copyOf(pairs, table.keyBytes));
        for (int i = table.keyBytes; i < table.keyPairs * 16; i++) {
            if (pairs[i] != 0) {
                throw new IllegalStateException("key of descriptor " + descriptor
                        + " is not padded with zeroes");
            }
        }
        Integer found = table.values.get(key);
        return switch (op) {
            case LOOKUP -> found == null ? 0 : Integer.toUnsignedLong(found);
            case DELETE -> {
                if (found == null) {
                    yield Errno.ENOENT.result();
                }
                table.free.addFirst(table.values.remove(key));
                yield 0;
            }
            case UPDATE -> update(table, key, found == null ? 0 : found, flags, pairs);
        };
    }

    private long update(Table table, ByteBuffer key, int found, int flags, byte[] pairs) {
        if (flags > UpdateFlags.EXIST) { return Errno.EINVAL.result(); }
        if (found != 0 && flags == UpdateFlags.NOEXIST) { return Errno.EEXIST.result(); }
        if (found == 0 && flags == UpdateFlags.EXIST) { return Errno.ENOENT.result(); }
        if (found == 0 && table.free.isEmpty()) { return Errno.E2BIG.result(); }
        // As in Linux, a value that is replaced stays as it was until the next replacement takes its place.
        int address = found == 0 ? table.free.removeFirst() : table.spare.isEmpty() ? found
                : table.spare.remove();
        if (address != found && found != 0) {
            table.spare.add(found);
        }
        System.arraycopy(pairs, table.keyPairs * 16, memory(address), place(address), table.stride);
        table.values.put(key, address);
        return 0;
    }

    private record Table(int keyPairs, int keyBytes, int stride, Deque<Integer> free,
            Map<ByteBuffer, Integer> values, Deque<Integer> spare) {}
}
