package xdp2rtl.port;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.isa.CoreConfig;

/// All that decides what happens: the program, the packets in order, where they come in, what the maps hold at the
/// start (by name; maps that are not named start as the object says, else empty), and what Linux leaves open.
public record Stimulus(Program program, List<Packet> packets, Context context, Map<String, MapContents> maps,
                       Freedoms freedoms) {

    /// @throws InputError if the program has no such map, or the map cannot hold such contents
    public Stimulus {
        packets = List.copyOf(packets);
        maps = Map.copyOf(maps);
        for (var given : maps.entrySet()) {
            MapSpec map = program.maps().stream().filter(spec -> spec.name().equals(given.getKey())).findFirst()
                    .orElseThrow(() -> unknown(program, given.getKey()));
            given.getValue().check("map " + map.name(), map);
        }
    }

    /// With empty maps and what Linux leaves open at its defaults.
    public static Stimulus of(Program program, List<Packet> packets) {
        return new Stimulus(program, packets, Context.DEFAULT, Map.of(), Freedoms.DEFAULT);
    }

    public Stimulus withMaps(Map<String, MapContents> contents) {
        return new Stimulus(program, packets, context, contents, freedoms);
    }

    public Stimulus withContext(Context other) {
        return new Stimulus(program, packets, other, maps, freedoms);
    }

    public Stimulus withFreedoms(Freedoms other) {
        return new Stimulus(program, packets, context, maps, other);
    }

    /// What a map holds before the first packet.
    public MapContents initial(MapSpec map) {
        return maps.containsKey(map.name()) ? maps.get(map.name()) : MapContents.initial(map);
    }

    /// Where a packet of this stimulus comes in.
    public Context contextOf(Packet packet) {
        return packet.context().orElse(context);
    }

    private static InputError unknown(Program program, String name) {
        String known = program.maps().stream().map(MapSpec::name).collect(Collectors.joining(", "));
        return new InputError("map " + name, "program " + program.name() + " uses no map of this name", "",
                known.isEmpty() ? "It uses no maps" : "Its maps are " + known);
    }

    /// Values shown of each entry of a per-CPU map: as many as are given somewhere, at most one a context.
    public int cpus(CoreConfig config) {
        int given = 1 + maps.values().stream().flatMap(contents -> contents.entries().stream())
            .mapToInt(entry -> entry.values().size() - 1).max().orElse(0);
        return Math.min(given, config.cpus());
    }
}
