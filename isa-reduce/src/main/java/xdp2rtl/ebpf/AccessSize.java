package xdp2rtl.ebpf;

/// How many bytes a load, store or atomic operation touches. Multi-byte values are little-endian in memory.
/// Source: RFC 9669, section 5, table 10.
public enum AccessSize {
    B(1, 0x10), H(2, 0x08), W(4, 0x00), DW(8, 0x18);

    private final int bytes;
    private final int code;

    AccessSize(int bytes, int code) {
        this.bytes = bytes;
        this.code = code;
    }

    public int bytes() {
        return bytes;
    }

    public int bits() {
        return bytes * 8;
    }

    /// The size field, in place inside the opcode.
    int code() {
        return code;
    }
}
