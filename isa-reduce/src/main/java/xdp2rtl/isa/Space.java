package xdp2rtl.isa;

/// What a load or store addresses; each space has its own memory, address unit and ports.
public enum Space {
    /// The packet of the context. Address 0 is the first byte of the packet (`xdp_md.data`), wherever the head has been
    /// moved to; metadata has negative addresses down to minus its length. In range: `-META <= address` and
    /// `address + size <= LENGTH`.
    PACKET,
    /// The stack of the context: addresses 0 to 511, zero is the lowest byte (`r10 - 512`).
    STACK,
    /// Map values. Byte addresses in the map memory; null is 0. Bit 31 marks a per-CPU address: the hardware replaces
    /// it by the start of the running context's own copy.
    MAP
}
