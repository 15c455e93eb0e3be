package xdp2rtl.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import xdp2rtl.elf.Bytes;
import xdp2rtl.port.Emission;

/// The reader of a RINGBUF, mapped into this process: a page with the reader's position, which it writes; a page with
/// the program's, and the data twice in a row (kernel/bpf/ringbuf.c).
final class RingBuffer implements Listener {
    private static final int PAGE = 4096;
    private static final int HEADER = 8;
    private static final int BUSY = 1 << 31;
    private static final int DISCARDED = 1 << 30;

    private final CLibrary library;
    private final KernelMap map;
    private final MemorySegment consumer;
    private final MemorySegment producer;

    private RingBuffer(CLibrary library, KernelMap map, MemorySegment consumer, MemorySegment producer) {
        this.library = library;
        this.map = map;
        this.consumer = consumer;
        this.producer = producer;
    }

    static RingBuffer open(CLibrary library, KernelMap map) throws LinuxError {
        return new RingBuffer(library, map, library.mapShared(map.descriptor(), PAGE),
                library.mapToRead(map.descriptor(), PAGE, PAGE + 2L * map.spec().maxEntries()));
    }

    @Override public List<Emission> take() {
        var taken = new ArrayList<Emission>();
        long at = consumer.get(JAVA_LONG_UNALIGNED, 0);
        long end = producer.get(JAVA_LONG_UNALIGNED, 0);
        while (at < end) {
            long place = PAGE + (at & map.spec().maxEntries() - 1);
            int header = producer.get(JAVA_INT_UNALIGNED, place);
            if ((header & BUSY) != 0) { throw new IllegalStateException("a program has ended and writes a record"); }
            int length = header & ~DISCARDED;
            if ((header & DISCARDED) == 0) {
                byte[] data = producer.asSlice(place + HEADER, length).toArray(JAVA_BYTE);
                taken.add(new Emission.Recorded(map.spec().name(), Bytes.of(data)));
            }
            at += length + HEADER + 7 & ~7L;
        }
        consumer.set(JAVA_LONG_UNALIGNED, 0, at);
        return taken;
    }

    @Override public void close() throws LinuxError {
        library.unmap(consumer);
        library.unmap(producer);
    }
}
