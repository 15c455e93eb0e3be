package xdp2rtl.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.Clock;
import xdp2rtl.linux.MapKind;
import xdp2rtl.linux.RedirectFlags;
import xdp2rtl.port.Freedoms;
import xdp2rtl.port.MapContents;
import xdp2rtl.port.RedirectTarget;

/// A map of our own, of one entry, that the loaded code shares with us: the values that Linux leaves open, and what
/// the redirect helpers were last asked for. All fields are 64 bits.
final class Observer {
    static final int NANOSECONDS = 0;
    static final int RANDOM = 8;
    /// The number that the last taken call named: an interface or an index.
    static final int INDEX = 16;
    /// [#NOTHING], [#INTERFACE], or [#FIRST_MAP] and up for the program's map of that number.
    static final int KIND = 24;
    static final int FLAGS = 32;
    static final int JIFFIES = 40;
    private static final int BYTES = 48;

    static final int NOTHING = 0;
    static final int INTERFACE = 1;
    static final int FIRST_MAP = 2;

    private final Bpf bpf;
    private final int descriptor;
    private final MemorySegment key;
    private final MemorySegment start;
    private final MemorySegment value;
    private boolean isSet;

    Observer(Bpf bpf, Freedoms freedoms) throws LinuxError {
        this.bpf = bpf;
        descriptor = bpf.createMap(MapSpec.of("observer", MapKind.ARRAY, 4, BYTES, 1));
        key = bpf.allocate(4);
        start = bpf.allocate(BYTES);
        value = bpf.allocate(BYTES);
        start.set(JAVA_LONG_UNALIGNED, RANDOM, freedoms.random() & 0xffff_ffffL);
        setTime(freedoms.nanoseconds());
    }

    /// What the clocks read from now on, if they read something else until now.
    void setTime(long nanoseconds) throws LinuxError {
        if (isSet && start.get(JAVA_LONG_UNALIGNED, NANOSECONDS) == nanoseconds) { return; }
        start.set(JAVA_LONG_UNALIGNED, NANOSECONDS, nanoseconds);
        start.set(JAVA_LONG_UNALIGNED, JIFFIES, Long.divideUnsigned(nanoseconds, Clock.NANOSECONDS_A_JIFFY));
        isSet = true;
        reset();
    }

    int descriptor() {
        return descriptor;
    }

    /// Forgets what was asked for.
    void reset() throws LinuxError {
        bpf.update(descriptor, key, start, 0);
    }

    /// Where an XDP_REDIRECT now leads.
    Optional<RedirectTarget> target(List<MapSpec> maps, List<MapContents> targets) throws LinuxError {
        bpf.lookup(descriptor, key, value);
        long index = value.get(JAVA_LONG_UNALIGNED, INDEX);
        int kind = (int) value.get(JAVA_LONG_UNALIGNED, KIND);
        long flags = value.get(JAVA_LONG_UNALIGNED, FLAGS);
        if (kind == NOTHING || kind == INTERFACE) {
            return (int) index == 0 ? Optional.empty() : Optional.of(new RedirectTarget.Interface((int) index));
        }
        String map = maps.get(kind - FIRST_MAP).name();
        if ((flags & RedirectFlags.BROADCAST) != 0) {
            return Optional.of(new RedirectTarget.Broadcast(map, (flags & RedirectFlags.EXCLUDE_INGRESS) != 0));
        }
        long slot = index & 0xffff_ffffL;
        long value = targets.get(kind - FIRST_MAP).entries().stream()
                .filter(entry -> MapContents.index(entry.key()) == slot).findFirst()
                .map(entry -> MapContents.index(entry.value(0))).orElseThrow();
        return Optional.of(switch (maps.get(kind - FIRST_MAP).kind()) {
            case DEVMAP, DEVMAP_HASH -> new RedirectTarget.MapEntry(map, (int) value);
            case CPUMAP -> new RedirectTarget.HostQueue(map, (int) slot);
            case XSKMAP -> new RedirectTarget.HostQueue(map, (int) value);
            case HASH, ARRAY, PROG_ARRAY, PERF_EVENT_ARRAY, PERCPU_HASH, PERCPU_ARRAY, LRU_HASH, LRU_PERCPU_HASH,
                    LPM_TRIE, ARRAY_OF_MAPS,
                    HASH_OF_MAPS, RINGBUF, QUEUE, STACK, BLOOM_FILTER ->
                throw new IllegalStateException(map);
        });
    }
}
