package xdp2rtl.ebpf;

/// What an atomic instruction does to the memory that it addresses. Source: RFC 9669, section 5.3.
public enum AtomicOperation {
    ADD(0x00, "+="), OR(0x40, "|="), AND(0x50, "&="), XOR(0xa0, "^="),
    /// Memory and source change places.
    XCHG(0xe0, "xchg"),
    /// Memory becomes the source if it equals R0; R0 becomes what memory was.
    CMPXCHG(0xf0, "cmpxchg");

    private final int code;
    private final String symbol;

    AtomicOperation(int code, String symbol) {
        this.code = code;
        this.symbol = symbol;
    }

    /// True where there is only a form that gives the old value back.
    public boolean alwaysFetches() {
        return this == XCHG || this == CMPXCHG;
    }

    /// The instruction's immediate, without the fetch bit.
    int code() {
        return code;
    }

    String symbol() {
        return symbol;
    }
}
