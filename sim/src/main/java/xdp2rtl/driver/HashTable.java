package xdp2rtl.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.isa.KeyHash;
import xdp2rtl.maps.HashDescriptor;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.Placement;
import xdp2rtl.port.MapContents;

/// One hash map in the map memory, as `docs/machine.md`, section 6 lays it out.
public final class HashTable {
    private static final int LINE = 16;

    private final Placement.Hash hash;
    private final HashDescriptor descriptor;
    private final MapSpec map;
    private final MapLayout layout;
    private final MapMemoryAccess memory;

    public HashTable(Placement.Hash hash, MapLayout layout, MapMemoryAccess memory) {
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

    /// Everything in it.
    /// @throws InputError if a chain is broken
    MapContents read(int cpus) {
        List<MapContents.Entry> entries = new ArrayList<>();
        for (int bucket = 0; bucket <= descriptor.bucketMask(); bucket++) {
            int entry = (int) memory.read(descriptor.buckets() + Long.BYTES * bucket);
            while (entry != 0) {
                follow(entry, entries.size());
                long meta = memory.read(entry);
                entries.add(new MapContents.Entry(Words.read(memory, entry + LINE, map.keySize()),
                        values((int) (meta >>> 32), cpus)));
                entry = (int) meta;
            }
        }
        return new MapContents(entries);
    }

    /// Where the way to a key ends.
    ///
    /// @param link  address of the word whose low half points to the entry: the bucket's, or the first word of the
    /// entry before
    /// @param entry its address; 0 if the key is not there, `link` is the last of the chain then
    private record Found(int link, int entry) {}

    private Found find(byte[] key) {
        Bytes wanted = Bytes.of(key);
        int link = bucket(key);
        int entry = (int) memory.read(link);
        for (int passed = 0; entry != 0; passed++) {
            follow(entry, passed);
            if (Words.read(memory, entry + LINE, map.keySize()).equals(wanted)) {
                break;
            }
            link = entry;
            entry = (int) memory.read(entry);
        }
        return new Found(link, entry);
    }

    /// Chains lead through the map's own entries, and none is there twice: what is written over map memory from outside
    /// could lead anywhere, or round and round.
    /// @param passed entries that came before it
    private void follow(int entry, int passed) {
        int count = (descriptor.entryLimit() - hash.firstEntry()) / descriptor.entryStride()
                + (descriptor.perCpu() == 1 ? 0 : layout.contexts());
        int from = entry - hash.firstEntry();
        if (passed >= count || from < 0 || from % descriptor.entryStride() != 0
                || from / descriptor.entryStride() >= count) {
            throw new InputError("map " + map.name(), passed >= count ? "a chain of its buckets does not end"
                    : "a chain of its buckets leads to 0x%x, where none of its entries is".formatted(entry),
                    "something has written over the map memory", "Load the program again");
        }
    }

    /// The values of a key; nothing if it is not there.
    public Optional<List<Bytes>> lookup(byte[] key, int cpus) {
        Found found = find(key);
        return found.entry == 0 ? Optional.empty() : Optional.of(values((int) (memory.read(found.entry) >>> 32), cpus));
    }

    private List<Bytes> values(int address, int cpus) {
        List<Bytes> values = new ArrayList<>();
        for (int cpu = 0; cpu < (descriptor.perCpu() == 1 ? cpus : 1); cpu++) {
            values.add(Words.read(memory, layout.physical(address, cpu), map.valueSize()));
        }
        return values;
    }

    public boolean contains(byte[] key) {
        return find(key).entry != 0;
    }

    /// Gives a key a value, on every CPU. Nobody may use the map meanwhile: an entry that is there gets it in place.
    ///
    /// @return whether there was room
    public boolean put(byte[] key, byte[] value) {
        int entry = find(key).entry;
        if (entry == 0) {
            entry = allocate();
            for (int passed = 0; entry == 0 && map.evicts() && passed < hash.entryBytes(); passed +=
                    descriptor.entryStride()) {
                evict();
                entry = allocate();
            }
            if (entry == 0) { return false; }
            Words.overwrite(memory, entry + LINE, key, LINE * descriptor.keyPairs());
            writeValue(entry, value);
            int bucket = bucket(key);
            low(entry, (int) memory.read(bucket));
            low(bucket, entry);
        } else {
            writeValue(entry, value);
        }
        return true;
    }

    private void writeValue(int entry, byte[] value) {
        int address = (int) (memory.read(entry) >>> 32);
        for (int cpu = 0; cpu < (descriptor.perCpu() == 1 ? layout.contexts() : 1); cpu++) {
            Words.overwrite(memory, layout.physical(address, cpu), value, LINE * hash.valuePairs());
        }
    }

    /// Takes an entry as the map unit does: the last one that was freed, else the next that was never used. 0 if there
    /// is none.
    private int allocate() {
        int free = (int) memory.read(descriptor.state() + Long.BYTES);
        if (free != 0) {
            low(descriptor.state() + Long.BYTES, (int) memory.read(free));
            return free;
        }
        long next = memory.read(descriptor.state());
        int entry = (int) next;
        int value = (int) (next >>> 32);
        if (entry == descriptor.entryLimit()) { return 0; }
        memory.write(descriptor.state(), pair(entry + descriptor.entryStride(), value + descriptor.valueStride()));
        memory.write(entry, pair(0, value));
        return entry;
    }

    /// Takes out the key that the next entry in turn last had, as programs do.
    private void evict() {
        int distance = (int) memory.read(hash.victim());
        int next = distance + descriptor.entryStride();
        memory.write(hash.victim(), next < hash.entryBytes() ? next : 0);
        int entry = hash.firstEntry() + distance;
        if (memory.read(entry) >>> Integer.SIZE != 0) {
            remove(Words.read(memory, entry + LINE, map.keySize()).toArray());
        }
    }

    /// Takes a key out. Nobody may use the map meanwhile.
    ///
    /// @return whether it was there
    public boolean remove(byte[] key) {
        Found found = find(key);
        if (found.entry == 0) { return false; }
        low(found.link, (int) memory.read(found.entry));
        low(found.entry, (int) memory.read(descriptor.state() + Long.BYTES));
        low(descriptor.state() + Long.BYTES, found.entry);
        return true;
    }

    /// Writes the low half of a word.
    private void low(int address, int value) {
        memory.write(address, memory.read(address) & ~0xffff_ffffL | Integer.toUnsignedLong(value));
    }

    private int bucket(byte[] key) {
        return descriptor.buckets() + Long.BYTES * (KeyHash.of(key) & descriptor.bucketMask());
    }

    private static long pair(int low, int high) {
        return Integer.toUnsignedLong(low) | (long) high << 32;
    }
}
