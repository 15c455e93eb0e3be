package xdp2rtl.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.linux.PrintFormat;
import xdp2rtl.maps.EventRing;
import xdp2rtl.maps.MapLayout;
import xdp2rtl.maps.Placement;
import xdp2rtl.port.Emission;

/// The rings of records for the host in the map memory of one core ([EventRing]).
public final class EventRings {
    private final MapLayout layout;
    private final MapMemoryAccess memory;
    private final List<Placement.Ring> rings;

    public EventRings(MapLayout layout, MapMemoryAccess memory) {
        this.layout = layout;
        this.memory = memory;
        this.rings = layout.placements().stream().filter(Placement.Ring.class::isInstance)
                .map(Placement.Ring.class::cast).toList();
    }

    /// Whether the program has any.
    public static boolean areIn(MapLayout layout) {
        return layout.placements().stream().anyMatch(Placement.Ring.class::isInstance);
    }

    /// A record that was taken out.
    ///
    /// @param nanoseconds when it was made
    /// @param context     by which
    public record Taken(long nanoseconds, int context, Emission emission) {}

    /// Takes out what the contexts have left, in the order of time; what one context leaves stays in its order.
    /// @throws InputError if something has written over a ring
    public List<Taken> take() {
        var taken = new ArrayList<Taken>();
        for (Placement.Ring ring : rings) {
            for (int context = 0; context < layout.contexts(); context++) {
                take(ring, context, taken);
            }
        }
        taken.sort(Comparator.comparingLong(Taken::nanoseconds));
        return taken;
    }

    /// Records that found no room since the program was loaded.
    public long lost() {
        return rings.stream().flatMapToLong(ring -> IntStream.range(0, layout.contexts())
                .mapToLong(context -> memory.read(layout.physical(ring.address(), context) + EventRing.LOST))).sum();
    }

    private void take(Placement.Ring ring, int context, List<Taken> taken) {
        int start = layout.physical(ring.address(), context);
        long written = memory.read(start + EventRing.WRITTEN);
        long from = memory.read(start + EventRing.TAKEN);
        if (written == from) { return; }
        for (long at = from; at != written;) {
            int position = (int) (at & ring.bytes() - 1);
            long first = memory.read(start + EventRing.DATA + position);
            int length = (int) first;
            if (Long.compareUnsigned(written - at, ring.bytes()) > 0 || first != EventRing.SKIP && (length < 0
                    || length > ring.bytes() - EventRing.HEADER - position)) {
                throw new InputError("map " + ring.map().name(),
                        "the ring of context %d has a record of %s bytes".formatted(context,
                                Integer.toUnsignedString(length)),
                        "something has written over the map memory", "Load the program again");
            }
            if (first == EventRing.SKIP) {
                at += ring.bytes() - position;
                continue;
            }
            int record = start + EventRing.DATA + position;
            byte[] data = Words.read(memory, record + EventRing.HEADER, length).toArray();
            taken.add(new Taken(memory.read(record + Long.BYTES), context,
                    emission(ring, (int) (first >>> Integer.SIZE), data)));
            at += EventRing.HEADER + length + 7 & ~7L;
        }
        memory.write(start + EventRing.TAKEN, written);
    }

    /// @param formatBytes of a printed record, with what fills the format up
    private static Emission emission(Placement.Ring ring, int formatBytes, byte[] data) {
        if (!ring.map().isTrace()) { return Emission.Recorded.of(ring.map().name(), data); }
        try {
            PrintFormat format = PrintFormat.of(Arrays.copyOf(data, formatBytes));
            var arguments = new ArrayList<byte[]>();
            int at = formatBytes;
            for (PrintFormat.Part.Conversion conversion : format.conversions()) {
                int bytes = Math.max(Long.BYTES, conversion.kind().bytes());
                arguments.add(Arrays.copyOfRange(data, at, at + bytes));
                at += bytes;
            }
            return new Emission.Printed(format.text(arguments));
        } catch (PrintFormat.Wrong wrong) {
            throw new InputError("what the program printed", wrong.getMessage(),
                    "something has written over the map memory",
                    "Load the program again");
        }
    }
}
