package xdp2rtl.driver;

import java.util.ArrayList;
import java.util.List;
import xdp2rtl.diagnostic.InputError;
import xdp2rtl.elf.Bytes;
import xdp2rtl.maps.Placement;
import xdp2rtl.maps.SharedRing;
import xdp2rtl.port.Emission;

/// The host's end of a [SharedRing].
///
/// @param memory of the core
record SharedRingReader(Placement.Shared ring, MapMemoryAccess memory) {

    /// Takes out what is done, up to the first record that a program still writes. Its place is cleared for those that
    /// come.
    /// @throws InputError if something has written over the ring
    List<Emission> take() {
        var taken = new ArrayList<Emission>();
        long reserved = memory.read(ring.address() + SharedRing.RESERVED);
        long at = memory.read(ring.address() + SharedRing.TAKEN);
        long from = at;
        while (at != reserved) {
            int record = ring.address() + SharedRing.DATA + (int) (at & ring.bytes() - 1);
            int header = (int) memory.read(record);
            if ((header & SharedRing.DONE) == 0) {
                break;
            }
            int length = header & ~(SharedRing.DONE | SharedRing.DISCARDED);
            if (length > SharedRing.LONGEST
                    || Long.compareUnsigned(reserved - at, SharedRing.total(length)) < 0) {
                throw new InputError("map " + ring.map().name(), "the ring has a record of %d bytes".formatted(length),
                        "something has written over the map memory", "Load the program again");
            }
            Bytes data = Words.read(memory, record + SharedRing.HEADER, length);
            if ((header & SharedRing.DISCARDED) == 0) {
                taken.add(new Emission.Recorded(ring.map().name(), data));
            }
            clear(record, SharedRing.total(length));
            at += SharedRing.total(length);
        }
        if (at != from) {
            memory.write(ring.address() + SharedRing.TAKEN, at);
        }
        return taken;
    }

    /// What a program has left of old data in a record's filling counts too.
    private void clear(int record, long bytes) {
        for (int at = 0; at < bytes; at += Long.BYTES) {
            memory.write(record + at, 0);
        }
    }

    /// Records that found no room.
    long lost() { return memory.read(ring.address() + SharedRing.LOST); }
}
