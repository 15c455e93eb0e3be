package xdp2rtl.compile;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.flow.MapPlace;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.maps.NetworkMap;
import xdp2rtl.maps.NetworkSize;
import xdp2rtl.verifier.Analysis;
import xdp2rtl.verifier.Entry;
import xdp2rtl.verifier.SharedWrites;
import xdp2rtl.verifier.SharedWrites.Kind;

/// The maps of a program as each core has them.
public final class CoreMaps {
    private CoreMaps() {}

    /// The program's maps, and the tables that its helpers look into. Of an LRU map that the program puts keys into,
    /// each of several cores has a part: together they never have more entries than the map may have.
    public static List<MapSpec> of(Program program, NetworkSize network, CoreConfig config, Entry entry) {
        List<MapSpec> maps = NetworkMap.with(program, network);
        if (config.cores() == 1 || maps.stream().noneMatch(MapSpec::evicts)) { return maps; }
        var parts = new ArrayList<>(maps);
        SharedWrites.of(Analysis.of(program, entry)).stream()
                .filter(write -> write.kind() instanceof Kind.NewKey && maps.get(write.map()).evicts())
                .forEach(write -> parts.set(write.map(), part(maps.get(write.map()), config.cores())));
        return parts;
    }

    /// Maps with fewer entries than cores are refused later.
    private static MapSpec part(MapSpec map, int cores) {
        return map.withEntries(Math.max(1, MapPlace.ByFlow.entries(map.maxEntries(), cores)));
    }
}
