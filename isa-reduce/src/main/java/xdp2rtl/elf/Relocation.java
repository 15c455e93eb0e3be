package xdp2rtl.elf;

/// The instruction at byte `offset` of its section refers to a symbol.
record Relocation(long offset, int type, Symbol symbol) {
    /// R_BPF_64_64: a 64-bit immediate load.
    static final int ADDRESS = 1;
    /// R_BPF_64_32: a call.
    static final int CALL = 10;
}
