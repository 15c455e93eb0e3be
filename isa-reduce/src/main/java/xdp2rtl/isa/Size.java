package xdp2rtl.isa;

/// The number of bytes that a load or store touches. `B6` is a MAC address in one access; eBPF itself has only 1, 2, 4
/// and 8.
public enum Size {
    B1(1), B2(2), B4(4), B6(6), B8(8);

    private final int bytes;

    Size(int bytes) { this.bytes = bytes; }

    public int bytes() { return bytes; }
}
