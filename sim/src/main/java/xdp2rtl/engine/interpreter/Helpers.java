package xdp2rtl.engine.interpreter;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import xdp2rtl.ebpf.AccessSize;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.fib.NetworkState;
import xdp2rtl.linux.Clock;
import xdp2rtl.linux.Errno;
import xdp2rtl.linux.Helper;
import xdp2rtl.port.Emission;
import xdp2rtl.port.Freedoms;

/// The helper functions, with the kernel's results. Sources: kernel/bpf/helpers.c and net/core/filter.c of Linux 6.18.
final class Helpers {
    private final List<MapSpec> specs;
    private final List<MapModel> maps;
    private final AddressSpace memory;
    private final PacketBuffer packet;
    private final Freedoms freedoms;
    private final RouteHelpers routes;
    private final Emissions emissions;
    private final Dynptrs dynptrs;
    private Redirection redirection = new Redirection();
    /// The address of the lock that is held; 0 if none is.
    private long held;
    private long nanoseconds;

    Helpers(List<MapSpec> specs, List<MapModel> maps, AddressSpace memory, PacketBuffer packet, Freedoms freedoms,
            NetworkState network) {
        this.specs = specs;
        this.maps = maps;
        this.memory = memory;
        this.packet = packet;
        this.freedoms = freedoms;
        this.nanoseconds = freedoms.nanoseconds();
        this.routes = new RouteHelpers(network, memory, packet);
        this.dynptrs = new Dynptrs(memory, packet);
        this.emissions = new Emissions(memory, packet);
    }

    /// @param ifindex where it comes in
    /// @param time    what the clocks read, in nanoseconds
    void startPacket(int ifindex, long time) {
        nanoseconds = time;
        redirection = new Redirection();
        held = 0;
        routes.startPacket(ifindex);
        emissions.startPacket();
        rings().forEach(RingModel::startPacket);
        maps.forEach(MapModel::endWalks);
    }

    List<Emission> emitted() {
        return Stream.concat(emissions.emitted().stream(), rings().flatMap(ring -> ring.emitted().stream())).toList();
    }

    private Stream<RingModel> rings() {
        return maps.stream().filter(RingModel.class::isInstance).map(RingModel.class::cast);
    }

    Redirection redirection() {
        return redirection;
    }

