package xdp2rtl.driver;

import xdp2rtl.elf.Bytes;
import xdp2rtl.maps.Placement;
import xdp2rtl.port.MapContents;

/// A BLOOM_FILTER in the map memory ([xdp2rtl.maps.FilterBits]).
///
/// @param memory of the core
public record FilterMemory(Placement.Filter filter, MapMemoryAccess memory) {

    void fill(MapContents contents) { contents.entries().forEach(entry -> push(entry.value(0))); }

    /// Puts a value in. While packets use the map, one of them can lose a bit of what it puts in.
    public void push(Bytes value) {
        for (int hash = 0; hash < filter.bits().hashes(); hash++) {
            long bit = filter.bits().bit(value.toArray(), hash);
            memory.write(address(bit), memory.read(address(bit)) | 1L << bit);
        }
    }

    /// Whether the value may have been put in; false only if it has not.
    public boolean contains(Bytes value) {
        for (int hash = 0; hash < filter.bits().hashes(); hash++) {
            long bit = filter.bits().bit(value.toArray(), hash);
            if ((memory.read(address(bit)) & 1L << bit) == 0) { return false; }
        }
        return true;
    }

    private int address(long bit) { return (int) (filter.address() + bit / Long.SIZE * Long.BYTES); }
}
