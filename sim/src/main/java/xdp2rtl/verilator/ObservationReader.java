package xdp2rtl.verilator;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import xdp2rtl.isa.Space;
import xdp2rtl.port.Observation;
import xdp2rtl.port.PortPacket;
import xdp2rtl.port.PortReport;
import xdp2rtl.port.Retired;

/// Reads the harness's buffers. The offsets are those of its structures.
final class ObservationReader {
    private static final int REPORT_BYTES = 48;
    private static final int OUTPUT_BYTES = 40;
    private static final int LANES = 32;
    private static final int LANE_BYTES = 16;
    private static final int STORE_BYTES = 24;
    /// Pairs of address and count that `core_seen` gives.
    static final int PLACES = 5;

    private final MemorySegment places;
    private final int lanes;
    private final int contexts;
    private final int writeBack;

    /// @param places what `core_seen` has filled
    ObservationReader(MemorySegment places, ModelOptions options) {
        this.places = places;
        this.lanes = options.lanes();
        this.contexts = options.contexts();
        this.writeBack = options.writeBack();
    }

    Observation read() {
        MemorySegment bytes = segment(3, 1);
        return new Observation(each(0, Long.BYTES, item -> item.get(JAVA_LONG, 0)),
                each(1, REPORT_BYTES, ObservationReader::report),
                each(2, OUTPUT_BYTES, item -> packet(item, bytes)),
                each(4, retiredBytes(), this::retired));
    }

    private int retiredBytes() {
        return LANES + LANE_BYTES * lanes + STORE_BYTES * Space.values().length;
    }

    private MemorySegment segment(int place, int size) {
        long address = places.getAtIndex(JAVA_LONG, 2 * place);
        long count = places.getAtIndex(JAVA_LONG, 2 * place + 1);
        return MemorySegment.ofAddress(address).reinterpret(count * size);
    }

    private <T> List<T> each(int place, int size, Function<MemorySegment, T> reader) {
        MemorySegment all = segment(place, size);
        List<T> items = new ArrayList<>();
        for (long at = 0; at < all.byteSize(); at += size) {
            items.add(reader.apply(all.asSlice(at, size)));
        }
        return items;
    }

    private static PortReport report(MemorySegment item) {
        return new PortReport(item.get(JAVA_LONG, 0), item.get(JAVA_INT, 24), item.get(JAVA_LONG, 8),
                item.get(JAVA_INT, 28),
                item.get(JAVA_INT, 32), item.get(JAVA_INT, 36), item.get(JAVA_INT, 40), item.get(JAVA_LONG, 16));
    }

    private static PortPacket packet(MemorySegment item, MemorySegment bytes) {
        byte[] contents = bytes.asSlice(item.get(JAVA_LONG, 8), item.get(JAVA_INT, 24)).toArray(JAVA_BYTE);
        return new PortPacket(item.get(JAVA_LONG, 0), contents, item.get(JAVA_INT, 32), item.get(JAVA_INT, 28),
                item.get(JAVA_LONG, 16), item.get(JAVA_INT, 36));
    }

    private Retired retired(MemorySegment item) {
        List<Retired.RegisterWrite> writes = new ArrayList<>(lanes);
        for (int lane = 0; lane < lanes; lane++) {
            long at = LANES + (long) LANE_BYTES * lane;
            if (item.get(JAVA_INT, at) != 0) {
                writes.add(new Retired.RegisterWrite(lane, item.get(JAVA_INT, at + 4), item.get(JAVA_LONG, at + 8)));
            }
        }
        List<Retired.MemoryWrite> stores = new ArrayList<>(2);
        for (Space space : Space.values()) {
            long at = LANES + (long) LANE_BYTES * lanes + (long) STORE_BYTES * space.ordinal();
            if (item.get(JAVA_INT, at) != 0) {
                stores.add(new Retired.MemoryWrite(space, item.get(JAVA_INT, at + 4), item.get(JAVA_INT, at + 8),
                        item.get(JAVA_LONG, at + 16)));
            }
        }
        int next = item.get(JAVA_INT, 16) != 0 ? Retired.ENDS : item.get(JAVA_INT, 20);
        int context = item.get(JAVA_INT, 28) * contexts + item.get(JAVA_INT, 8);
        return new Retired(item.get(JAVA_LONG, 0) - writeBack, context, item.get(JAVA_INT, 12), next, writes,
                stores, item.get(JAVA_INT, 24) != 0);
    }
}
