package xdp2rtl.host;

import java.util.function.Supplier;
import xdp2rtl.driver.InputHold;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.MapKind;

/// Holds the input of a device's core while the host looks at a map or changes it, as far as packets could see it
/// half done.
final class MapHold {
    private final HostDevice device;
    private long cycles;

    MapHold(HostDevice device) { this.device = device; }

    /// For how many cycles the input was held the last time.
    long cycles() { return cycles; }

    /// The input is not held for what comes next.
    void none() { cycles = 0; }

    /// Does something while no packet is in the core; if it fails, none comes in any more.
    void stopped(Runnable work) {
        boolean ran = device.core().runs();
        InputHold hold = InputHold.of(device.core());
        try (hold) {
            hold.staysStopped();
            work.run();
            hold.goesOn();
        }
        cycles = ran ? hold.cycles() : 0;
    }

    /// Does something while the map is not used by packets, if it is a hash map or one of prefixes, or packets may hold
    /// locks of it.
    <T> T still(MapSpec map, Supplier<T> work) {
        cycles = 0;
        if (!isLinked(map.kind()) && map.lock().isEmpty() || !device.core().runs()) { return work.get(); }
        InputHold hold = InputHold.of(device.core());
        T result;
        try (hold) {
            result = work.get();
        }
        cycles = hold.cycles();
        return result;
    }

    /// Whether packets could see a change that is half done.
    private static boolean isLinked(MapKind kind) {
        return switch (kind) {
            case HASH, PERCPU_HASH, LRU_HASH, LRU_PERCPU_HASH, HASH_OF_MAPS, DEVMAP_HASH, LPM_TRIE, QUEUE, STACK,
                    BLOOM_FILTER ->
                true;
            case ARRAY, PERCPU_ARRAY, PROG_ARRAY, ARRAY_OF_MAPS, DEVMAP, CPUMAP, XSKMAP, PERF_EVENT_ARRAY, RINGBUF ->
                false;
        };
    }
}
