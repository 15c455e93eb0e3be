package xdp2rtl.host;

import static xdp2rtl.isa.ControlRegister.*;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import xdp2rtl.compile.Compiled;
import xdp2rtl.compile.Compiler;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.diagnostic.Stage;
import xdp2rtl.driver.CoreLoad;
import xdp2rtl.driver.CoreRegisters;
import xdp2rtl.driver.CoresMaps;
import xdp2rtl.driver.DeviceMemory;
import xdp2rtl.driver.InputHold;
import xdp2rtl.driver.RegisterWrites;
import xdp2rtl.driver.WordImage;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.fib.NetworkState;
import xdp2rtl.flow.PlaceWishes;
import xdp2rtl.isa.Bundle;
import xdp2rtl.isa.Dispatch;
import xdp2rtl.isa.Operand;
import xdp2rtl.isa.Operation;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.NetworkSize;
import xdp2rtl.maps.Placement;
import xdp2rtl.port.Context;
import xdp2rtl.port.CoreSetup;
import xdp2rtl.port.Freedoms;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Stimulus;
import xdp2rtl.verifier.Entry;

/// Puts programs on a device. Each packet runs wholly with the old program and its maps or wholly with the new ones,
/// and none is lost: rows and maps are written beside those that run, where there is room; then the input is held, the
/// core drained, the rest written, and the input let go. What does not fit the device is refused before anything is
/// written.
public final class ProgramLoader {
    private final HostDevice device;
    private final CoreRegisters core;
    private final List<DeviceMemory> memories;

    public ProgramLoader(HostDevice device) {
        this.device = device;
        this.core = device.core();
        this.memories = core.memories(DeviceMemory.LARGE_BLOCK);
    }

    /// @param contents what maps hold at the start, by name
    /// @param keepMaps maps of the same name, type and sizes keep what they hold, unless `contents` has them
    /// @param ifindex  interface indexes that ports get
    /// @param bundleLimit bundles after which the core ends a packet
    /// @param places   where maps are to lie on several cores
    /// @param network  what helpers look into beside the device's own ports
    /// @param size     what there is room for, at least that network
    public record Wanted(Program program, Map<String, MapContents> contents, boolean keepMaps,
            Map<Integer, Integer> ifindex, int bundleLimit, PlaceWishes places,
            Optional<NetworkState> network, NetworkSize size) {
        /// With the usual limit and without a network.
        public Wanted(Program program, Map<String, MapContents> contents, boolean keepMaps,
                Map<Integer, Integer> ifindex) {
            this(program, contents, keepMaps, ifindex, Compiler.BUNDLE_LIMIT, PlaceWishes.NONE,
                    Optional.empty(), NetworkSize.DEFAULT);
        }

        public Wanted {
            contents = Map.copyOf(contents);
            ifindex = Map.copyOf(ifindex);
        }
    }

    /// @throws InputError if the program does not fit the device, which is unchanged then
    public LoadReport load(Wanted wanted) {
        Program program = wanted.program();
        BoardPorts ports = device.ports().with(wanted.ifindex());
        if (ports.count() > 0) {
            BoardLimits.check(program);
        }
        boolean runs = core.runs();
        var free = new FreePlace(device, runs || !core.idle());
        NetworkState network = wanted.network().orElse(NetworkState.EMPTY).withPorts(ports.ifindex());
        NetworkSize size = wanted.size().atLeast(stimulus(program, wanted.contents(), network).networkSize());
        Compiled compiled = compiled(wanted, size, ports, free);
        boolean mapsBeside = free.hasMaps(compiled.layout());
        BroadcastMaps broadcasts = BroadcastMaps.of(program, ports);
        List<WordImage> images = images(compiled, wanted.contents(), network);
        wanted.contents().forEach((name, contents) -> checkTargets(name, contents, program, ports));
        var fresh = new ArrayList<String>();
        List<MapSpec> kept = wanted.keepMaps() ? kept(wanted, compiled, fresh) : List.of();
        Map<String, MapContents> known = contents(wanted, kept.stream().filter(broadcasts::contains).toList());
        program.maps().stream().filter(map -> known.containsKey(map.name()))
                .forEach(map -> broadcasts.check(map, known.get(map.name())));

        int base = free.base(compiled.image().rows().size());
        boolean rowsBeside = free.hasRows(base, compiled.image().rows().size());
        LoadedProgram loaded = LoadedProgram.of(compiled, base, broadcasts.numbers());
        CoreLoad load = load(compiled, base, stimulus(program, wanted.contents(), network));
        long ahead = 0;
        var rows = new RegisterWrites();
        load.rows(rows);
        if (rowsBeside) {
            core.write(rows);
            ahead += rows.count();
        }
        if (mapsBeside) {
            ahead += fill(images, List.of());
        }
        device.state().write(core.device(), Stream.concat(device.loaded().stream(), Stream.of(loaded)).toList());
        long behind = 0;
        int since;
        InputHold hold = InputHold.of(core);
        try (hold) {
            since = core.read(COUNT_PACKETS);
            Map<String, MapContents> contents = contents(wanted, kept);
            List<WordImage> last = kept.isEmpty() ? images : images(compiled, contents, network);
            hold.staysStopped();
            core.write(HOST_TAG, 0);
            if (!rowsBeside) {
                core.write(rows);
                behind += rows.count();
            }
            if (!mapsBeside) {
                clear(hold);
            }
            behind += fill(last, mapsBeside ? images : zeroes(last));
            var rest = new RegisterWrites();
            load(compiled, base, stimulus(program, contents, network)).settings(rest, device.config().contexts(),
                    device.config().cores());
            ports.add(rest);
            broadcasts.add(rest, known);
            rest.add(HOST_TAG, loaded.tag());
            core.write(rest);
            behind += rest.count();
            hold.runsAfterwards();
        }
        device.state().write(core.device(), List.of(loaded.from(since)));
        return new LoadReport(compiled, loaded, rowsBeside, mapsBeside, ahead, behind, runs ? hold.cycles() : 0,
                kept.stream().map(MapSpec::name).toList(), fresh);
    }

