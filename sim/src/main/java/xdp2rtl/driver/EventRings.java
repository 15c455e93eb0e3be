package xdp2rtl.driver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
    private final List<SharedRingReader> shared;

    public EventRings(MapLayout layout, MapMemoryAccess memory) {
        this.layout = layout;
        this.memory = memory;
        this.rings = layout.placements().stream().filter(Placement.Ring.class::isInstance)
                .map(Placement.Ring.class::cast).toList();
        this.shared = layout.placements().stream().filter(Placement.Shared.class::isInstance)
                .map(ring -> new SharedRingReader((Placement.Shared) ring, memory)).toList();
    }

    /// Whether the program has any.
    public static boolean areIn(MapLayout layout) {
        return layout.placements().stream().anyMatch(placement -> placement.map().holdsEvents());
    }

    /// When a record was made, by which context, and how many bytes the program gave.
    public record Origin(long nanoseconds, int context, int bytes) {}

    /// A record that was taken out; a ring that all contexts share does not tell its origin.
    public record Taken(Optional<Origin> origin, Emission emission) {
        /// Those that say when they were made in the order of time, then the others, each in the order of its ring.
        public static List<Taken> sorted(List<Taken> taken) {
            return taken.stream().sorted(Comparator.comparingLong(
                    one -> one.origin().map(Origin::nanoseconds).orElse(Long.MAX_VALUE))).toList();
        }
    }

    /// Takes out what the contexts have left, in the order of time; what one context leaves stays in its order.
    /// @throws InputError if something has written over a ring
    public List<Taken> take() {
        var taken = new ArrayList<Taken>();
        for (Placement.Ring ring : rings) {
            for (int context = 0; context < layout.contexts(); context++) {
                take(ring, context, taken);
            }
        }
        shared.forEach(ring -> ring.take().forEach(one -> taken.add(new Taken(Optional.empty(), one))));
        return Taken.sorted(taken);
    }

    /// Records that found no room since the program was loaded.
    public long lost() {
        return rings.stream().flatMapToLong(ring -> IntStream.range(0, layout.contexts())
                .mapToLong(context -> memory.read(layout.physical(ring.address(), context) + EventRing.LOST))).sum()
                + shared.stream().mapToLong(SharedRingReader::lost).sum();
    }

    /// Texts that found no room since this was asked last.
    long takeLostTexts() {
        long lost = 0;
        for (Placement.Ring ring : rings) {
            for (int context = 0; ring.map().isTrace() && context < layout.contexts(); context++) {
                int word = layout.physical(ring.address(), context) + EventRing.LOST;
                long own = memory.read(word);
                lost += own;
                if (own != 0) {
                    memory.write(word, 0);
                }
            }
        }
        return lost;
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
            taken.add(new Taken(Optional.of(new Origin(memory.read(record + Long.BYTES), context, length)),
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
                boolean text = conversion.kind() == PrintFormat.Kind.TEXT;
                int bytes = text ? ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).getInt(at)
                        : Math.max(Long.BYTES, conversion.kind().bytes());
                at += text ? Long.BYTES : 0;
                arguments.add(Arrays.copyOfRange(data, at, at + bytes));
                at += bytes + 7 & ~7;
            }
            return new Emission.Printed(format.text(arguments));
        } catch (PrintFormat.Wrong wrong) {
            throw new InputError("what the program printed", wrong.getMessage(),
                    "something has written over the map memory",
                    "Load the program again");
        }
    }
}
