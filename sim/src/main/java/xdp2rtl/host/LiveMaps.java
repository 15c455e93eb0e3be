package xdp2rtl.host;

import static xdp2rtl.host.MapRefusals.*;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.driver.AddedNumbers;
import xdp2rtl.driver.CoresMaps;
import xdp2rtl.driver.DeviceMemory;
import xdp2rtl.driver.EventRings;
import xdp2rtl.driver.FilterMemory;
import xdp2rtl.driver.LineMemory;
import xdp2rtl.driver.HashTable;
import xdp2rtl.driver.HostMaps;
import xdp2rtl.driver.PrefixChange;
import xdp2rtl.driver.PrefixMap;
import xdp2rtl.driver.WordImage;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.flow.MapPlace;
import xdp2rtl.isa.Dispatch;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.Placement;
import xdp2rtl.port.MapContents;

/// The maps of the loaded program, with what bpf(2) lets be done to them.
///
/// Hash maps and maps of prefixes are looked at and changed while the input is held and the core is empty, so an
/// element is seen and appears as a whole. Most of what a change of prefixes takes is done before, since no program
/// changes which prefixes there are. Array and device maps are read and written while packets run, in words of 8 bytes,
/// as the kernel copies their values, but where these have locks; only [#replace] holds the input for them too.
public final class LiveMaps {
    private final HostDevice device;
    private final LoadedProgram loaded;
    private final MapLayout layout;
    private final BroadcastMaps broadcasts;
    private final MapHold hold;
    private final FlowKeys keys;

    LiveMaps(HostDevice device, LoadedProgram loaded) {
        this.device = device;
        hold = new MapHold(device);
        this.loaded = loaded;
        this.layout = loaded.layout(device.config());
        keys = new FlowKeys(device.core(), layout, loaded.places());
        this.broadcasts = new BroadcastMaps(device.ports(), loaded.maps(), loaded.broadcasts());
    }

    /// What the kernel's flags BPF_ANY, BPF_NOEXIST and BPF_EXIST say.
    public enum Rule { ANY, NOEXIST, EXIST }

    /// Cycles that the input was held for the last operation.
    public long held() {
        return hold.cycles();
    }

    /// All that a map holds: of array maps every index, of hash maps what there is, sorted by key.
    public MapContents dump(MapSpec map) {
        Placement placement = placement(map);
        if (map.isFilter()) {
            throw new InputError("map " + map.name(), "a filter does not say what is in it", "",
                    "Ask for one value with `host map peek`");
        }
        var maps = new CoresMaps(layout, loaded.places(), device.core().memories(DeviceMemory.LARGE_BLOCK));
        return hold.still(map, () -> maps.readAll(placement, device.config().cpus()));
    }

    /// Takes out what the program has left for the host, of all cores, in the order of time. Contexts are counted
    /// through all cores.
    public List<EventRings.Taken> events() {
        var taken = new ArrayList<EventRings.Taken>();
        List<DeviceMemory> memories = device.core().memories(DeviceMemory.LARGE_BLOCK);
        for (int core = 0; core < memories.size(); core++) {
            int first = core * layout.contexts();
            new EventRings(layout, memories.get(core)).take().forEach(
                    one -> taken.add(new EventRings.Taken(one.origin().map(origin -> new EventRings.Origin(
                            origin.nanoseconds(), first + origin.context(), origin.bytes())), one.emission())));
        }
        return EventRings.Taken.sorted(taken);
    }

    /// How much of that has found no room since the program was loaded.
    public long lostEvents() {
        return device.core().memories(DeviceMemory.SMALL_BLOCK).stream()
                .mapToLong(memory -> new EventRings(layout, memory).lost()).sum();
    }

