package xdp2rtl.engine.interpreter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import xdp2rtl.elf.Bytes;
import xdp2rtl.elf.MapSpec;
import xdp2rtl.linux.Errno;
import xdp2rtl.linux.RingFlags;
import xdp2rtl.port.Emission;
import xdp2rtl.port.MapContents;

/// RINGBUF (kernel/bpf/ringbuf.c): records for the host, which has taken all that earlier packets have left. The memory
/// of new records holds zeroes.
final class RingModel implements ClosedModel {
    private static final int HEADER = 8;

    private enum State { RESERVED, SUBMITTED, DISCARDED }

    /// @param start among the bytes of this packet's records
    private record Reservation(int start, int size) {}

    private final MapSpec spec;
    private final List<Reservation> reservations = new ArrayList<>();
    private final List<State> states = new ArrayList<>();
    private byte[] bytes = {};
    /// Bytes of all records ever, their headers included.
    private long produced;
    private long consumed;

    RingModel(MapSpec spec) { this.spec = spec; }

    void startPacket() {
        consumed = produced;
        reservations.clear();
        states.clear();
        bytes = new byte[0];
    }

    /// What the packet has left, in the order of the reservations.
    List<Emission> emitted() {
        var emitted = new ArrayList<Emission>();
        for (int i = 0; i < states.size(); i++) {
            if (states.get(i) == State.SUBMITTED) {
                int from = reservations.get(i).start();
                byte[] data = Arrays.copyOfRange(bytes, from, from + reservations.get(i).size());
                emitted.add(new Emission.Recorded(spec.name(), Bytes.of(data)));
            }
        }
        return emitted;
    }

    /// Where the memory of a new record lies in [#memory]; empty if there is no room.
    OptionalInt reserve(long size) {
        long taken = size + HEADER + 7 & ~7L;
        if (produced + taken - consumed > spec.maxEntries() - 1) { return OptionalInt.empty(); }
        produced += taken;
        int start = bytes.length + HEADER;
        bytes = Arrays.copyOf(bytes, bytes.length + (int) taken);
        reservations.add(new Reservation(start, (int) size));
        states.add(State.RESERVED);
        return OptionalInt.of(start);
    }

    /// Gives a record away whose memory begins there.
    void end(long offset, boolean discarded) {
        int number = reservations.stream().map(Reservation::start).map(Long::valueOf).toList().indexOf(offset);
        if (number < 0 || states.get(number) != State.RESERVED) {
            throw new Stop("gives away a record that is not reserved");
        }
        states.set(number, discarded ? State.DISCARDED : State.SUBMITTED);
    }

    long output(byte[] data, long flags) {
        if ((flags & ~RingFlags.WAKEUPS) != 0) { return Errno.EINVAL.result(); }
        OptionalInt start = reserve(data.length);
        if (start.isEmpty()) { return Errno.EAGAIN.result(); }
        System.arraycopy(data, 0, bytes, start.getAsInt(), data.length);
        end(start.getAsInt(), false);
        return 0;
    }

    long query(long what) {
        if (what == RingFlags.AVAILABLE) { return produced - consumed; }
        if (what == RingFlags.SIZE) { return Integer.toUnsignedLong(spec.maxEntries()); }
        if (what == RingFlags.CONSUMED) { return consumed; }
        return what == RingFlags.PRODUCED ? produced : 0;
    }

    @Override public MemoryRegion memory() {
        return new MemoryRegion() {
            @Override public int locate(long offset, int size, boolean write) {
                for (int i = 0; i < states.size(); i++) {
                    Reservation one = reservations.get(i);
                    if (states.get(i) == State.RESERVED && offset >= one.start()
                            && offset + size <= one.start() + one.size()) {
                        return (int) offset;
                    }
                }
                throw new Stop("accesses %d bytes in map %s, where no record is reserved".formatted(size, spec.name()));
            }

            @Override public byte[] bytes() {
                return bytes;
            }
        };
    }

    @Override public MapSpec spec() {
        return spec;
    }

    @Override public MapContents contents() {
        return MapContents.EMPTY;
    }
}
