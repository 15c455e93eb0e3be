package xdp2rtl.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import xdp2rtl.port.EngineUnavailable;

/// The CPUs that per-CPU maps have values for, and the one that the run's thread is bound to.
/// @param possible how many values a per-CPU map has for each key
/// @param own      which of them this thread sees; other engines call it CPU 0
record Cpus(int possible, int own) {
    private static final Path POSSIBLE = Path.of("/sys/devices/system/cpu/possible");
    private static final int MASK_BYTES = 1024;

    /// Binds the calling thread to its first CPU.
    static Cpus bind(CLibrary library, Arena arena) throws LinuxError {
        MemorySegment mask = arena.allocate(MASK_BYTES, 8);
        library.affinity(mask);
        int cpu = 0;
        while ((mask.get(JAVA_BYTE, cpu / 8) >> cpu % 8 & 1) == 0) {
            cpu++;
        }
        mask.fill((byte) 0);
        mask.set(JAVA_BYTE, cpu / 8, (byte) (1 << cpu % 8));
        library.setAffinity(mask);
        return read(cpu);
    }

    private static Cpus read(int cpu) {
        try {
            String text = Files.readString(POSSIBLE).strip();
            return new Cpus(count(text, Integer.MAX_VALUE), count(text, cpu));
        } catch (IOException e) {
            throw new EngineUnavailable("%s cannot be read: %s".formatted(POSSIBLE, e.getMessage()));
        }
    }

    /// How many CPUs below `limit` a list such as `0-3,8` names.
    static int count(String list, int limit) {
        int count = 0;
        for (String range : list.split(",")) {
            String[] ends = range.split("-");
            int first = Integer.parseInt(ends[0]);
            int end = Math.min(limit, Integer.parseInt(ends[ends.length - 1]) + 1);
            count += Math.max(0, end - first);
        }
        return count;
    }
}
