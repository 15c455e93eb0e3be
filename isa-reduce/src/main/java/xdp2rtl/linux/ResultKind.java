package xdp2rtl.linux;

/// What a helper leaves in R0 (`enum bpf_return_type` of Linux, include/linux/bpf.h, with ranges).
public enum ResultKind {
    /// Nothing that may be used (RET_VOID).
    NOTHING,
    /// A number (RET_INTEGER).
    SCALAR,
    /// A number of 32 bits.
    U32,
    /// An [XdpAction].
    ACTION,
    /// The length of a packet.
    PACKET_LENGTH,
    /// The length of a text that only the host makes.
    TEXT_LENGTH,
    /// A pointer to a value of the map in R1, or null (RET_PTR_TO_MAP_VALUE_OR_NULL).
    MAP_VALUE_OR_NULL,
    /// A pointer to memory of as many bytes as R2 says, for a record in the map in R1, or null
    /// (RET_PTR_TO_RINGBUF_MEM_OR_NULL).
    RECORD_OR_NULL
}
