package xdp2rtl.lower;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import xdp2rtl.driver.EventRings;
import xdp2rtl.driver.HostMaps;
import xdp2rtl.driver.InitialContents;
import xdp2rtl.driver.MapMemoryAccess;
import xdp2rtl.ebpf.Immediate64;
import xdp2rtl.ebpf.Instruction;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.elf.Program;
import xdp2rtl.engine.Engine;
import xdp2rtl.engine.FunctionRunner;
import xdp2rtl.graph.Graph;
import xdp2rtl.graph.GraphRunner;
import xdp2rtl.graph.RunMaps;
import xdp2rtl.graph.RunPacket;
import xdp2rtl.isa.CoreConfig;
import xdp2rtl.isa.MapOp;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.XdpAction;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.NetworkMap;
import xdp2rtl.maps.OrderWord;
import xdp2rtl.maps.NetworkSize;
import xdp2rtl.maps.Placement;
import xdp2rtl.port.Context;
import xdp2rtl.port.Emission;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.Outcome;
import xdp2rtl.port.Packet;
import xdp2rtl.port.RedirectTarget;
import xdp2rtl.port.Run;
import xdp2rtl.port.Stimulus;
import xdp2rtl.verifier.Entry;

/// Runs the graph of a program, before it is scheduled: tells whether a difference is made by the graph or
/// behind it.
///
/// @param passes what is done to the graph before it runs
public record GraphEngine(String name, UnaryOperator<Graph> passes) implements Engine, FunctionRunner {

    /// Whether graphs of it can be run: a full LRU map drops entries as they lie in memory, and here none do.
    static boolean runs(Program program) {
        return program.instructions().stream()
                .noneMatch(instruction -> instruction instanceof Instruction.LoadImmediate(_, Immediate64.Map(int map))
                        && evicts(program, program.maps().get(map)));
    }

    /// It, or a map that it holds.
    private static boolean evicts(Program program, MapSpec map) {
        return map.evicts() || map.instances().stream().flatMap(table -> table.names().stream())
                .anyMatch(name -> program.maps().stream().anyMatch(one -> one.name().equals(name) && one.evicts()));
    }

    @Override public Run run(Stimulus stimulus) {
        if (!runs(stimulus.program())) {
            throw new IllegalArgumentException("the program uses a map of which entries are dropped");
        }
        MapLayout layout = MapLayout.of(NetworkMap.with(stimulus.program(),
                NetworkSize.DEFAULT.atLeast(stimulus.networkSize())), CoreConfig.of("test", 4, 1));
        Graph graph = passes.apply(GraphBuilder.build(stimulus.program(), layout, Entry.XDP));
        int arrays = Math.max(layout.sharedBytes(), layout.cpuBytes());
        RunMaps maps = new RunMaps(2 * (int) layout.totalBytes() + (1 << 16), arrays);
        layout.placements().forEach(placement -> fill(placement, maps, layout, stimulus));
        var outcomes = new ArrayList<Outcome>();
        for (Packet packet : stimulus.packets()) {
            outcomes.add(stimulus.notRunBecause(packet).<Outcome>map(Outcome.NotRun::new)
                    .orElseGet(() -> outcome(graph, packet, maps, layout, stimulus)));
        }
        var after = new TreeMap<String, MapContents>();
        layout.placements().stream()
                .filter(placement -> NetworkMap.of(placement.map()).isEmpty() && !OrderWord.is(placement.map()))
                .forEach(placement -> after.put(placement.map().name(),
                        contents(placement, maps, layout).canonical(placement.map())));
        return new Run(name, outcomes, after, Duration.ZERO);
    }

    @Override public OptionalLong result(Program program, Bytes memory) {
        Graph graph = passes.apply(GraphBuilder.build(
                program, MapLayout.of(List.of(), CoreConfig.DEFAULT), new Entry.Memory(memory.length())));
        GraphRunner.Result result = GraphRunner.run(
                graph, new RunPacket(memory.toArray()), new RunMaps(16, 16), GraphRunner.Context.PLAIN);
        return result.trapped() ? OptionalLong.empty() : OptionalLong.of(result.r0());
    }

    /// The same with one CPU's values only: runs of graphs have no other.
    static Stimulus oneCpu(Stimulus stimulus) {
        Map<String, MapContents> maps = new HashMap<>();
        stimulus.maps().forEach((name, contents) -> maps.put(name, new MapContents(contents.entries().stream()
                .map(entry -> MapContents.Entry.of(entry.key(), entry.value(0))).toList())));
        return stimulus.withMaps(maps);
    }

    private static Outcome outcome(Graph graph, Packet packet, RunMaps maps, MapLayout layout,
            Stimulus stimulus) {
        RunPacket buffer = new RunPacket(packet.bytes().toArray());
        Context context = stimulus.contextOf(packet);
        GraphRunner.Result result = GraphRunner.run(
                graph, buffer, maps, new GraphRunner.Context(context.ifindex(), context.rxQueue(),
                        stimulus.freedoms().cpu(), stimulus.nanosecondsOf(packet), stimulus.freedoms().random()));
        if (result.trapped()) { return new Outcome.Fault("trapped", OptionalLong.empty()); }
        return new Outcome.Ran(result.r0(), Optional.of(Bytes.of(buffer.bytes())),
                Bytes.of(buffer.metaBytes()),
                XdpAction.REDIRECT.is(result.action()) ? target(result.redirect(), layout) : Optional.empty(),
                OptionalLong.empty(), emissions(maps, layout));
    }

