package xdp2rtl.driver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import xdp2rtl.compile.Compiled;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.NetworkMap;
import xdp2rtl.maps.OrderWord;
import xdp2rtl.maps.Placement;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Stimulus;

/// The maps of a program in the memories of all cores.
///
/// Per-CPU maps: CPU c * contexts + k of the contents is context k of core c. All others are the same in
/// every core: programs that change them run on one core only.
public final class CoresMaps {
    private final MapLayout layout;
    private final List<HostMaps> cores;

    /// @param memories of the cores
    public CoresMaps(MapLayout layout, List<? extends MapMemoryAccess> memories) {
        this.layout = layout;
        cores = memories.stream().map(memory -> new HostMaps(layout, memory)).toList();
    }

    /// The map memory of each core with what the maps hold at the start.
    public static List<MapStore> stores(Compiled compiled, Stimulus stimulus) {
        List<MapStore> stores = Stream.generate(() -> new MapStore(compiled.config().mapBytes()))
                .limit(compiled.config().cores()).toList();
        new CoresMaps(compiled.layout(), stores).fill(stimulus);
        return stores;
    }

    /// Writes what the maps hold at the start into memories that hold zeroes.
    public void fill(Stimulus stimulus) {
        layout.placements().forEach(placement -> fill(placement, InitialContents.of(stimulus, placement.map())));
    }

    /// Writes what one map holds into its parts of the memories, where there are zeroes.
    public void fill(Placement placement, MapContents contents) {
        MapContents everywhere = contents.onCpus(placement.map(), cores.size() * layout.contexts());
        everywhere.entries().forEach(entry -> checkCpus(placement.map(), entry));
        for (int core = 0; core < cores.size(); core++) {
            cores.get(core).fill(placement, placement.map().isPerCpu() ? of(core, everywhere) : everywhere);
        }
    }

    /// What the program's maps hold now.
    ///
    /// @param cpus of per-CPU maps, how many values of each entry to read
    public SortedMap<String, MapContents> read(int cpus) {
        SortedMap<String, MapContents> all = new TreeMap<>();
        layout.placements().stream()
                .filter(placement -> NetworkMap.of(placement.map()).isEmpty() && !OrderWord.is(placement.map()))
                .forEach(placement -> all.put(placement.map().name(), read(placement, cpus)));
        return all;
    }

    /// What one map holds now, in the form that engines compare.
    public MapContents read(Placement placement, int cpus) {
        return readAll(placement, cpus).canonical(placement.map());
    }

    /// The same with the entries of array maps that are zero.
    public MapContents readAll(Placement placement, int cpus) {
        int contexts = layout.contexts();
        MapContents contents = cores.getFirst().readAll(placement, Math.min(cpus, contexts));
        for (int core = 1; placement.map().isPerCpu() && core * contexts < cpus; core++) {
            contents = beside(contents, cores.get(core).readAll(placement, Math.min(cpus - core * contexts, contexts)));
        }
        return contents;
    }

    /// The same keys with the values of one core's CPUs.
    private MapContents of(int core, MapContents contents) {
        int first = core * layout.contexts();
        return new MapContents(contents.entries().stream().map(entry -> new MapContents.Entry(entry.key(),
                IntStream.range(first, first + layout.contexts()).mapToObj(entry::value).toList())).toList());
    }

    /// The values of the next core's CPUs behind those of the cores before it. Every core has the same keys.
    private static MapContents beside(MapContents before, MapContents next) {
        Map<Bytes, List<Bytes>> values = new HashMap<>();
        next.entries().forEach(entry -> values.put(entry.key(), entry.values()));
        return new MapContents(before.entries().stream().map(entry -> {
            List<Bytes> all = new ArrayList<>(entry.values());
            all.addAll(values.get(entry.key()));
            return new MapContents.Entry(entry.key(), all);
        }).toList());
    }

    private void checkCpus(MapSpec map, MapContents.Entry entry) {
        int cpus = cores.size() * layout.contexts();
        boolean lost = entry.values().stream().skip(cpus)
                .anyMatch(value -> !value.equals(Bytes.of(new byte[value.length()])));
        if (lost) {
            throw new InputError("map " + map.name(), "there are values for " + entry.values().size() + " CPUs",
                    "%s %d contexts".formatted(cores.size() == 1 ? "the core has" : "the cores together have", cpus),
                    "They are not equal, so they are not one value for all of them. Use a core with more contexts, or give fewer values");
        }
    }
}
