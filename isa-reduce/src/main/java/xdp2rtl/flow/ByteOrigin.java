package xdp2rtl.flow;

/// What is known of a byte.
public sealed interface ByteOrigin {
    Other OTHER = new Other();
    Known ZERO = new Known(0);

    /// @param value 0 to 255
    record Known(int value) implements ByteOrigin {}

    /// A byte of the packet as it arrived.
    ///
    /// @param offset from its first byte, 0 to 63
    record Packet(int offset) implements ByteOrigin {}

    /// Nothing.
    record Other() implements ByteOrigin {}

    default boolean isZero() { return equals(ZERO); }
}
