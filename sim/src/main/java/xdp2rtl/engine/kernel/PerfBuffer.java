package xdp2rtl.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import xdp2rtl.elf.Bytes;
import xdp2rtl.port.Emission;
import xdp2rtl.port.EngineUnavailable;

/// The listener at one CPU's entry of a PERF_EVENT_ARRAY: an event of perf_event_open(2) and its ring, mapped into this
/// process (include/uapi/linux/perf_event.h).
final class PerfBuffer implements Listener {
    private static final int PAGE = 4096;
    private static final int RING = 128 * PAGE;
    /// Of `struct perf_event_attr`: type, size, config, sample_period, sample_type.
    private static final int ATTRIBUTES = 128;
    private static final int SOFTWARE = 1;
    private static final long BPF_OUTPUT = 10;
    private static final long SAMPLE_RAW = 1 << 10;
    /// Of `struct perf_event_mmap_page`.
    private static final int HEAD = 1024;
    private static final int TAIL = 1032;
    private static final int HEADER = 8;
    private static final int SAMPLE = 9;

    private final CLibrary library;
    private final Bpf bpf;
    private final KernelMap map;
    private final int cpu;
    private int descriptor;
    private MemorySegment mapped;

    private PerfBuffer(CLibrary library, Bpf bpf, KernelMap map, int cpu) {
        this.library = library;
        this.bpf = bpf;
        this.map = map;
        this.cpu = cpu;
    }

    /// Opens the entry of this thread's CPU.
    static PerfBuffer open(CLibrary library, Bpf bpf, KernelMap map, Cpus cpus) throws LinuxError {
        var buffer = new PerfBuffer(library, bpf, map, cpus.own());
        buffer.open();
        return buffer;
    }

    private void open() throws LinuxError {
        MemorySegment attributes = bpf.allocate(ATTRIBUTES);
        attributes.fill((byte) 0);
        attributes.set(JAVA_INT_UNALIGNED, 0, SOFTWARE);
        attributes.set(JAVA_INT_UNALIGNED, 4, ATTRIBUTES);
        attributes.set(JAVA_LONG_UNALIGNED, 8, BPF_OUTPUT);
        attributes.set(JAVA_LONG_UNALIGNED, 16, 1);
        attributes.set(JAVA_LONG_UNALIGNED, 24, SAMPLE_RAW);
        descriptor = library.perfEventOpen(attributes, cpu);
        mapped = library.mapShared(descriptor, PAGE + RING);
        MemorySegment key = bpf.allocate(Integer.BYTES);
        MemorySegment value = bpf.allocate(Integer.BYTES);
        key.set(JAVA_INT_UNALIGNED, 0, cpu);
        value.set(JAVA_INT_UNALIGNED, 0, descriptor);
        bpf.update(map.descriptor(), key, value, 0);
    }

    /// Takes out the records that have come. The kernel skips what fills a record up, so it shows what was there
    /// before: a ring is left, with its zeroes, before it comes round.
    @Override public List<Emission> take() throws LinuxError {
        var taken = new ArrayList<Emission>();
        long head = mapped.get(JAVA_LONG_UNALIGNED, HEAD);
        long tail = mapped.get(JAVA_LONG_UNALIGNED, TAIL);
        while (tail < head) {
            int size = Short.toUnsignedInt(mapped.get(JAVA_SHORT_UNALIGNED, PAGE + tail + 6));
            if (head > RING || mapped.get(JAVA_INT_UNALIGNED, PAGE + tail) != SAMPLE) {
                throw new EngineUnavailable(
                        "records of a packet in map %s are more than Linux's ring of %,d bytes".formatted(
                                map.spec().name(), RING));
            }
            int bytes = mapped.get(JAVA_INT_UNALIGNED, PAGE + tail + HEADER);
            MemorySegment data = mapped.asSlice(PAGE + tail + HEADER + Integer.BYTES, bytes);
            taken.add(new Emission.Recorded(map.spec().name(), Bytes.of(data.toArray(JAVA_BYTE))));
            tail += size;
        }
        mapped.set(JAVA_LONG_UNALIGNED, TAIL, tail);
        if (tail > RING / 2) {
            close();
            open();
        }
        return taken;
    }

    @Override public void close() throws LinuxError {
        library.unmap(mapped);
        library.close(descriptor);
    }
}
