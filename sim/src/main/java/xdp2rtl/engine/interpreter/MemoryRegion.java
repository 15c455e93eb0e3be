package xdp2rtl.engine.interpreter;

/// A part of memory that programs can point to.
interface MemoryRegion {

    /// Where offset `offset` (negative: in front of the region) stands in [#bytes()], if `size` bytes there may be
    /// accessed.
    /// @throws Stop if they may not
    int locate(long offset, int size, boolean write);

    byte[] bytes();
}