    /// The value of a key, one for each context of each core in per-CPU maps; nothing if there is none.
    public Optional<List<Bytes>> lookup(MapSpec map, Bytes key) {
        checkKey(map, key);
        List<DeviceMemory> memories = device.core().memories(DeviceMemory.SMALL_BLOCK);
        return switch (loaded.places().of(map.name())) {
            case MapPlace.Copied _, MapPlace.PerCpu _ -> {
                List<Bytes> values = new ArrayList<>();
                memories.subList(0, map.isPerCpu() ? memories.size() : 1)
                        .forEach(memory -> lookup(map, key, memory).ifPresent(values::addAll));
                yield values.isEmpty() ? Optional.empty() : Optional.of(values);
            }
            case MapPlace.ByFlow _ -> dump(map).entries().stream().filter(entry -> entry.key().equals(key)).findFirst()
                    .map(MapContents.Entry::values);
            case MapPlace.AddedUp(List<MapPlace.Number> numbers) -> {
                var added = new AddedNumbers(numbers);
                yield memories.stream().flatMap(memory -> lookup(map, key, memory).stream())
                        .reduce((a, b) -> List.of(added.sum(a.getFirst(), b.getFirst())));
            }
            case MapPlace.First() -> lookup(map, key, memories.getFirst());
        };
    }

    private Optional<List<Bytes>> lookup(MapSpec map, Bytes key, DeviceMemory memory) {
        int cpus = device.config().contexts();
        return switch (placement(map)) {
            case Placement.Hash hash ->
                hold.still(map, () -> new HashTable(hash, layout, memory).lookup(key.toArray(), cpus));
            case Placement.Prefixes prefixes -> isTooLong(map, key) ? Optional.empty()
                    : hold.still(map, () -> new PrefixMap(prefixes, memory).lookup(key).map(List::of));
            case Placement.Array array -> {
                hold.none();
                yield MapContents.index(key) >= map.maxEntries() ? Optional.empty()
                        : hold.still(map,
                                () -> new HostMaps(layout, memory).read(array, (int) MapContents.index(key), cpus));
            }
            case Placement.Ring _, Placement.Shared _ -> throw takesRecords(map);
            case Placement.Line _, Placement.Filter _ -> throw noKeys(map);
        };
    }

    /// Gives a key a value, in per-CPU maps on every CPU.
    ///
    /// @throws InputError as the kernel refuses it
    public void update(MapSpec map, Bytes key, Bytes value, Rule rule) {
        checkKey(map, key);
        checkWritable(map);
        checkValue(map, value, "map %s: key %s".formatted(map.name(), key));
        Placement placement = placement(map);
        switch (placement) {
            case Placement.Array _ -> checkIndex(map, key);
            case Placement.Prefixes _ -> checkLength(map, key);
            case Placement.Hash _ -> {}
            case Placement.Ring _, Placement.Shared _ -> throw takesRecords(map);
            case Placement.Line _, Placement.Filter _ -> throw noKeys(map);
        }
        new MapContents(List.of(MapContents.Entry.of(key, value))).check("map " + map.name(), map);
        checkTarget(map, value);
        switch (placement) {
            case Placement.Hash hash ->
                change(map, key, Optional.of(value), () -> check(map, key, rule, contains(hash, key)),
                        () -> put(hash, key, value));
            case Placement.Prefixes prefixes -> {
                var table = new PrefixMap(prefixes, memory(DeviceMemory.LARGE_BLOCK));
                check(map, key, rule, table.contains(key));
                change(map, table.put(key, value).orElseThrow(() -> full(map, key)));
            }
            case Placement.Array array -> {
                Runnable rules = () -> check(map, key, rule == Rule.EXIST ? Rule.ANY : rule, true);
                change(map, key, Optional.of(value), rules,
                        () -> parts(map, value, memory(DeviceMemory.SMALL_BLOCK))
                                .forEach(part -> new HostMaps(layout, part.memory()).write(array,
                                        (int) MapContents.index(key),
                                        Collections.nCopies(map.isPerCpu() ? device.config().contexts() : 1,
                                                part.value()))));
            }
            case Placement.Ring _, Placement.Shared _ -> throw takesRecords(map);
            case Placement.Line _, Placement.Filter _ -> throw noKeys(map);
        }
    }

    private void put(Placement.Hash hash, Bytes key, Bytes value) {
        MapSpec map = hash.map();
        if (hasOwners(map)) {
            keys.put(hash, key, value);
            return;
        }
        for (Part part : parts(map, value, memory(DeviceMemory.SMALL_BLOCK))) {
            if (!new HashTable(hash, layout, part.memory()).put(key.toArray(), part.value().toArray())) {
                throw full(map, key);
            }
        }
    }