    /// R0, from R1 to R5.
    long call(Helper helper, long[] r) {
        return switch (helper) {
            case MAP_LOOKUP_ELEM -> lookup(mapNumber(r[1]), r[2]);
            case MAP_LOOKUP_PERCPU_ELEM -> lookup(mapNumber(r[1]), r[2], r[3] & 0xffff_ffffL);
            case MAP_UPDATE_ELEM -> update(mapNumber(r[1]), r[2], r[3], r[4]);
            case MAP_DELETE_ELEM -> {
                int map = mapNumber(r[1]);
                yield maps.get(map).delete(key(map, r[2]));
            }
            case SPIN_LOCK -> lock(r[1], true);
            case SPIN_UNLOCK -> lock(r[1], false);
            case NEXT_ENTRY, TAIL_CALL, LOOP, FOR_EACH_MAP_ELEM ->
                throw new IllegalStateException("the machine makes calls into the program");
            case REDIRECT -> redirection.toInterface((int) r[1], r[2]);
            case REDIRECT_MAP -> redirectMap(mapNumber(r[1]), r[2], r[3]);
            case PERF_EVENT_OUTPUT -> {
                requireContext(r[1]);
                yield emissions.output(specs.get(mapNumber(r[2])), r[3], r[4], (int) r[5], freedoms.cpu());
            }
            case STRNCMP -> compare(r[1], (int) r[2], r[3]);
            case MAP_PUSH_ELEM -> {
                int map = mapNumber(r[1]);
                yield maps.get(map).push(memory.read(r[2], specs.get(map).valueSize()), r[3]);
            }
            case MAP_POP_ELEM -> taken(mapNumber(r[1]), r[2], true);
            case MAP_PEEK_ELEM -> {
                int map = mapNumber(r[1]);
                yield specs.get(map).isFilter() ? maps.get(map).tellOf(memory.read(r[2], specs.get(map).valueSize()))
                        : taken(map, r[2], false);
            }
            case RINGBUF_OUTPUT -> ring(mapNumber(r[1])).output(bytes(r[2], (int) r[3]), r[4]);
            case RINGBUF_RESERVE -> reserve(mapNumber(r[1]), r[2], r[3]);
            case RINGBUF_SUBMIT -> endRecord(r[1], false);
            case RINGBUF_DISCARD -> endRecord(r[1], true);
            case RINGBUF_QUERY -> ring(mapNumber(r[1])).query(r[2]);
            case TRACE_PRINTK -> emissions.print(memory.read(r[1], (int) r[2]), r[3], r[4], r[5]);
            case TRACE_VPRINTK ->
                emissions.print(memory.read(r[1], (int) r[2]), IntStream.range(0, (int) r[4] / Long.BYTES)
                        .mapToLong(i -> memory.load(r[3] + Long.BYTES * i, AccessSize.DW)).toArray());
            case XDP_ADJUST_HEAD -> {
                requireContext(r[1]);
                yield packet.adjustHead((int) r[2]);
            }
            case XDP_ADJUST_TAIL -> {
                requireContext(r[1]);
                yield packet.adjustTail((int) r[2]);
            }
            case XDP_ADJUST_META -> {
                requireContext(r[1]);
                yield packet.adjustMeta((int) r[2]);
            }
            case CSUM_DIFF -> Arithmetic.checksumDifference(bytes(r[1], (int) r[2]), bytes(r[3], (int) r[4]),
                    (int) r[5]);
            case XDP_GET_BUFF_LEN -> {
                requireContext(r[1]);
                yield packet.packet().length();
            }
            case FIB_LOOKUP -> {
                requireContext(r[1]);
                yield routes.lookup(r[2], (int) r[3], (int) r[4]);
            }
            case CHECK_MTU -> {
                requireContext(r[1]);
                yield routes.checkMtu((int) r[2], r[3], (int) r[4], r[5]);
            }
            case KTIME_GET_NS, KTIME_GET_BOOT_NS, KTIME_GET_COARSE_NS, KTIME_GET_TAI_NS -> nanoseconds;
            case JIFFIES64 -> Long.divideUnsigned(nanoseconds, Clock.NANOSECONDS_A_JIFFY);
            case GET_NUMA_NODE_ID -> 0;
            case XDP_LOAD_BYTES -> {
                requireContext(r[1]);
                yield packet.read((int) r[2], (int) r[4], bytes -> memory.write(r[3], bytes));
            }
            case XDP_STORE_BYTES -> {
                requireContext(r[1]);
                yield packet.write((int) r[2], (int) r[4], () -> memory.read(r[3], (int) r[4]));
            }
            case DYNPTR_READ -> dynptrs.read(r[1], r[2], r[3], r[4], r[5]);
            case DYNPTR_WRITE -> dynptrs.write(r[1], r[2], r[3], r[4], r[5]);
            // Linux gives slices of packets only.
            case DYNPTR_DATA -> 0;
            case GET_PRANDOM_U32 -> freedoms.random() & 0xffff_ffffL;
            case GET_SMP_PROCESSOR_ID -> freedoms.cpu();
        };
    }

    /// The name of the program that a tail call leads to, from R1 to R3; none if the map has none there.
    Optional<String> tailCalled(long[] r) {
        requireContext(r[1]);
        int map = mapNumber(r[2]);
        if (maps.get(map) instanceof ProgramModel programs) { return programs.program(r[3] & 0xffff_ffffL); }
        throw new Stop("makes a tail call by map " + specs.get(map).name() + ", which holds no programs");
    }

    /// The keys of a map.
    Supplier<Optional<byte[]>> walk(long address, WalkOrder order) { return maps.get(mapNumber(address)).walk(order); }

    void endWalk(long address) { maps.get(mapNumber(address)).endWalk(); }

    /// Bytes of the longest key of a map.
    int longestKey() { return specs.stream().mapToInt(MapSpec::keySize).max().orElse(0); }

    /// Where the value of a key is that is there.
    long valueAddress(long address, byte[] key) {
        int map = mapNumber(address);
        return AddressSpace.address(AddressSpace.FIRST_MAP + map, maps.get(map).lookup(key).orElseThrow());
    }

    private long lookup(int map, long key) {
        if (maps.get(map) instanceof OuterModel outer) { return outer.map(key(map, key)).map(this::handle).orElse(0L); }
        OptionalInt offset = maps.get(map).lookup(key(map, key));
        return offset.isPresent() ? AddressSpace.address(AddressSpace.FIRST_MAP + map, offset.getAsInt()) : 0;
    }