    /// What context 0 has left in its rings.
    private static List<Emission> emissions(RunMaps maps, MapLayout layout) {
        return new EventRings(layout, new MapMemoryAccess() {
            @Override public long read(int address) {
                return GraphEngine.read(maps, own(address), Long.BYTES).number(0, Long.BYTES, false);
            }

            @Override public void write(int address, long word) {
                GraphEngine.write(maps, own(address),
                        Bytes.of(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(word)
                                .array()));
            }

            private int own(int address) {
                return address < layout.cpuBase(0) ? address
                        : address - layout.cpuBase(0) | 1 << CoreConfig.PER_CPU_BIT;
            }
        }).take().stream().map(EventRings.Taken::emission).toList();
    }

    private static Optional<RedirectTarget> target(long redirect, MapLayout layout) {
        int ifindex = (int) redirect;
        int place = (int) (redirect >>> 32);
        if (place == 0) {
            return redirect == 0 ? Optional.empty() : Optional.of(new RedirectTarget.Interface(ifindex));
        }
        MapSpec map = layout.placement((place & 0x3fff_ffff) - 1).map();
        if ((place & 1 << 30) != 0) { return Optional.of(new RedirectTarget.Broadcast(map.name(), place < 0)); }
        return Optional.of(map.holdsDevices() ? new RedirectTarget.MapEntry(map.name(), ifindex)
                : new RedirectTarget.HostQueue(map.name(), ifindex));
    }

    private static void fill(Placement placement, RunMaps maps, MapLayout layout, Stimulus stimulus) {
        MapSpec map = placement.map();
        MapContents contents = InitialContents.of(stimulus, map);
        switch (placement) {
            case Placement.Array array -> {
                map.contents().ifPresent(bytes -> write(maps, array.address(), bytes));
                contents.entries().forEach(entry -> write(maps,
                        array.address() + (int) MapContents.index(entry.key()) * array.stride(),
                        stored(map, entry.value(0))));
            }
            case Placement.Hash hash -> {
                maps.define(hash.number(), hash.keyPairs(), map.keySize(), map.valueSize(), map.maxEntries(),
                        map.isPerCpu());
                for (MapContents.Entry entry : contents.entries()) {
                    byte[] pairs = Arrays.copyOf(entry.key().toArray(), 16 * CoreConfig.ARGUMENT_PAIRS);
                    System.arraycopy(entry.value(0).toArray(), 0, pairs, 16 * hash.keyPairs(),
                            map.valueSize());
                    maps.request(MapOp.UPDATE, hash.number(), 0, pairs);
                }
            }
            case Placement.Line _, Placement.Filter _ -> new HostMaps(layout, words(maps)).fill(placement, contents);
            case Placement.Ring _, Placement.Shared _ -> {}
            case Placement.Prefixes prefixes -> new HostMaps(layout, words(maps)).fill(prefixes, contents);
        }
    }

    /// A queue's word says that it is there.
    private static Bytes stored(MapSpec map, Bytes value) {
        return map.type() == MapKind.XSKMAP
                ? Bytes.of(ByteBuffer.allocate(8).put(value.toArray()).put((byte) 1).array()) : value;
    }

    private static MapContents contents(Placement placement, RunMaps maps, MapLayout layout) {
        MapSpec map = placement.map();
        List<MapContents.Entry> entries = new ArrayList<>();
        switch (placement) {
            case Placement.Array array -> {
                for (int i = 0; i < map.maxEntries(); i++) {
                    Bytes value = read(maps, array.address() + i * array.stride(), map.valueSize());
                    byte[] word = read(maps, array.address() + i * array.stride(), array.stride()).toArray();
                    if (map.isArray() || ByteBuffer.wrap(word).getLong() != 0) {
                        entries.add(MapContents.Entry.of(MapContents.key(i), value));
                    }
                }
            }
            case Placement.Hash hash -> {
                for (var entry : maps.entries(hash.number()).entrySet()) {
                    ByteBuffer key = entry.getKey();
                    entries.add(MapContents.Entry.of(Bytes.of(Arrays.copyOf(key.array(), map.keySize())),
                            read(maps, entry.getValue(), map.valueSize())));
                }
            }
            case Placement.Line line ->
                entries.addAll(new HostMaps(layout, words(maps)).readAll(line, 1).entries());
            case Placement.Ring _, Placement.Shared _, Placement.Filter _ -> {}
            case Placement.Prefixes prefixes ->
                entries.addAll(new HostMaps(layout, words(maps)).readAll(prefixes, 1).entries());
        }
        return new MapContents(entries);
    }

    /// The memory as a host reaches it.
    private static MapMemoryAccess words(RunMaps maps) {
        return new MapMemoryAccess() {
            @Override public long read(int address) {
                return buffer(address).getLong(maps.place(address));
            }

            @Override public void write(int address, long word) {
                buffer(address).putLong(maps.place(address), word);
            }

            private ByteBuffer buffer(int address) {
                return ByteBuffer.wrap(maps.memory(address)).order(ByteOrder.LITTLE_ENDIAN);
            }
        };
    }

    private static void write(RunMaps maps, int address, Bytes bytes) {
        System.arraycopy(bytes.toArray(), 0, maps.memory(address), maps.place(address), bytes.length());
    }

    private static Bytes read(RunMaps maps, int address, int bytes) {
        int place = maps.place(address);
        return Bytes.of(Arrays.copyOfRange(maps.memory(address), place, place + bytes));
    }
}
