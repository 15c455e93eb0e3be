package xdp2rtl.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.maps.EventRing;
import xdp2rtl.maps.HashDescriptor;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.Placement;
import xdp2rtl.maps.SharedRing;
import xdp2rtl.maps.ValueLine;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Stimulus;

/// Puts the contents of all maps of a program into a map memory, and takes them out.
///
/// Per-CPU maps: CPU c of the contents is context c of the core.
public final class HostMaps {
    private final MapLayout layout;
    private final MapMemoryAccess memory;

    public HostMaps(MapLayout layout, MapMemoryAccess memory) {
        this.layout = layout;
        this.memory = memory;
    }

    /// Writes what the maps hold at the start into a memory that holds zeroes.
    public void fill(Stimulus stimulus) {
        layout.placements().forEach(placement -> fill(placement, InitialContents.of(stimulus, placement.map())));
    }

    /// Writes what one map holds into its part of a memory, where there are zeroes.
    public void fill(Placement placement, MapContents contents) {
        MapSpec map = placement.map();
        for (MapContents.Entry entry : contents.entries()) {
            checkCpus(map, entry);
        }
        switch (placement) {
            case Placement.Array array -> {
                if (map.contents().isPresent() && contents.entries().isEmpty()) {
                    writeBytes(array.address(), map.contents().get().toArray());
                }
                for (MapContents.Entry entry : contents.entries()) {
                    int at = array.address() + (int) MapContents.index(entry.key()) * array.stride();
                    writeValues(array, at, entry);
                }
            }
            case Placement.Hash hash -> new HashTable(hash, layout, memory).fill(contents);
            case Placement.Line line -> new LineMemory(line, memory).fill(contents);
            case Placement.Filter filter -> new FilterMemory(filter, memory).fill(contents);
            case Placement.Ring _, Placement.Shared _ -> {}
            case Placement.Prefixes prefixes -> new PrefixMap(prefixes, memory).fill(contents);
        }
    }

    /// What the maps hold now.
    ///
    /// @param cpus of per-CPU maps, how many values of each entry to read
    public SortedMap<String, MapContents> read(int cpus) {
        SortedMap<String, MapContents> all = new TreeMap<>();
        for (Placement placement : layout.placements()) {
            all.put(placement.map().name(), read(placement, cpus));
        }
        return all;
    }

    /// What one map holds now, in the form that engines compare.
    public MapContents read(Placement placement, int cpus) {
        return readAll(placement, cpus).canonical(placement.map());
    }

    /// The same with the entries of array maps that are zero.
    public MapContents readAll(Placement placement, int cpus) {
        return switch (placement) {
            case Placement.Array array -> readArray(array, cpus);
            case Placement.Hash hash -> new HashTable(hash, layout, memory).read(cpus).canonical(hash.map());
            case Placement.Line line -> new LineMemory(line, memory).read();
            case Placement.Ring _, Placement.Shared _, Placement.Filter _ -> MapContents.EMPTY;
            case Placement.Prefixes prefixes -> new PrefixMap(prefixes, memory).read().canonical(prefixes.map());
        };
    }

    private MapContents readArray(Placement.Array array, int cpus) {
        MapSpec map = array.map();
        List<MapContents.Entry> entries = new ArrayList<>(map.maxEntries());
        for (int i = 0; i < map.maxEntries(); i++) {
            Bytes key = MapContents.key(i);
            read(array, i, cpus).ifPresent(values -> entries.add(new MapContents.Entry(key, values)));
        }
        return new MapContents(entries);
    }

    /// What stands at an index; nothing in an empty entry of a map of targets or programs.
    public Optional<List<Bytes>> read(Placement.Array array, int index, int cpus) {
        MapSpec map = array.map();
        if (!map.isArray() && memory.read(array.address() + index * array.stride()) == 0) { return Optional.empty(); }
        List<Bytes> values = new ArrayList<>();
        for (int cpu = 0; cpu < (map.isPerCpu() ? cpus : 1); cpu++) {
            values.add(Words.read(memory, layout.physical(array.address() + index * array.stride(), cpu),
                    map.valueSize()));
        }
        return Optional.of(values);
    }

    /// Writes all words of an entry, on the first CPUs.
    public void write(Placement.Array array, int index, List<Bytes> values) {
        for (int cpu = 0; cpu < values.size(); cpu++) {
            Words.overwrite(memory, layout.physical(array.address() + index * array.stride(), cpu),
                    array.stored(values.get(cpu)),
                    array.stride());
        }
    }

    /// Takes an entry out of a map of targets or programs.
    public void clear(Placement.Array array, int index) {
        memory.write(array.address() + index * array.stride(), 0);
    }

    /// Writes ones over all words of a map.
    public void mark(Placement placement) {
        switch (placement) {
            case Placement.Array array -> mark(array.address(), array.stride() * array.map().maxEntries());
            // What is not counted as written is not looked at.
            case Placement.Ring ring -> mark(ring.address(), EventRing.DATA);
            case Placement.Line line ->
                mark(line.address(), (int) ValueLine.size(line.stride(), line.map().maxEntries()));
            case Placement.Filter filter -> mark(filter.address(), (int) filter.bits().bytes());
            case Placement.Shared ring -> mark(ring.address(), (int) SharedRing.size(ring.bytes()));
            case Placement.Hash hash -> {
                HashDescriptor descriptor = hash.descriptor();
                boolean perCpu = descriptor.perCpu() == 1;
                int entries = hash.map().maxEntries();
                int behind = descriptor.entryLimit() + (perCpu ? 0 : layout.contexts() * descriptor.entryStride());
                mark(descriptor.buckets(), behind - descriptor.buckets());
                if (perCpu) {
                    mark(hash.firstValue(), descriptor.valueStride() * entries);
                }
            }
            case Placement.Prefixes prefixes ->
                mark(prefixes.table().root(), prefixes.table().end() - prefixes.table().root());
        }
    }

    /// @param address of the shared part, or of the per-CPU part, which is marked for every context
    private void mark(int address, int bytes) {
        for (int context = 0; context < (address < 0 ? layout.contexts() : 1); context++) {
            for (int at = layout.physical(address, context); at < layout.physical(address, context) + bytes; at +=
                    Long.BYTES) {
                memory.write(at, -1);
            }
        }
    }

    private void writeValues(Placement.Array array, int address, MapContents.Entry entry) {
        for (int cpu = 0; cpu < entry.values().size(); cpu++) {
            writeBytes(layout.physical(address, cpu), array.stored(entry.values().get(cpu)));
        }
    }

    private void writeBytes(int address, byte[] bytes) {
        Words.write(memory, address, bytes);
    }

    private void checkCpus(MapSpec map, MapContents.Entry entry) {
        boolean lost = entry.values().stream().skip(layout.contexts())
                .anyMatch(value -> !value.equals(Bytes.of(new byte[value.length()])));
        if (lost) {
            throw new InputError("map " + map.name(), "there are values for " + entry.values().size() + " CPUs",
                    "the core has " + layout.contexts() + " contexts",
                    "Use a core with more contexts, or give fewer values");
        }
    }
}
