package xdp2rtl.host;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.engine.MapContents;
import xdp2rtl.isa.KeyHash;
import xdp2rtl.maps.HashDescriptor;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.Placement;

/// One hash map in the map memory, as `docs/machine.md`, section 6 lays it out.
final class HashTable {
    private static final int LINE = 16;

    private final Placement.Hash hash;
    private final HashDescriptor descriptor;
    private final MapSpec map;
    private final MapLayout layout;
    private final MapMemory memory;

    HashTable(Placement.Hash hash, MapLayout layout, MapMemory memory) {
        this.hash = hash;
        this.descriptor = hash.descriptor();
        this.map = hash.map();
        this.layout = layout;
        this.memory = memory;
    }

    /// Builds the table in a memory that holds zeroes.
    void fill(MapContents contents) {
        int used = 0;
        for (MapContents.Entry entry : contents.entries()) {
            int at = hash.firstEntry() + used * descriptor.entryStride();
            int value = hash.firstValue() + used * descriptor.valueStride();
            byte[] key = entry.key().toArray();
            int bucket = bucket(key);
            memory.write(at, pair((int) memory.read(bucket), value));
            memory.write(bucket, Integer.toUnsignedLong(at));
            Words.write(memory, at + LINE, key);
            for (int cpu = 0; cpu < entry.values().size(); cpu++) {
                Words.write(memory, layout.physical(value, cpu), entry.values().get(cpu).toArray());
            }
            used++;
        }
        memory.write(descriptor.state(), pair(hash.firstEntry() + used * descriptor.entryStride(),
                                              hash.firstValue() + used * descriptor.valueStride()));
        if (descriptor.perCpu() == 0) {
            for (int context = 0; context < layout.contexts(); context++) {
                memory.write(descriptor.extras() + Long.BYTES * context,
                             Integer.toUnsignedLong(descriptor.entryLimit() + context * descriptor.entryStride()));
            }
        }
    }

    MapContents read(int cpus) {
        List<MapContents.Entry> entries = new ArrayList<>();
        for (int bucket = 0; bucket <= descriptor.bucketMask(); bucket++) {
            int entry = (int) memory.read(descriptor.buckets() + Long.BYTES * bucket);
            while (entry != 0) {
                long meta = memory.read(entry);
                List<Bytes> values = new ArrayList<>();
                for (int cpu = 0; cpu < (descriptor.perCpu() == 1 ? cpus : 1); cpu++) {
                    values.add(Words.read(memory, layout.physical((int) (meta >>> 32), cpu), map.valueSize()));
                }
                entries.add(new MapContents.Entry(Words.read(memory, entry + LINE, map.keySize()), values));
                entry = (int) meta;
            }
        }
        return new MapContents(entries);
    }

    private int bucket(byte[] key) {
        int code = 0;
        for (int pair = 0; pair < descriptor.keyPairs(); pair++) {
            code = KeyHash.step(code, Words.word(key, LINE * pair), Words.word(key, LINE * pair + Long.BYTES));
        }
        return descriptor.buckets() + Long.BYTES * (code & descriptor.bucketMask());
    }

    private static long pair(int low, int high) {
        return Integer.toUnsignedLong(low) | (long) high << 32;
    }
}