    private void remove(Placement.Hash hash, Bytes key) {
        if (hasOwners(hash.map())) {
            keys.remove(hash, key);
        } else {
            new HashTable(hash, layout, memory(DeviceMemory.SMALL_BLOCK)).remove(key.toArray());
        }
    }

    /// Whether a core alone has an entry of the map.
    private boolean hasOwners(MapSpec map) {
        return switch (loaded.places().of(map.name())) {
            case MapPlace.ByFlow _, MapPlace.First _ -> true;
            case MapPlace.Copied _, MapPlace.PerCpu _, MapPlace.AddedUp _ -> false;
        };
    }

    /// A value, and what writes it.
    private record Part(DeviceMemory memory, Bytes value) {}

    /// What is written for a value: one after the other. Of numbers that are added up, core 0 gets all.
    ///
    /// @param all reaches all cores that have the entry
    private List<Part> parts(MapSpec map, Bytes value, DeviceMemory all) {
        return switch (loaded.places().of(map.name())) {
            case MapPlace.Copied _, MapPlace.PerCpu _, MapPlace.ByFlow _, MapPlace.First _ ->
                List.of(new Part(all, value));
            case MapPlace.AddedUp(List<MapPlace.Number> numbers) ->
                List.of(new Part(all, new AddedNumbers(numbers).without(value)),
                        new Part(device.core().memories(DeviceMemory.SMALL_BLOCK).getFirst(), value));
        };
    }

    /// Takes a key out.
    ///
    /// @throws InputError as the kernel refuses it
    public void delete(MapSpec map, Bytes key) {
        checkKey(map, key);
        checkWritable(map);
        switch (placement(map)) {
            case Placement.Hash hash ->
                change(map, key, Optional.empty(), () -> check(map, key, Rule.EXIST, contains(hash, key)),
                        () -> remove(hash, key));
            case Placement.Prefixes prefixes -> {
                checkLength(map, key);
                var table = new PrefixMap(prefixes, memory(DeviceMemory.LARGE_BLOCK));
                check(map, key, Rule.EXIST, table.contains(key));
                change(map, table.remove(key));
            }
            case Placement.Array array -> {
                if (map.isArray()) {
                    throw refused(map, key,
                            "entries of a map of type %s cannot be deleted".formatted(map.type().text()));
                }
                checkIndex(map, key);
                change(map, key, Optional.empty(), () -> {},
                        () -> new HostMaps(layout, memory(DeviceMemory.SMALL_BLOCK)).clear(array,
                                (int) MapContents.index(key)));
            }
            case Placement.Ring _, Placement.Shared _ -> throw takesRecords(map);
            case Placement.Line _, Placement.Filter _ -> throw noKeys(map);
        }
    }

    /// The map holds exactly these contents afterwards; every packet sees all of the old ones or all of the new ones.
    ///
    /// @throws InputError if it cannot hold them; it is unchanged then
    public void replace(MapSpec map, MapContents contents) {
        checkWritable(map);
        contents.check("map " + map.name(), map);
        contents.entries().forEach(entry -> checkTarget(map, entry.values().getFirst()));
        broadcasts.check(map, contents);
        List<DeviceMemory> memories = device.core().memories(DeviceMemory.LARGE_BLOCK);
        List<WordImage> images =
                memories.stream().map(_ -> new WordImage(layout.start(), (int) layout.totalBytes())).toList();
        var marks = new WordImage(layout.start(), (int) layout.totalBytes());
        Placement placement = placement(map);
        new CoresMaps(layout, loaded.places(), owners(placement, contents), images).fill(placement, contents);
        new HostMaps(layout, marks).mark(placement);
        hold.stopped(() -> {
            for (int core = 0; core < memories.size(); core++) {
                memories.get(core).fill(marks.start(), marks.end(), images.get(core)::read,
                        address -> marks.read(address) != 0);
            }
            if (placement instanceof Placement.Hash hash && memories.size() > 1) {
                keys.counted(hash, contents.entries().size());
            }
            broadcasts.tell(device.core(), map, contents);
        });
    }