    private Compiled compiled(Wanted wanted, NetworkSize size, BoardPorts ports, FreePlace free) {
        var anywhere = new Compiler(device.config(), Entry.XDP, MapLayout.FIRST, List.of(), wanted.bundleLimit(), size,
                Compiler.Calls.COPIED_WHERE_FITTING).withPlaces(wanted.places());
        Compiler compiler = (ports.count() > 0 ? anywhere.forInOrder() : anywhere).settled(wanted.program());
        MapLayout layout = free.maps(compiler.maps(wanted.program()), wanted.program());
        return compiler.from(layout.start()).compile(wanted.program());
    }

    /// Takes the program away: what is left passes every packet, as Linux does where no program is attached. Returns
    /// the cycles that the input was held.
    public long unload() {
        boolean runs = core.runs();
        var free = new FreePlace(device, runs || !core.idle());
        int base = free.base(1);
        var load = new CoreLoad(List.of(pass(device.config().lanes())), base, List.of(), 0, 0, Compiler.BUNDLE_LIMIT,
                Optional.empty(), Dispatch.IN_TURN, List.of(), device.config().hasFragments());
        var rows = new RegisterWrites();
        load.rows(rows);
        boolean beside = free.hasRows(base, 1);
        if (beside) {
            core.write(rows);
        }
        InputHold hold = InputHold.of(core);
        try (hold) {
            hold.staysStopped();
            core.write(HOST_TAG, 0);
            if (!beside) {
                core.write(rows);
            }
            var rest = new RegisterWrites();
            load.settings(rest, 0, device.config().cores());
            core.write(rest.add(HOST_TAG, HostDevice.NO_PROGRAM));
            hold.runsAfterwards();
        }
        device.state().delete();
        return runs ? hold.cycles() : 0;
    }

    /// @param stimulus what the maps begin with
    private CoreLoad load(Compiled compiled, int base, Stimulus stimulus) {
        MapLayout layout = compiled.layout();
        return new CoreLoad(compiled.schedule().bundles(), base, layout.descriptors(), layout.cpuBase(0),
                layout.cpuBytes(), compiled.bundleLimit(), Optional.empty(),
                CoreSetup.dispatch(compiled.places(), device.config().cores(), stimulus),
                CoreSetup.room(layout, stimulus), compiled.takesFragments());
    }

    /// The row of a program that returns XDP_PASS.
    private static Bundle pass(int lanes) {
        var slots = new ArrayList<Optional<Operation>>(Collections.nCopies(lanes, Optional.empty()));
        slots.set(0, Optional.of(new Operation.Exit(new Operand.Immediate(XdpAction.PASS.number()))));
        return new Bundle(slots, false);
    }

    private void clear(InputHold hold) {
        core.write(CONTROL, hold.modes() | CLEAR);
        try (var _ = Stage.enter("clearing the map memory")) {
            while ((core.read(STATUS) & CLEARING) != 0) {
                Thread.onSpinWait();
            }
        }
    }

