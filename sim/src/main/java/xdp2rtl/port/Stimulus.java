package xdp2rtl.port;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.fib.Link;
import xdp2rtl.fib.NetworkState;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.linux.Helper;
import xdp2rtl.maps.NetworkSize;

/// All that decides what happens: the program, the packets in order, where they come in, what the maps hold at the
/// start (by name; maps that are not named start as the object says, else empty), what Linux leaves open, and the
/// network around, if one is given.
///
/// @param frameBytes of the frames of the core: 4096, 8192 or 16384
public record Stimulus(Program program, List<Packet> packets, Context context, Map<String, MapContents> maps,
        Freedoms freedoms, Optional<NetworkState> fib, int frameBytes) {

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

    /// On frames of 4 KiB.
    public Stimulus(Program program, List<Packet> packets, Context context, Map<String, MapContents> maps,
            Freedoms freedoms, Optional<NetworkState> fib) {
        this(program, packets, context, maps, freedoms, fib, CoreConfig.PAGE);
    }

    /// Without a network.
    public Stimulus(Program program, List<Packet> packets, Context context, Map<String, MapContents> maps,
            Freedoms freedoms) {
        this(program, packets, context, maps, freedoms, Optional.empty());
    }

    /// With empty maps and what Linux leaves open at its defaults.
    public static Stimulus of(Program program, List<Packet> packets) {
        return new Stimulus(program, packets, Context.DEFAULT, Map.of(), Freedoms.DEFAULT);
    }

    public Stimulus withMaps(Map<String, MapContents> contents) {
        return new Stimulus(program, packets, context, contents, freedoms, fib, frameBytes);
    }

    public Stimulus withPackets(List<Packet> other) {
        return new Stimulus(program, other, context, maps, freedoms, fib, frameBytes);
    }

    public Stimulus withContext(Context other) {
        return new Stimulus(program, packets, other, maps, freedoms, fib, frameBytes);
    }

    public Stimulus withFreedoms(Freedoms other) {
        return new Stimulus(program, packets, context, maps, other, fib, frameBytes);
    }

    /// The same on the CPUs and the frames that a core has. A program that looks at the values of other CPUs has those
    /// of one of several cores.
    public Stimulus on(CoreConfig core) {
        int cpus = program.calls(Helper.MAP_LOOKUP_PERCPU_ELEM) ? core.contexts() : core.cpus();
        return new Stimulus(program, packets, context, maps, freedoms.onCpus(cpus), fib, core.frameBytes());
    }

    /// How many CPUs have values in the engines that programs can see: one, unless they look up those of others.
    public int seenCpus() {
        return program.calls(Helper.MAP_LOOKUP_PERCPU_ELEM) ? freedoms.cpus() : 1;
    }

    public Stimulus withNetwork(NetworkState network) {
        return new Stimulus(program, packets, context, maps, freedoms, Optional.of(network), frameBytes);
    }

    /// Why no program sees a packet, if so. Where Linux gives a program packets in fragments they are as long as a
    /// frame holds; others run where packets have a linear part only, as in drivers without fragments.
    public Optional<String> notRunBecause(Packet packet) {
        return packet.notRunBecause(CoreConfig.DEFAULT.change().frameBytes(frameBytes).build()
                .longestPacket(program.takesFragments()));
    }

    /// The network that helpers look into: what is given, else nothing, and every interface that packets come in by or
    /// that a device map names.
    public NetworkState network() {
        return fib.orElse(NetworkState.EMPTY).withInterfaces(interfaces());
    }

    /// How large tables must be to hold that network.
    public NetworkSize networkSize() {
        return network().size();
    }

    /// The interfaces that must be there for such a run, ascending.
    public SortedSet<Integer> interfaces() {
        var interfaces = new TreeSet<Integer>();
        interfaces.add(Link.LOOPBACK);
        interfaces.add(context.ifindex());
        packets.forEach(packet -> packet.context().ifPresent(own -> interfaces.add(own.ifindex())));
        for (MapSpec map : program.maps()) {
            initial(map).entries().forEach(entry -> MapContents.device(map, entry.value(0)).ifPresent(interfaces::add));
        }
        return interfaces;
    }

    /// What a map holds before the first packet.
    public MapContents initial(MapSpec map) {
        MapContents contents = maps.containsKey(map.name()) ? maps.get(map.name()) : MapContents.initial(map);
        return program.calls(Helper.MAP_LOOKUP_PERCPU_ELEM) ? contents.onCpus(map, freedoms.cpus()) : contents;
    }

    /// Where a packet of this stimulus comes in.
    public Context contextOf(Packet packet) {
        return packet.context().orElse(context);
    }

    /// What the clocks read while a packet is run.
    public long nanosecondsOf(Packet packet) {
        return packet.nanoseconds().orElse(freedoms.nanoseconds());
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