    /// Who gets the packets of a map's new entries. A hash that has a core keeps it.
    private Dispatch owners(Placement placement, MapContents contents) {
        MapSpec map = placement.map();
        List<Bytes> all = contents.entries().stream().map(MapContents.Entry::key).toList();
        return placement instanceof Placement.Hash && loaded.places().of(map.name()) instanceof MapPlace.ByFlow
                ? hold.still(map, () -> keys.owners(map.name(), all))
                : loaded.places().dispatch(device.config().cores());
    }

    /// Changes an entry; without a value it goes. Where packets are broadcast through the map, none comes between the
    /// entry and what the board knows of the map. No program changes such a map, so it can be read while packets run.
    ///
    /// @param rules what refuses the change; with the input held only where a program can change the map
    private void change(MapSpec map, Bytes key, Optional<Bytes> value, Runnable rules, Runnable entry) {
        if (!broadcasts.contains(map)) {
            hold.still(map, () -> {
                rules.run();
                entry.run();
                return true;
            });
            return;
        }
        rules.run();
        MapContents before = new HostMaps(layout, memory(DeviceMemory.LARGE_BLOCK)).readAll(placement(map), 1);
        Stream<MapContents.Entry> others = before.entries().stream().filter(other -> !other.key().equals(key));
        Stream<MapContents.Entry> own = value.stream().map(bytes -> MapContents.Entry.of(key, bytes));
        var after = new MapContents(Stream.concat(others, own).toList());
        if (after.entries().size() > map.maxEntries()) { throw full(map, key); }
        broadcasts.check(map, after);
        hold.stopped(() -> {
            entry.run();
            broadcasts.tell(device.core(), map, after);
        });
    }

    /// Changes a map of prefixes, so that packets see all of it or nothing.
    private void change(MapSpec map, PrefixChange change) {
        write(change.before());
        hold.still(map, () -> write(change.atOnce()));
    }

    private long write(SortedMap<Integer, Long> words) {
        return memory(DeviceMemory.SMALL_BLOCK).fill(words.firstKey(), words.lastKey() + Long.BYTES, words::get,
                words::containsKey);
    }

    private Placement placement(MapSpec map) {
        return layout.placement(loaded.maps().indexOf(map));
    }

    /// The map memory of core 0 to read; what is written goes to all cores.
    private DeviceMemory memory(int block) {
        return new DeviceMemory(device.core().device(), block);
    }

    /// Puts a value into a map without keys.
    /// @throws InputError if it is full, or has keys
    public void push(MapSpec map, Bytes value) {
        checkValue(map, value, "map " + map.name());
        checkWritable(map);
        DeviceMemory memory = memory(DeviceMemory.SMALL_BLOCK);
        boolean done = hold.still(map, () -> switch (placement(map)) {
            case Placement.Line line -> new LineMemory(line, memory).push(value);
            case Placement.Filter filter -> {
                new FilterMemory(filter, memory).push(value);
                yield true;
            }
            case Placement.Array _, Placement.Hash _, Placement.Prefixes _, Placement.Ring _, Placement.Shared _ ->
                throw keyed(map);
        });
        if (!done) { throw new InputError("map " + map.name(), "it is full", "", "Take a value out first"); }
    }

    /// The value that is taken out next; nothing if there is none.
    /// @param removed whether it leaves the map
    /// @throws InputError if the map has keys, or is a filter
    public Optional<Bytes> next(MapSpec map, boolean removed) {
        if (!(placement(map) instanceof Placement.Line line)) { throw keyed(map); }
        var memory = new LineMemory(line, memory(DeviceMemory.SMALL_BLOCK));
        return hold.still(map, () -> removed ? memory.pop() : memory.peek());
    }

    /// Whether a value may have been put into a filter.
    /// @throws InputError if it is none
    public boolean mayContain(MapSpec map, Bytes value) {
        if (!(placement(map) instanceof Placement.Filter filter)) { throw keyed(map); }
        var memory = new FilterMemory(filter, memory(DeviceMemory.SMALL_BLOCK));
        return hold.still(map, () -> memory.contains(value));
    }

    private void checkTarget(MapSpec map, Bytes value) {
        MapContents.device(map, value).ifPresent(ifindex -> {
            if (!device.ports().canReach(ifindex)) { throw ProgramLoader.noPort(map.name(), ifindex, device.ports()); }
        });
    }

    private boolean contains(Placement.Hash hash, Bytes key) {
        return keys.holder(hash, key).isPresent();
    }
}