    /// Writes the words that are not in `there` already (all, if that is empty), core by core. Returns how many
    /// register writes it took.
    private long fill(List<WordImage> images, List<WordImage> there) {
        long count = 0;
        for (int number = 0; number < images.size(); number++) {
            WordImage image = images.get(number);
            Optional<WordImage> old = there.isEmpty() ? Optional.empty() : Optional.of(there.get(number));
            count += memories.get(number).fill(image.start(), image.end(), image::read,
                    address -> old.isEmpty() || old.get().read(address) != image.read(address));
        }
        return count;
    }

    /// What each core's map memory holds at the start, from the program's first address to its last.
    private List<WordImage> images(Compiled compiled, Map<String, MapContents> contents, NetworkState network) {
        MapLayout layout = compiled.layout();
        List<WordImage> images =
                memories.stream().map(_ -> new WordImage(layout.start(), (int) layout.totalBytes())).toList();
        Stimulus stimulus = stimulus(compiled.program(), contents, network);
        new CoresMaps(layout, compiled.places(), CoreSetup.dispatch(compiled.places(), images.size(), stimulus), images)
                .fill(stimulus);
        return images;
    }

    private static Stimulus stimulus(Program program, Map<String, MapContents> contents, NetworkState network) {
        return new Stimulus(program, List.of(), Context.DEFAULT, contents, Freedoms.DEFAULT, Optional.of(network));
    }

    private static List<WordImage> zeroes(List<WordImage> images) {
        return images.stream().map(image -> new WordImage(image.start(), image.end())).toList();
    }

    /// The maps that can keep what they hold.
    private List<MapSpec> kept(Wanted wanted, Compiled compiled, List<String> fresh) {
        var kept = new ArrayList<MapSpec>();
        for (MapSpec map : placed(compiled)) {
            if (wanted.contents().containsKey(map.name()) || map.isGlobalData()) {
                continue;
            }
            Optional<MapSpec> old = device.loaded().flatMap(loaded -> loaded.find(map.name()));
            if (old.isEmpty()) {
                fresh.add("%s: %s".formatted(map.name(),
                        device.loaded().isPresent() ? "the program before has no map of this name"
                                : "it is not known what was loaded before"));
            } else if (!old.get().withTypes(map.types()).equals(map)) {
                fresh.add("%s: it was %s, and is %s".formatted(map.name(), shape(old.get()), shape(map)));
            } else {
                kept.add(map);
            }
        }
        return kept;
    }

    /// The program's maps as each core has them, which can be parts.
    private static List<MapSpec> placed(Compiled compiled) {
        int count = compiled.program().maps().size();
        return compiled.layout().placements().subList(0, count).stream().map(Placement::map).toList();
    }

    private static String shape(MapSpec map) {
        return "%s key %d value %d entries %d flags 0x%x".formatted(map.type().text(), map.keySize(), map.valueSize(),
                map.maxEntries(), map.flags());
    }

    /// What is given, and what the maps that are kept hold now.
    private Map<String, MapContents> contents(Wanted wanted, List<MapSpec> kept) {
        var contents = new HashMap<>(wanted.contents());
        if (kept.isEmpty()) { return contents; }
        memories.forEach(DeviceMemory::forget);
        LoadedProgram old = device.loaded().orElseThrow();
        MapLayout layout = old.layout(device.config());
        var maps = new CoresMaps(layout, old.places(), memories);
        List<String> names = kept.stream().map(MapSpec::name).toList();
        layout.placements().stream().filter(placement -> names.contains(placement.map().name()))
                .forEach(placement -> contents.put(placement.map().name(),
                        maps.read(placement, device.config().cpus())));
        return contents;
    }

    /// As Linux refuses an interface that is not there in a device map.
    static void checkTargets(String name, MapContents contents, Program program, BoardPorts ports) {
        program.maps().stream().filter(map -> map.name().equals(name)).flatMapToInt(map -> contents.entries().stream()
                .flatMapToInt(entry -> MapContents.device(map, entry.values().getFirst()).stream()))
                .filter(ifindex -> !ports.canReach(ifindex)).findFirst().ifPresent(ifindex -> {
                    throw noPort(name, ifindex, ports);
                });
    }

    static InputError noPort(String map, int index, BoardPorts ports) {
        return new InputError("map " + map,
                "no port of %s has interface index %d".formatted(ports.device().name(), index), "",
                "Its ports have %s; `host load --ifindex PORT=N` changes them".formatted(
                        String.join(", ", ports.ifindex().stream().map(String::valueOf).toList())));
    }
}