    /// `bpf_map_lookup_percpu_elem` asks `nr_cpu_ids` first.
    private long lookup(int map, long key, long cpu) {
        if (cpu >= freedoms.cpus()) { return 0; }
        OptionalInt offset = maps.get(map).lookup(key(map, key), (int) cpu);
        return offset.isPresent() ? AddressSpace.address(AddressSpace.FIRST_MAP + map, offset.getAsInt()) : 0;
    }

    /// The address that stands for the map of a name.
    private long handle(String name) {
        int map = specs.stream().map(MapSpec::name).toList().indexOf(name);
        return AddressSpace.address(AddressSpace.FIRST_HANDLE + map, 0);
    }

    private long update(int map, long key, long value, long flags) {
        byte[] bytes = memory.read(value, specs.get(map).valueSize());
        specs.get(map).lock().ifPresent(lock -> Arrays.fill(bytes, lock, lock + MapSpec.LOCK_BYTES, (byte) 0));
        return maps.get(map).update(key(map, key), bytes, flags);
    }

    /// Nobody else is there to hold it.
    private long lock(long address, boolean taken) {
        int map = AddressSpace.region(address) - AddressSpace.FIRST_MAP;
        if (map < 0 || map >= maps.size() || specs.get(map).lock().isEmpty()
                || AddressSpace.offset(address) % maps.get(map).values().stride() != specs.get(map).lock().getAsInt()) {
            throw new Stop("gives 0x%x to a helper where a lock belongs".formatted(address));
        }
        if (held != (taken ? 0 : address)) {
            throw new Stop(taken ? "takes a second lock" : "gives back a lock that it does not hold");
        }
        held = taken ? address : 0;
        return 0;
    }

    /// `strncmp` of lib/string.c.
    private long compare(long address, int size, long text) {
        for (int i = 0; i < size; i++) {
            long one = memory.load(address + i, AccessSize.B);
            long other = memory.load(text + i, AccessSize.B);
            if (one != other) { return one < other ? -1 : 1; }
            if (one == 0) { return 0; }
        }
        return 0;
    }

    private long taken(int map, long address, boolean removed) {
        Optional<byte[]> value = maps.get(map).next(removed);
        memory.write(address, value.orElseGet(() -> new byte[specs.get(map).valueSize()]));
        return value.isPresent() ? 0 : Errno.ENOENT.result();
    }

    private RingModel ring(int map) {
        if (maps.get(map) instanceof RingModel ring) { return ring; }
        throw new Stop("leaves a record in map %s, which is no ring".formatted(specs.get(map).name()));
    }

    private long reserve(int map, long size, long flags) {
        if (flags != 0) { return 0; }
        OptionalInt start = ring(map).reserve(size);
        return start.isPresent() ? AddressSpace.address(AddressSpace.FIRST_MAP + map, start.getAsInt()) : 0;
    }

    private long endRecord(long address, boolean discarded) {
        int map = AddressSpace.region(address) - AddressSpace.FIRST_MAP;
        if (map < 0 || map >= maps.size()) {
            throw new Stop("gives 0x%x to a helper where a record belongs".formatted(address));
        }
        ring(map).end(AddressSpace.offset(address), discarded);
        return 0;
    }

    private long redirectMap(int map, long key, long flags) {
        if (maps.get(map) instanceof TargetModel targets) { return redirection.toMap(targets, key, flags); }
        throw new Stop("redirects to map " + specs.get(map).name() + ", which holds no targets");
    }

    private byte[] key(int map, long address) {
        return memory.read(address, specs.get(map).keySize());
    }

    private byte[] bytes(long address, int length) {
        if (length < 0) { throw new Stop("sums up %s bytes".formatted(Integer.toUnsignedString(length))); }
        return length == 0 ? new byte[0] : memory.read(address, length);
    }

    private int mapNumber(long address) {
        int map = AddressSpace.region(address) - AddressSpace.FIRST_HANDLE;
        if (map < 0 || map >= maps.size() || AddressSpace.offset(address) != 0) {
            throw new Stop("gives 0x%x to a helper where a map belongs".formatted(address));
        }
        return map;
    }

    private static void requireContext(long address) {
        if (address != AddressSpace.address(AddressSpace.CONTEXT, 0)) {
            throw new Stop("gives 0x%x to a helper where the context belongs".formatted(address));
        }
    }
}
