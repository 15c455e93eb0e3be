package xdp2rtl.cli.common;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.mapfile.MapFileReader;
import xdp2rtl.port.MapContents;

/// The files that `--map` gives, read.
public final class MapFiles {
    private MapFiles() {}

    /// Contents by map. Those of maps that no run of the program reaches are left out.
    /// @throws InputError if a file cannot be read, or the program has no such map
    public static Map<String, MapContents> read(List<MapFile> files, Program program) {
        Map<String, MapContents> contents = new HashMap<>();
        for (MapFile given : files) {
            if (isOutOfReach(given.map(), program)) {
                continue;
            }
            MapContents read = MapFileReader.read(given.file(), map(program, given.map()));
            if (contents.put(given.map(), read) != null) {
                throw new InputError("--map", "map %s is given twice".formatted(given.map()));
            }
        }
        return contents;
    }

    /// Says what becomes of per-CPU values of a machine with another number of CPUs than the core has contexts.
    public static void note(Map<String, MapContents> contents, Program program, int cpus, Progress progress) {
        program.maps().stream().filter(map -> contents.containsKey(map.name()))
                .forEach(map -> contents.get(map.name()).cpuNote(map, cpus).ifPresent(progress::note));
    }

    private static boolean isOutOfReach(String name, Program program) {
        return program.maps().stream().noneMatch(map -> map.name().equals(name))
                && program.whole().maps().stream().anyMatch(map -> map.name().equals(name));
    }

    private static MapSpec map(Program program, String name) {
        List<MapSpec> known = program.maps();
        return known.stream().filter(map -> map.name().equals(name)).findFirst()
                .orElseThrow(
                        () -> new InputError("--map", "program %s uses no map `%s`".formatted(program.name(), name), "",
                                known.isEmpty() ? "It uses no maps"
                                        : "Its maps are "
                                                + known.stream().map(MapSpec::name).collect(Collectors.joining(", "))));
    }
}
