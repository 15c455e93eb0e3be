package xdp2rtl.driver;

import static xdp2rtl.isa.ControlRegister.MAP_ADDRESS;
import static xdp2rtl.isa.ControlRegister.MAP_HIGH;
import static xdp2rtl.isa.ControlRegister.MAP_LOW;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import xdp2rtl.device.Device;

/// The map memory of a device. It reads in blocks, and keeps them until something is written or [#forget] says that the
/// core has run.
public final class DeviceMemory implements MapMemoryAccess {
    /// Words of a block where whole maps are read.
    public static final int LARGE_BLOCK = 64;
    /// Words of a block where the way to one entry is followed.
    public static final int SMALL_BLOCK = 4;
    /// Bytes that are sent in one call at most.
    private static final int STRETCH = 1 << 18;

    private final Device device;
    private final int block;
    private final Map<Integer, long[]> blocks = new HashMap<>();

    /// @param block words that one read brings, a power of two
    public DeviceMemory(Device device, int block) {
        this.device = device;
        this.block = block;
    }

    /// What was read before is not true any more.
    public void forget() {
        blocks.clear();
    }

    @Override public long read(int address) {
        int index = address / Long.BYTES;
        return blocks.computeIfAbsent(index / block, this::fetch)[index % block];
    }

    private long[] fetch(int number) {
        device.write(MAP_ADDRESS.offset(), number * block * Long.BYTES);
        int[] offsets = new int[2 * block];
        for (int i = 0; i < block; i++) {
            offsets[2 * i] = MAP_LOW.offset();
            offsets[2 * i + 1] = MAP_HIGH.offset();
        }
        int[] halves = device.read(offsets);
        long[] words = new long[block];
        for (int i = 0; i < block; i++) {
            words[i] = Integer.toUnsignedLong(halves[2 * i]) | (long) halves[2 * i + 1] << Integer.SIZE;
        }
        return words;
    }

    @Override public void write(int address, long word) {
        blocks.clear();
        var writes = new RegisterWrites();
        add(writes, address, word, -1);
        device.write(writes.pairs());
    }

    /// Writes the words of `contents` from one address up to another, but only at the addresses that are wanted.
    /// Returns how many register writes it took.
    public long fill(int from, int to, IntToLongFunction contents, IntPredicate wanted) {
        blocks.clear();
        long count = 0;
        for (int address = from; address < to; address += STRETCH) {
            var writes = new RegisterWrites();
            add(writes, address, Math.min(to, address + STRETCH), contents, wanted);
            device.write(writes.pairs());
            count += writes.count();
        }
        return count;
    }

    /// The writes of [#fill], for whoever sends them.
    public static void add(RegisterWrites writes, int from, int to, IntToLongFunction contents, IntPredicate wanted) {
        int next = -1;
        for (int address = from; address < to; address += Long.BYTES) {
            if (wanted.test(address)) {
                add(writes, address, contents.applyAsLong(address), next);
                next = address + Long.BYTES;
            }
        }
    }

    /// `next` is where MAP_ADDRESS stands.
    private static void add(RegisterWrites writes, int address, long word, int next) {
        if (address != next) {
            writes.add(MAP_ADDRESS, address);
        }
        writes.add(MAP_LOW, (int) word).add(MAP_HIGH, (int) (word >>> Integer.SIZE));
    }
}
