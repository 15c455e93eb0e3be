package xdp2rtl.host;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.MapType;
import xdp2rtl.engine.MapContents;
import xdp2rtl.engine.Stimulus;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.Placement;

/// Puts the contents of all maps of a program into a map memory, and takes them out.
///
/// Per-CPU maps: CPU c of the contents is context c of the core.
public final class HostMaps {
    private final MapLayout layout;
    private final MapMemory memory;

    public HostMaps(MapLayout layout, MapMemory memory) {
        this.layout = layout;
        this.memory = memory;
    }

    /// Writes what the maps hold at the start into a memory that holds zeroes.
    public void fill(Stimulus stimulus) {
        for (Placement placement : layout.placements()) {
            MapSpec map = placement.map();
            MapContents contents = stimulus.initial(map);
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
                        writeValues(at, entry);
                    }
                }
                case Placement.Hash hash -> new HashTable(hash, layout, memory).fill(contents);
            }
        }
    }

    /// What the maps hold now.
    ///
    /// @param cpus of per-CPU maps, how many values of each entry to read
    public SortedMap<String, MapContents> read(int cpus) {
        SortedMap<String, MapContents> all = new TreeMap<>();
        for (Placement placement : layout.placements()) {
            MapContents contents = switch (placement) {
                case Placement.Array array -> readArray(array, cpus);
                case Placement.Hash hash -> new HashTable(hash, layout, memory).read(cpus);
            };
            all.put(placement.map().name(), contents.canonical(placement.map()));
        }
        return all;
    }

    private MapContents readArray(Placement.Array array, int cpus) {
        MapSpec map = array.map();
        List<MapContents.Entry> entries = new ArrayList<>(map.maxEntries());
        for (int i = 0; i < map.maxEntries(); i++) {
            List<Bytes> values = new ArrayList<>();
            for (int cpu = 0; cpu < (MapContents.isPerCpu(map) ? cpus : 1); cpu++) {
                int at = layout.physical(array.address() + i * array.stride(), cpu);
                values.add(Words.read(memory, at, map.valueSize()));
            }
            boolean occupied = map.type() != MapType.DEVMAP || MapContents.index(values.getFirst()) != 0;
            if (occupied) {
                entries.add(new MapContents.Entry(MapContents.key(i), values));
            }
        }
        return new MapContents(entries);
    }

    private void writeValues(int address, MapContents.Entry entry) {
        for (int cpu = 0; cpu < entry.values().size(); cpu++) {
            writeBytes(layout.physical(address, cpu), entry.values().get(cpu).toArray());
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
                                 "the core has " + layout.contexts() + " contexts", "Use a core with more contexts, or give fewer values");
        }
    }
}
