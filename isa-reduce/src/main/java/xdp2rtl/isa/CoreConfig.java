package xdp2rtl.isa;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import xdp2rtl.diagnostic.CountText;
import xdp2rtl.diagnostic.InputError;

/// Everything that the generated core can be varied in. Immutable; the same value gives the same Verilog, byte for
/// byte.
///
/// @param name             the name of the configuration; part of no Verilog
/// @param lanes            operations in a bundle: 1, 2, 4 or 8
/// @param contexts         packets in flight in a core, 1 to 64; a context is what Linux calls a CPU: context k of core
/// c is CPU c * contexts + k
/// @param cores            1 to 16; packets are dealt out to them in turn, each has its own memories
/// @param registersPerLane registers of one context in one lane's bank: 8, 16 or 32
/// @param units            the functional units of each lane, lane 0 first
/// @param programBundles   rows of the program memory, a power of two up to 4096
/// @param mapBytes         bytes of map memory, a power of two; in UltraRAM, without `mapPort`, also a multiple of
/// [#MAP_PIECE]
/// @param mapMemory        where it lies
/// @param beatBytes        bytes in a beat of the packet streams: 32 or 64
/// @param frameBytes       bytes of a context's frame: 4096, 8192 or 16384
/// @param clockMhz         the clock that cycle figures are turned into seconds with
/// @param trace            whether the core has a retirement port, for lock step
/// @param mapPort          whether the core has a port for the lines of its map memory, beside the control port
public record CoreConfig(String name, int lanes, int contexts, int cores, int registersPerLane, List<Set<Unit>> units,
        int programBundles, int mapBytes, MapMemory mapMemory, int beatBytes, int frameBytes, int clockMhz,
        boolean trace, boolean mapPort) {

    /// Linux's page: the buffer of a packet's linear part, and of each fragment behind it. Headroom 256, tail room 320
    /// (`skb_shared_info`), so a linear part of up to 3,520 bytes.
    public static final int PAGE = 4096;
    public static final int HEADROOM = 256;
    /// Bytes at the start of the headroom that a packet must not grow into (`sizeof(struct xdp_frame)`).
    public static final int HEADROOM_RESERVED = 40;
    /// Bytes at the end of a frame that hold no packet.
    public static final int TAIL_ROOM = 320;
    /// The offset that `data_end` cannot pass; what lies behind it is in fragments.
    public static final int LINEAR_END = PAGE - TAIL_ROOM;
    /// The longest packet that is given to a program that takes none in fragments.
    public static final int MAX_LINEAR = LINEAR_END - HEADROOM;
    /// KiB that a frame can have.
    public static final List<Integer> FRAME_KIB = List.of(4, 8, 16);
    /// Bytes of the largest of them.
    public static final int LARGEST_FRAME = FRAME_KIB.getLast() << 10;
    /// The shortest: an Ethernet header.
    public static final int MIN_PACKET = 14;
    /// The longest metadata (Linux 6.18: a multiple of 4 that fits a byte).
    public static final int MAX_META = 252;
    public static final int STACK_BYTES = 512;
    /// Map descriptors, so hash maps a program can have.
    public static final int MAP_DESCRIPTORS = 32;
    /// Cores behind one set of ports.
    public static final int MAX_CORES = 16;
    /// Records that the event queue holds.
    public static final int EVENTS = 32;
    /// What a map memory in UltraRAM can be a multiple of, bytes.
    public static final int MAP_PIECE = 1 << 20;
    /// Pairs of words that can be pushed for a request.
    public static final int ARGUMENT_PAIRS = 32;
    /// Bit of a map address that marks the per-CPU part.
    public static final int PER_CPU_BIT = 31;
    /// Where map addresses end that have this bit; offsets below zero lie above.
    private static final long PER_CPU_END = 3L << PER_CPU_BIT - 1;

    public CoreConfig {
        units = units.stream().map(Set::copyOf).toList();
        check(Set.of(1, 2, 4, 8).contains(lanes), "lanes", lanes, "1, 2, 4 or 8");
        check(contexts >= 1 && contexts <= 64, "contexts", contexts, "1 to 64");
        check(cores >= 1 && cores <= MAX_CORES, "cores", cores, "1 to " + MAX_CORES);
        check(Set.of(8, 16, 32).contains(registersPerLane), "registers per lane", registersPerLane, "8, 16 or 32");
        check(units.size() == lanes, "lanes with units", units.size(), "as many as lanes");
        check(Integer.bitCount(programBundles) == 1 && programBundles <= 4096, "program bundles", programBundles,
                "a power of two up to 4096");
        boolean whole = mapBytes % MAP_PIECE == 0 && mapMemory == MapMemory.ULTRA && !mapPort;
        check((Integer.bitCount(mapBytes) == 1 || whole) && mapBytes >= 1024, "map bytes", mapBytes,
                "a power of two from 1024, or in UltraRAM, without a port of its own, a multiple of " + MAP_PIECE);
        check(beatBytes == 32 || beatBytes == 64, "beat bytes", beatBytes, "32 or 64");
        check(frameBytes % 1024 == 0 && FRAME_KIB.contains(frameBytes / 1024), "frame bytes", frameBytes,
                "4096, 8192 or 16384");
        check(clockMhz >= 1 && clockMhz <= 2000, "clock MHz", clockMhz, "1 to 2000");
    }

    /// 4 lanes, 16 contexts: what the figures in the README are measured on.
    public static final CoreConfig DEFAULT = of("default", 4, 16);
    /// hXDP's machine: 4 lanes, one packet at a time, 156 MHz, 32-byte beats.
    public static final CoreConfig HXDP = of("hxdp", 4, 1).change().programBundles(256).mapBytes(1 << 16).beatBytes(32)
            .clockMhz(156).build();
    /// The least that runs every program that fits: 1 lane, 4 contexts.
    public static final CoreConfig SMALL =
            of("small", 1, 4).change().mapBytes(1 << 16).beatBytes(32).clockMhz(200).build();
    /// 8 lanes.
    public static final CoreConfig WIDE = of("wide", 8, 16);
    /// Four default cores.
    public static final CoreConfig QUAD = of("quad", 4, 16).withCores(4);
    public static final List<CoreConfig> NAMED = List.of(DEFAULT, HXDP, SMALL, WIDE, QUAD);

    /// The default core with other lanes and contexts.
    public static CoreConfig of(String name, int lanes, int contexts) {
        return new CoreConfig(name, lanes, contexts, 1, 32, unitsOf(lanes), 1024, 1 << 18, MapMemory.BLOCK, 64, PAGE,
                250, false, false);
    }

    /// Where the units go: loads in front, so that branches before them need not wait; effects in the last lanes,
    /// behind the branches.
    public static List<Set<Unit>> unitsOf(int lanes) {
        return switch (lanes) {
            case 1 -> List.of(EnumSet.allOf(Unit.class));
            case 2 -> List.of(EnumSet.of(Unit.PACKET_LOAD, Unit.MULTIPLY, Unit.STACK, Unit.FOLD),
                    EnumSet.of(Unit.PACKET_LOAD, Unit.PACKET_STORE, Unit.MAP, Unit.REQUEST, Unit.CONTEXT));
            case 4 -> List.of(EnumSet.of(Unit.PACKET_LOAD, Unit.MULTIPLY),
                    EnumSet.of(Unit.PACKET_LOAD, Unit.CONTEXT, Unit.FOLD),
                    EnumSet.of(Unit.PACKET_STORE, Unit.STACK), EnumSet.of(Unit.MAP, Unit.REQUEST, Unit.FOLD));
            case 8 -> List.of(EnumSet.of(Unit.PACKET_LOAD), EnumSet.of(Unit.PACKET_LOAD),
                    EnumSet.of(Unit.MULTIPLY, Unit.FOLD),
                    EnumSet.of(Unit.CONTEXT, Unit.FOLD), EnumSet.of(Unit.STACK), EnumSet.of(Unit.PACKET_STORE),
                    EnumSet.of(Unit.REQUEST), EnumSet.of(Unit.MAP));
            default ->
                throw new InputError("--lanes", "there is no core of " + lanes + " lanes", "", "Give 1, 2, 4 or 8");
        };
    }

    /// The lanes that have a unit, ascending.
    public List<Integer> lanesWith(Unit unit) {
        return IntStream.range(0, lanes).filter(lane -> units.get(lane).contains(unit)).boxed().toList();
    }

    /// A core like this one, to be changed.
    public CoreConfigBuilder change() {
        return new CoreConfigBuilder(this);
    }

    /// With the retirement port or without it.
    public CoreConfig withTrace(boolean on) {
        return change().trace(on).build();
    }

    /// With the port of the map memory or without it.
    public CoreConfig withMapPort(boolean on) {
        return change().mapPort(on).build();
    }

    /// With another size of the map memory.
    public CoreConfig withMapBytes(int bytes) {
        return change().mapBytes(bytes).build();
    }

    /// With the map memory in other RAM.
    public CoreConfig withMapMemory(MapMemory memory) {
        return change().mapMemory(memory).build();
    }

    /// So many of this core.
    public CoreConfig withCores(int count) {
        return change().cores(count).build();
    }

    /// `4 lanes, 16 contexts`; several cores as `2 cores, each 4 lanes, 16 contexts`.
    public String size() {
        String each = CountText.of(lanes, "lane") + ", " + CountText.of(contexts, "context");
        return cores == 1 ? each : CountText.of(cores, "core") + ", each " + each;
    }

    /// The map memory: `512 KiB`; of several cores `128 KiB each`, in UltraRAM `4096 KiB in UltraRAM`.
    public String mapSize() {
        return (mapBytes >> 10) + " KiB" + (cores == 1 ? "" : " each") + switch (mapMemory) {
            case BLOCK -> "";
            case ULTRA -> " in UltraRAM";
        };
    }

    /// Whether accesses at these offsets of one base may meet although their bytes are apart: one of them is to the
    /// context's own part, the other to the place where that may lie.
    public static boolean mayMeetAsPerCpu(long offset, long other) {
        return isPerCpu(offset) != isPerCpu(other);
    }

    private static boolean isPerCpu(long offset) {
        long address = offset & 0xffff_ffffL;
        return address >>> PER_CPU_BIT != 0 && address < PER_CPU_END;
    }

    /// Whether a frame holds more than the linear part of a packet.
    public boolean hasFragments() {
        return frameBytes > PAGE;
    }

    /// The offset in a frame that the end of a packet cannot pass: the end of a fragment, or of the linear part.
    public int frameEnd() {
        return frameBytes - TAIL_ROOM;
    }

    /// The longest packet that is given to a program: 3,520 bytes, or 7,616 or 15,808 where it takes fragments too.
    public int longestPacket(boolean fragments) {
        return (fragments ? frameEnd() : LINEAR_END) - HEADROOM;
    }

    /// What the register BEAT_BYTES reads as.
    public int beatRegister() {
        return beatBytes | (hasFragments() ? frameBytes >> 10 << 16 : 0);
    }

    /// What Linux calls CPUs.
    public int cpus() {
        return cores * contexts;
    }

    /// Cycles that the core's clock runs in a second.
    public double hertz() {
        return clockMhz * 1e6;
    }

    private static void check(boolean holds, String what, int value, String allowed) {
        if (!holds) { throw new InputError("core configuration", what + " is " + value, "", "It must be " + allowed); }
    }
}
